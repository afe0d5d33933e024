// The judge is tried on planted bugs: whichever is planted, a test of the comparison or of the gate must fail.
import { readFileSync, symlinkSync } from "node:fs";
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
}

const mutations: readonly Mutation[] = [
  {
    bug: "head and base change places",
    file: "src/compare/pairs.ts",
    right: "Math.log((subject.nanoseconds[turn] ?? Number.NaN) / nanoseconds)",
    wrong: "Math.log(nanoseconds / (subject.nanoseconds[turn] ?? Number.NaN))",
  },
  {
    bug: "one disturbed turn moves a block",
    file: "src/compare/pairs.ts",
    right: "return median(turns.map(",
    wrong: "return Math.max(...turns.map(",
  },
  { bug: "a time of zero passes", file: "src/compare/pairs.ts", right: "nanoseconds > 0", wrong: "nanoseconds >= 0" },
  {
    bug: "a time that is no number passes",
    file: "src/compare/pairs.ts",
    right: "return !(Number.isFinite(nanoseconds) && nanoseconds > 0);",
    wrong: "return nanoseconds <= 0;",
  },
  {
    bug: "values that have no ratio are compared",
    file: "src/compare/pairs.ts",
    right: "return reference > 0 && subject > 0 ? Math.log(subject / reference) : Number.NaN;",
    wrong: "return Math.log(Math.abs(subject) / Math.abs(reference));",
  },
  {
    bug: "less of what is better when it is bigger is no loss",
    file: "src/compare/value-cells.ts",
    right: 'quantity.better === "bigger" ? 0 - value : value',
    wrong: "value",
  },
  {
    bug: "a log ratio that is no number passes",
    file: "src/compare/family.ts",
    right: "!Number.isFinite(value)",
    wrong: "value === Number.POSITIVE_INFINITY",
  },
  {
    bug: "the wrong side is tested",
    file: "src/compare/family.ts",
    right: "const slower = holm(cells.map(({ values, threshold }) => pAbove(values,",
    wrong: "const slower = holm(cells.map(({ values, threshold }) => pAbove(negated(values),",
  },
  {
    bug: "any slowdown counts, however small",
    file: "src/compare/family.ts",
    right: "const slower = holm(cells.map(({ values, threshold }) => pAbove(values, Math.log1p(threshold))));",
    wrong: "const slower = holm(cells.map(({ values }) => pAbove(values, 0)));",
  },
  {
    bug: "nothing is corrected for the number of cells",
    file: "src/compare/family.ts",
    right: "(pValues.length - rank) * (pValues[index] ?? 1)",
    wrong: "pValues[index] ?? 1",
  },
  {
    bug: "a larger p may come before a smaller one",
    file: "src/compare/family.ts",
    right: "largest = Math.max(largest,",
    wrong: "largest = Math.max(0,",
  },
  {
    bug: "too few blocks look unchanged",
    file: "src/compare/family.ts",
    right: 'if (detectable === null) return "insufficient";',
    wrong: "",
  },
  {
    bug: "what is not shown to be slower is unchanged",
    file: "src/compare/family.ts",
    right: 'return isEquivalent(cell) ? "unchanged" : "inconclusive";',
    wrong: 'return "unchanged";',
  },
  {
    bug: "a decided cell is judged again",
    file: "src/compare/family.ts",
    right: "added.length > 0 && isUndecided(first[index])",
    wrong: "added.length > 0",
  },
  {
    bug: "each of two looks takes the whole rate",
    file: "src/plan/blocks.ts",
    right: "familyRate / ",
    wrong: "familyRate * ",
  },
  {
    bug: "an unfit machine passes",
    file: "src/gate/reasons.ts",
    right: "...unfitMachine(judged),",
    wrong: "",
  },
  {
    bug: "a cell without a usable time is left out",
    file: "src/gate/reasons.ts",
    right: 'outcome === "failed" && why !== null',
    wrong: "false",
  },
  {
    bug: "a backend without a verdict counts as verified",
    file: "src/gate/reasons.ts",
    right: '?? "unknown") === "unknown"',
    wrong: '?? "verified") === "unknown"',
  },
  {
    bug: "controls alone count as a measurement",
    file: "src/gate/reasons.ts",
    right: "!controls.has(benchmark)",
    wrong: "true",
  },
  {
    bug: "a gate that failed exits with 0",
    file: "src/gate/decide.ts",
    right: "exitCode: rules[failing.class].exitCode",
    wrong: "exitCode: exitCode.pass",
  },
];

/** Tests of the judge alone; those that ask other programs would tell the same more slowly. */
const judges = [
  "__tests__/compare/family.test.ts",
  "__tests__/compare/family-properties.test.ts",
  "__tests__/compare/looks.test.ts",
  "__tests__/compare/code-axis.test.ts",
  "__tests__/compare/compare.test.ts",
  "__tests__/compare/values.test.ts",
  "__tests__/gate/decide.test.ts",
];

let project: ProjectCopy;

beforeAll(() => {
  project = copyProject();
  symlinkSync(join(root, "__tests__"), join(project.folder, "__tests__"));
  // The tests are the project's own, by a link that must not lead back to its sources.
  project.plant("vitest.config.mjs", "export default { resolve: { preserveSymlinks: true } };\n");
});

afterAll(() => project?.[Symbol.dispose]());

function judge(): { exitCode: number | null; output: string } {
  return project.run("vitest", "run", "--bail", "1", "--reporter", "dot", ...judges);
}

test("without a bug, all is well", () => {
  const end = judge();
  expect(end.exitCode, end.output).toBe(0);
});

test.each(mutations)("$bug", ({ file, right, wrong }) => {
  const source = readFileSync(join(root, file), "utf8");
  expect(source.split(right), `${file} holds "${right}" once`).toHaveLength(2);
  project.plant(file, source.replace(right, wrong));
  try {
    const end = judge();
    expect(end.exitCode, end.output).toBe(1);
    // A test that failed, not a program that could not be read.
    expect(end.output).toMatch(/AssertionError|Property failed|RangeError/);
  } finally {
    project.plant(file, source);
  }
});
