// What the adapters of conda clients say of their client, as data, and what they hear in its answers.
import type { ClientName } from "../../inputs/config.ts";
import { possibleJson } from "../../result/possible-json.ts";
import type { RunResult } from "../../system/processes.ts";

/** What an answer is a sign of, beside what stands in fields of its own. */
export type Sign =
  | "asked-too-much"
  | "bad-spec"
  | "configuration"
  | "conflict"
  | "damaged"
  | "no-environment"
  | "offline"
  | "prefix-exists"
  | "unclear";

/** A failed answer, taken apart. Its prose is the client's own and differs between versions: it is read for signs only. */
export interface Heard {
  readonly signs: ReadonlySet<Sign>;
  /** Everything that was said of the failure. */
  readonly words: string;
  /** The one line of them that says most; null where there is none. */
  readonly summary: string | null;
  /** Specs that nothing matches, as the client writes them. */
  readonly missing: readonly string[];
  /** The HTTP status that was got, 0 where no answer came at all; null where it was not about addresses. */
  readonly status: number | null;
  readonly url: string | null;
}

export interface Family {
  readonly name: ClientName;
  /** Older ones are refused: what their answers look like is not known. */
  readonly oldest: readonly [number, number];
  /** Keys of the document that `info --json` prints. */
  readonly info: {
    readonly version: string;
    readonly packageFolders: string;
    readonly virtualPackages: string;
  };
  /** Whether several of its processes may fill one folder of packages at the same time. */
  readonly sideBySide: boolean;
  /** Whether it compares packages of local folders with the checksums of their index. */
  readonly checksLocalPackages: boolean;
  /**
   * The variables that make it see what pip installed, by the first version that knows each, newest first. Otherwise it
   * takes conda's record of a package for what is there, whatever pip has put over it.
   */
  readonly seesPip: readonly { readonly from: readonly [number, number]; readonly variable: string }[];
  /** With these, its `run` hands all three streams through as they are: nothing is held back, and nothing decoded. */
  readonly runFlags: readonly string[];
  readonly hear: (result: Answer) => Heard;
}

export type Answer = Pick<RunResult, "exitCode" | "stdout" | "stderr">;

/** The one JSON document of an output. Some clients print a prompt or a warning before it. */
export function documentIn(stdout: string): unknown {
  const starts = [...stdout.matchAll(/(?:^|\s)(?=[[{])/g)].map((found) => found.index + found[0].length);
  for (const start of starts.slice(0, 20)) {
    const document = possibleJson(stdout.slice(start));
    // Not this one where it is none: a bracket of a warning, say.
    if (document !== undefined) return document;
  }
  return undefined;
}

export interface Symptom {
  readonly sign: Sign;
  readonly words: RegExp;
}

export function signsIn(words: string, symptoms: readonly Symptom[]): Set<Sign> {
  return new Set(symptoms.filter((symptom) => symptom.words.test(words)).map(({ sign }) => sign));
}

/** libmamba's ways of saying that nothing matches a spec that was asked for; conda's usual solver is made of it, too. */
export function missingIn(words: string): string[] {
  const found = [
    ...words.matchAll(/^\W*(\S.*?) does not exist \(perhaps/gm),
    ...words.matchAll(/nothing provides requested (.+?)\s*$/gm),
  ];
  return [...new Set(found.flatMap(([, spec]) => spec ?? []))];
}
