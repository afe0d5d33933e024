// The judge is tried on planted bugs: whichever is planted, a test of the comparison or of the gate must fail.
import { cpSync, existsSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { root } from "../../scripts/test/project.mjs";
import type { ProjectCopy } from "./project-copy.ts";
import { copyProject } from "./project-copy.ts";

interface Mutation {
  readonly bug: string;
  readonly file: string;
  /** Occurs once in the file. */
  readonly right: string;
  readonly wrong: string;
  /** The one of the judge's tests whose business it is. */
  readonly seenBy: (typeof judges)[number];
}

const mutations: readonly Mutation[] = [
  {
    bug: "head and base change places",
    file: "src/compare/statistics.ts",
    right: "(value / (reference.values[reference.start + at] ?? Number.NaN)) * scale",
    wrong: "((reference.values[reference.start + at] ?? Number.NaN) / value) * scale",
    seenBy: "compare/compare",
  },
  {
    bug: "one disturbed turn moves a block",
    file: "src/compare/statistics.ts",
    right: "return between(Math.log(lower), Math.log(upper))",
    wrong: "return Math.log(room[count - 1] ?? Number.NaN)",
    seenBy: "compare/compare",
  },
  {
    bug: "batches of more loops look slower",
    file: "src/compare/pairs.ts",
    right: "reference.loops / subject.loops",
    wrong: "1",
    seenBy: "compare/compare",
  },
  {
    bug: "a time of zero passes",
    file: "src/compare/times.ts",
    right: "nanoseconds > 0",
    wrong: "nanoseconds >= 0",
    seenBy: "compare/compare",
  },
  {
    bug: "a time that is no number passes",
    file: "src/compare/times.ts",
    right: "return !(nanoseconds > 0 && nanoseconds < Number.POSITIVE_INFINITY);",
    wrong: "return nanoseconds <= 0;",
    seenBy: "compare/compare",
  },
  {
    bug: "values that have no ratio are compared",
    file: "src/compare/pairs.ts",
    right: "return reference > 0 && subject > 0 ? Math.log(subject / reference) : Number.NaN;",
    wrong: "return Math.log(Math.abs(subject) / Math.abs(reference));",
    seenBy: "compare/values",
  },
  {
    bug: "less of what is better when it is bigger is no loss",
    file: "src/compare/value-cells.ts",
    right: 'quantity.better === "bigger" ? 0 - value : value',
    wrong: "value",
    seenBy: "compare/values",
  },
  {
    bug: "a log ratio that is no number passes",
    file: "src/compare/family.ts",
    right: "!Number.isFinite(value)",
    wrong: "value === Number.POSITIVE_INFINITY",
    seenBy: "compare/family",
  },
  {
    bug: "the wrong side is tested",
    file: "src/compare/family.ts",
    right: "slowerP: probabilityAbove(walsh, bound)",
    wrong: "slowerP: probabilityBelow(walsh, bound)",
    seenBy: "compare/family",
  },
  {
    bug: "any slowdown counts, however small",
    file: "src/compare/family.ts",
    right: "slowerP: probabilityAbove(walsh, bound)",
    wrong: "slowerP: probabilityAbove(walsh, 0)",
    seenBy: "compare/family",
  },
  {
    bug: "values that tie are ranked as if they did not",
    file: "src/compare/walsh.ts",
    right: "if (mayTie) return null;",
    wrong: "",
    seenBy: "compare/walsh",
  },
  {
    bug: "a value at the bound counts as one beyond it",
    file: "src/compare/walsh.ts",
    right: "return bound - below > reach && above - bound > reach ? count : null;",
    wrong: "return count;",
    seenBy: "compare/walsh",
  },
  {
    bug: "nothing is corrected for the number of cells",
    file: "src/compare/family.ts",
    right: "(pValues.length - rank) * (pValues[index] ?? 1)",
    wrong: "pValues[index] ?? 1",
    seenBy: "compare/family",
  },
  {
    bug: "a larger p may come before a smaller one",
    file: "src/compare/family.ts",
    right: "largest = Math.max(largest,",
    wrong: "largest = Math.max(0,",
    seenBy: "compare/family",
  },
  {
    bug: "too few blocks look unchanged",
    file: "src/compare/family.ts",
    right: 'if (detectable === null) return "insufficient";',
    wrong: "",
    seenBy: "compare/family",
  },
  {
    bug: "what is not shown to be slower is unchanged",
    file: "src/compare/family.ts",
    right: 'return isEquivalent ? "unchanged" : "inconclusive";',
    wrong: 'return "unchanged";',
    seenBy: "compare/family",
  },
  {
    bug: "a decided cell is judged again",
    file: "src/compare/family.ts",
    right: "added.length > 0 && isUndecided(first[index])",
    wrong: "added.length > 0",
    seenBy: "compare/looks",
  },
  {
    bug: "each of two looks takes the whole rate",
    file: "src/plan/blocks.ts",
    right: "familyRate / ",
    wrong: "familyRate * ",
    seenBy: "compare/looks",
  },
  {
    bug: "an unfit machine passes",
    file: "src/gate/reasons.ts",
    right: "...unfitMachine(named),",
    wrong: "",
    seenBy: "gate/decide",
  },
  {
    bug: "a cell without a usable time is left out",
    file: "src/gate/reasons.ts",
    right: 'outcome === "failed" && why !== null',
    wrong: "false",
    seenBy: "gate/decide",
  },
  {
    bug: "a backend without a verdict counts as verified",
    file: "src/gate/reasons.ts",
    right: '?? "unknown") === "unknown"',
    wrong: '?? "verified") === "unknown"',
    seenBy: "gate/decide",
  },
  {
    bug: "controls alone count as a measurement",
    file: "src/gate/reasons.ts",
    right: "!controls.has(benchmark)",
    wrong: "true",
    seenBy: "gate/decide",
  },
  {
    bug: "a gate that failed exits with 0",
    file: "src/gate/decide.ts",
    right: "exitCode: rules[failing.class].exitCode",
    wrong: "exitCode: exitCode.pass",
    seenBy: "gate/decide",
  },
];

/** Tests of the judge alone; those that ask other programs would tell the same more slowly. */
const judges = [
  "compare/family",
  "compare/family-properties",
  "compare/looks",
  "compare/code-axis",
  "compare/compare",
  "compare/values",
  "compare/walsh",
  "gate/decide",
] as const;

/** One file's end, of vitest's JSON report. */
interface JudgeEnd {
  readonly name: string;
  readonly status: string;
  readonly message: string;
  readonly assertionResults: readonly { readonly failureMessages?: readonly string[] }[];
}

/** For some two dozen test files at once, on a busy machine. */
const patience = 300_000;

let project: ProjectCopy;
let ends: readonly JudgeEnd[];

/** A folder that looks like the project, with its own sources and the project's tests. */
function plantProject(folder: string): void {
  cpSync(join(project.folder, "src"), join(project.folder, folder, "src"), { recursive: true });
  symlinkSync(join(root, "__tests__"), join(project.folder, folder, "__tests__"));
}

/** Every bug in a project of its own, all of them judged in one go. */
beforeAll(async () => {
  project = copyProject();
  // The tests are linked, and the links must not lead back to the project's own sources.
  // All of them at once take their time: a test that ran out of it has seen nothing.
  const judging = { isolate: false, pool: "threads", testTimeout: patience };
  const settings = { resolve: { preserveSymlinks: true }, test: judging };
  project.plant("vitest.config.mjs", `export default ${JSON.stringify(settings)};\n`);
  plantProject("sound");
  for (const [index, { file, right, wrong }] of mutations.entries()) {
    plantProject(`bug-${index}`);
    const source = readFileSync(join(root, file), "utf8");
    expect(source.split(right), `${file} holds "${right}" once`).toHaveLength(2);
    project.plant(join(`bug-${index}`, file), source.replace(right, wrong));
  }
  const files = [
    ...judges.map((judge) => ["sound", judge]),
    ...mutations.map(({ seenBy }, index) => [`bug-${index}`, seenBy]),
  ].map(([folder, judge]) => `${folder}/__tests__/${judge}.test.ts`);
  const report = join(project.folder, "ends.json");
  const { output } = project.run("vitest", "run", "--reporter", "json", "--outputFile", report, ...files);
  ends = JSON.parse(existsSync(report) ? readFileSync(report, "utf8") : expect.fail(output)).testResults;
}, patience);

afterAll(() => project?.[Symbol.dispose]());

const endsIn = (folder: string): readonly JudgeEnd[] => ends.filter(({ name }) => name.includes(`/${folder}/`));

test("without a bug, all is well", () => {
  expect(endsIn("sound").map(({ status }) => status)).toEqual(judges.map(() => "passed"));
});

test.each(mutations.map((mutation, index) => ({ ...mutation, index })))("$bug: $seenBy sees it", ({ index }) => {
  const [end, ...others] = endsIn(`bug-${index}`);
  expect([end?.status, others]).toEqual(["failed", []]);
  // A test that failed, not a program that could not be read.
  const messages = end?.assertionResults.flatMap(({ failureMessages }) => failureMessages ?? []) ?? [];
  expect(messages.join("\n")).toMatch(/AssertionError|Property failed|RangeError/);
});
