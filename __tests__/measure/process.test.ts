// Scripts and commands as real processes of a real worker: order, environment, what fails, and what is proven of them.
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { BenchmarkSource } from "../../src/inputs/config.ts";
import type { Measured, Patience } from "../../src/measure/request.ts";
import type { BenchmarkPlan } from "../../src/plan/plan.ts";
import { blocksOf } from "../result/blocks.ts";
import type { Outcome, Part } from "./stand-in.ts";
import { measuredOf, perform } from "./stand-in.ts";

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => fs.rm(folder, { recursive: true }))));

async function checkout(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), "blas-bench-process-"));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) await fs.writeFile(path.join(folder, name), text);
  return folder;
}

const parts: Part[] = [
  { variant: "one", arm: "base" },
  { variant: "one", arm: "head" },
];

function run(
  source: BenchmarkSource,
  checkouts: { readonly base: string; readonly head: string },
  plan: Partial<BenchmarkPlan> = {},
  more: { readonly blocks?: number; readonly patience?: Partial<Patience> } = {},
): Promise<Outcome> {
  const python = process.env.BLAS_BENCH_TEST_PYTHON ?? "";
  const benchmarks = { source, select: [], format: null, pattern: null, ...plan };
  return perform({
    real: { python, benchmarks, checkouts },
    parts,
    schedule: { blocks: more.blocks ?? 1 },
    patience: { start: 60_000, unknown: 60_000, ...more.patience },
  });
}

const own = ({ measurements }: Measured) => measurements.filter(({ benchmark }) => !benchmark.startsWith("control/"));
const command = (line: string): BenchmarkSource => ({ kind: "command", line });
const samples = (value: string): string =>
  `{"samplesVersion": 1, "benchmarks": [{"name": "x", "unit": "s", "value": ${value}}]}`;

test("each arm runs its own file, once in each block, and the process itself is the proof", async () => {
  const text = (value: number): string =>
    `import numpy, os\nprint("it took", ${value}, "s", os.environ["OMP_NUM_THREADS"])\n`;
  const base = await checkout({ "bench.py": text(1) });
  const head = await checkout({ "bench.py": text(2) });
  const pattern = "took (?<value>\\d+) (?<unit>s) 1$";
  const outcome = await run({ kind: "script", file: "bench.py" }, { base, head }, { pattern }, { blocks: 2 });
  const measured = measuredOf(outcome);
  expect(measured.failures).toEqual([]);
  expect(
    own(measured).map((one) => [
      one.series,
      one.benchmark,
      one.summaryLines,
      blocksOf(one).map(({ batchNanoseconds }) => batchNanoseconds),
    ]),
  ).toEqual([
    ["one-base", "bench.py", ["it took 1 s 1"], [[1e9], [1e9]]],
    ["one-head", "bench.py", ["it took 2 s 1"], [[2e9], [2e9]]],
  ]);
  for (const { sightings } of measured.series) {
    const moments = sightings.flatMap(({ moments: all }) => all.map(({ block, phase }) => `${phase} ${block}`));
    expect(moments.sort()).toEqual(["after 0", "after 1", "beside 0", "beside 1"]);
  }
  expect(measured.benchmarks.map(({ name, source }) => [name, source])).toContainEqual([
    "bench.py",
    { file: "bench.py", line: 1 },
  ]);
  for (const root of [base, head]) expect(await fs.readdir(root)).toEqual(["bench.py"]);
  expect([outcome.survivors, outcome.leftFolders]).toEqual([[], []]);
});

test("what a command reports that is no time is a value, of one quantity in all arms", async () => {
  const text = (unit: string, size: number): string =>
    `{"samplesVersion": 1, "benchmarks": [
      {"name": "x", "unit": "s", "value": 1},
      {"name": "size", "unit": "kB", "better": "smaller", "value": ${size}},
      {"name": "score", "unit": "${unit}", "better": "bigger", "value": 0}]}`;
  const base = await checkout({ "figures.json": text("points", 12) });
  const head = await checkout({ "figures.json": text("shares", 15) });
  const outcome = await run(command("cat figures.json"), { base, head }, { format: "json" });
  const measured = measuredOf(outcome);
  expect(measured.benchmarks.map(({ name, quantity }) => [name, quantity])).toEqual(
    expect.arrayContaining([
      ["x", undefined],
      ["size", { unit: "kB", better: "smaller" }],
      ["score", { unit: expect.any(String), better: "bigger" }],
    ]),
  );
  const values = own(measured).map(({ benchmark, blocks }) => [benchmark, blocks.values ?? []]);
  expect(values.filter(([name]) => name === "size").sort()).toEqual([
    ["size", [12]],
    ["size", [15]],
  ]);
  // Whichever came first, the other one is no partner for it.
  expect(values.filter(([name]) => name === "score")).toEqual([["score", [0]]]);
  expect(measured.failures).toMatchObject([
    { benchmark: "score", message: expect.stringMatching(/^measures "\w+" \(bigger is better\), and elsewhere "\w+"/) },
  ]);
});

