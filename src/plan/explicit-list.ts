// The @EXPLICIT list: one package's address on each line, as `conda list --explicit` writes it and conda, mamba,
// micromamba and the setup actions take it. Its digests after "#" are those of conda's draft CEP "Text spec input files"
// (32 digits md5, 64 sha256, perhaps behind "sha256:"); conda-lock writes pip's packages as "# pip REQUIREMENT".
import type { Problem } from "../errors.ts";
import { UserError } from "../errors.ts";
import { redactCredentials } from "../result/credentials.ts";
import type { Lock, LockedPackage } from "./lock.ts";
import { archiveName } from "./lock.ts";

const marker = /^@EXPLICIT\s*$/m;
const entry = /^(.+?)(?:#(?:(?:md5:)?([0-9a-f]{32})|(?:sha256:)?([0-9a-f]{64})))?$/i;
const remedy = "write one package's address on each line, with #sha256: and its digest";
const shownProblems = 5;

export function isExplicitList(text: string): boolean {
  return marker.test(text);
}

interface Line {
  readonly number: number;
  readonly text: string;
}

/**
 * @param where the file's name, for messages
 * @throws UserError naming the lines that are no packages, and packages that stand there twice.
 */
export function readExplicitList(text: string, where: string): Lock {
  const lines = text.split(/\r?\n/).map((line, index) => ({ number: index + 1, text: line.trim() }));
  const problems: Problem[] = [];
  const packages = new Map<string, LockedPackage>();
  const channels = new Set<string>();
  const subdirs = new Set<string>();
  for (const line of lines.filter((one) => one.text !== "" && !/^[#@]/.test(one.text))) {
    const found = readLine(line, where);
    if ("what" in found) problems.push(found);
    else if (packages.has(found.name))
      problems.push({ where: `${where}, line ${line.number}`, what: `${found.name} stands here twice`, remedy });
    else {
      packages.set(found.name, found.locked);
      channels.add(found.channel);
      subdirs.add(found.subdir);
    }
  }
  const platform = platformOf(lines, [...subdirs]);
  if (platform === null && problems.length === 0) problems.push(platformProblem([...subdirs], where));
  const [first, ...rest] = problems;
  if (first !== undefined) throw new UserError([first, ...rest.slice(0, shownProblems - 1)]);
  const requirements = requirementsOf(lines);
  const platforms = platform === null ? {} : { [platform]: { packages: [...packages.values()], requirements } };
  return { kind: "lock", form: "@EXPLICIT list", channels: [...channels], platforms };
}

type Found = {
  readonly name: string;
  readonly channel: string;
  readonly subdir: string;
  readonly locked: LockedPackage;
};

function readLine({ number, text }: Line, where: string): Found | Problem {
  const [, written = "", md5, sha256] = entry.exec(text) ?? [];
  const url = written.startsWith("/") ? `file://${encodeURI(written)}` : written;
  const archive = archiveName(url);
  if (archive === null) {
    const column =
      text.includes("#") && archiveName(text.slice(0, text.indexOf("#"))) !== null ? text.indexOf("#") + 1 : 1;
    const what = column === 1 ? "is no address of a conda package" : "has a digest that is neither md5 nor sha256";
    return { where: `${where}, line ${number}, column ${column}`, what: `${redactCredentials(text)} ${what}`, remedy };
  }
  const digests = { sha256: sha256?.toLowerCase() ?? null, md5: md5?.toLowerCase() ?? null };
  return { ...archive, locked: { url, ...digests, depends: null, constrains: [] } };
}

/** By the packages, or where all of them are for any platform, by the comment that conda writes. */
function platformOf(lines: readonly Line[], subdirs: readonly string[]): string | null {
  const own = subdirs.filter((subdir) => subdir !== "noarch");
  if (own.length > 1) return null;
  const said = lines.map(({ text }) => /^#\s*platform:\s*(\S+)/.exec(text)?.[1]).find((name) => name !== undefined);
  return own[0] ?? said ?? null;
}

function platformProblem(subdirs: readonly string[], where: string): Problem {
  const own = subdirs.filter((subdir) => subdir !== "noarch");
  return own.length > 1
    ? { where, what: `has packages for ${own.join(" and ")}`, remedy: "write one list for each platform" }
    : { where, what: "has no package that is for a platform", remedy };
}

/** A backslash at the end of a line goes on with the next one. */
function requirementsOf(lines: readonly Line[]): string[] {
  const said = lines.flatMap(({ text }) => /^#\s*pip\s+(.*)$/.exec(text)?.[1] ?? []).join("\n");
  return said
    .replaceAll(/\\\n\s*/g, "")
    .split("\n")
    .filter((line) => line !== "");
}
