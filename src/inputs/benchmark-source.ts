// How `benchmarks` is read: one source, on one line.
import type { BenchmarkSource } from "./config.ts";
import { suites } from "./config.ts";
import { fromText, refuse, splitLines } from "./values.ts";

interface Prefix {
  readonly prefix: string;
  /** As in messages: the whole form, and what it names. */
  readonly form: string;
  readonly names: string;
  /** @returns the source, or what is wrong with the rest of the line */
  read(rest: string): BenchmarkSource | string;
}

const functions: Prefix = {
  prefix: "functions:",
  form: "functions:FILE",
  names: "no file: write functions:FILE, a Python file of the repository",
  read: (file) => ({ kind: "functions", file }),
};

const pytest: Prefix = {
  prefix: "pytest:",
  form: "pytest:PATH [pytest arguments]",
  names: "no tests: write pytest:PATH, a file or folder of the repository",
  read(rest) {
    const [path = "", ...parameters] = splitWords(rest) ?? [];
    if (path === "") return "has a quotation mark without its partner: quote as in a shell, with pairs";
    return path.startsWith("-")
      ? `begins with the option ${path}: name the file or folder of tests first, and then pytest's arguments`
      : { kind: "pytest", path, parameters };
  },
};

const asv: Prefix = {
  prefix: "asv:",
  form: "asv:PATH",
  names: "no suite: write asv:PATH, a folder with asv.conf.json or of benchmarks",
  read: (path) => ({ kind: "asv", path }),
};

const script: Prefix = {
  prefix: "script:",
  form: "script:FILE",
  names: "no file: write script:FILE, a Python file of the repository",
  read: (file) => ({ kind: "script", file }),
};

/** Bash splits the line, and nobody before it. */
const command: Prefix = {
  prefix: "command:",
  form: "command:LINE",
  names: "no command: write command:LINE",
  read: (line) => ({ kind: "command", line }),
};

const prefixes = [functions, pytest, asv, script, command];

/** "quick", "functions:FILE", "pytest:PATH -k linalg", "asv:PATH", "script:FILE", "command:LINE". */
export const benchmarkSource = fromText((text, context): BenchmarkSource => {
  const [item = "", ...more] = splitLines(text);
  if (more.length > 0)
    return refuse(context, `names ${more.length + 1} sources of benchmarks: run once for each of them`);
  const suite = suites.find((known) => known === item);
  if (suite !== undefined) return { kind: "suite", suite };
  const known = prefixes.find(({ prefix }) => item.startsWith(prefix));
  if (known === undefined) {
    const forms = prefixes.map(({ form }) => form).join(" or ");
    return refuse(context, `unknown value "${item}": choose from ${suites.join(", ")}, or write ${forms}`);
  }
  const rest = item.slice(known.prefix.length).trim();
  if (rest === "") return refuse(context, `"${item}" names ${known.names}`);
  const source = known.read(rest);
  return typeof source === "string" ? refuse(context, `"${item}" ${source}`) : source;
});

/** Words as a shell splits them, with single and double quotes and nothing else; null where one is not closed. */
export function splitWords(text: string): string[] | null {
  const words: string[] = [];
  let rest = text.trim();
  while (rest !== "") {
    const word = /^(?:"[^"]*"|'[^']*'|[^\s"'])+/.exec(rest)?.[0];
    if (word === undefined) return null;
    words.push(
      word.replaceAll(/"([^"]*)"|'([^']*)'/g, (_, double?: string, single?: string) => double ?? single ?? ""),
    );
    rest = rest.slice(word.length);
    // A quotation mark that stands open ends a word as well.
    if (rest !== "" && !/^\s/.test(rest)) return null;
    rest = rest.trimStart();
  }
  return words;
}