test("a command reads its arm's files, and nothing is proven of it", async () => {
  const [base, head] = [await checkout({ "data.json": samples("1") }), await checkout({ "data.json": samples("4") })];
  const measured = measuredOf(await run(command("cat data.json > {output}"), { base, head }, { format: "json" }));
  expect(measured.failures).toEqual([]);
  expect(own(measured).map(({ series, benchmark, blocks }) => [series, benchmark, blocks.batchNanoseconds])).toEqual([
    ["one-base", "x", [expect.closeTo(1e9)]],
    ["one-head", "x", [expect.closeTo(4e9)]],
  ]);
  const phases = measured.series.flatMap(({ sightings }) =>
    sightings.flatMap(({ moments }) => moments.map(({ phase }) => phase)),
  );
  expect(new Set(phases)).toEqual(new Set(["beside"]));
});

describe("what goes wrong in one arm leaves the other", () => {
  const file = { "bench.py": "print('done')\n" };
  test("a file that only head has", async () => {
    const [base, head] = [await checkout({}), await checkout(file)];
    const measured = measuredOf(await run({ kind: "script", file: "bench.py" }, { base, head }));
    expect(measured.failures).toEqual([]);
    expect(own(measured).map(({ series }) => series)).toEqual(["one-head"]);
  });

  test("a script that fails", async () => {
    const [base, head] = [await checkout(file), await checkout({ "bench.py": "raise ValueError('broken')\n" })];
    const measured = measuredOf(await run({ kind: "script", file: "bench.py" }, { base, head }));
    expect(measured.failures).toMatchObject([
      { subject: "one-head", benchmark: "bench.py", message: "ended with exit code 1" },
    ]);
    const [said] = measured.failures.map(({ lastLines }) => lastLines);
    expect([said?.length, said?.at(-1)]).toEqual([4, "ValueError: broken"]);
    expect(own(measured).map(({ series }) => series)).toEqual(["one-base"]);
  });

  test("a command that never ends, with all that it has started", async () => {
    const [base, head] = [await checkout({ seconds: "0" }), await checkout({ seconds: "100" })];
    const line = `sleep $(cat seconds) & wait; echo '${samples("1")}'`;
    const outcome = await run(command(line), { base, head }, { format: "json" }, { patience: { whole: 3000 } });
    const { failures } = measuredOf(outcome);
    expect(failures[0]).toMatchObject({ benchmark: "command", message: 'gave no answer within 3 s at "process"' });
    expect(new Set(failures.map(({ subject }) => subject))).toEqual(new Set(["one-head"]));
    expect([outcome.survivors, outcome.leftFolders]).toEqual([[], []]);
  });

  test("a benchmark that failed, or is not there in every block, is named, and the rest of its process is kept", async () => {
    const one = (name: string, value: string): string => `{"name": "${name}", "unit": "s", "value": ${value}}`;
    const text = (...all: string[]): string => `{"samplesVersion": 1, "benchmarks": [${all.join(", ")}]}`;
    const base = await checkout({ first: text(one("x", "1"), one("y", "1")), later: text(one("x", "1")) });
    const head = await checkout({
      first: text(one("x", "1"), one("y", "NaN")),
      later: text(one("x", "1"), one("y", "1")),
    });
    const line = "cat first; cp later first";
    const measured = measuredOf(await run(command(line), { base, head }, { format: "json" }, { blocks: 2 }));
    expect(
      measured.failures.map(({ subject, benchmark, message }) => `${subject} ${benchmark} ${message}`).sort(),
    ).toEqual([
      "one-base y was reported in 1 of 2 blocks",
      "one-head y has a value that is not a finite number (sample 1, the only one)",
    ]);
    expect(own(measured).map(({ series, benchmark }) => `${series} ${benchmark}`)).toEqual([
      "one-base x",
      "one-head x",
    ]);
  });
});
