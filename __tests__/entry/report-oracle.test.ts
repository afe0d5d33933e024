// `report` against SciPy: every figure of its JSON, recomputed from the nanoseconds of the same result file.
import { execFileSync } from "node:child_process";
import * as path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import * as z from "zod";
import type { RatioEstimate } from "../../src/compare/comparison.ts";
import type { ReportModel } from "../../src/report/model.ts";
import type { Result, Schedule } from "../../src/result/schema.ts";
import { armedResult } from "../result/armed-result.ts";
import { withBlocks } from "../result/blocks.ts";
import { benchmark, blis, openblas } from "../result/sound-result.ts";
import { openFolder } from "./command-line.ts";

const oracle = fileURLToPath(new URL("../compare/report_oracle.py", import.meta.url));
const folder = openFolder();
afterAll(() => folder.remove());

/** Numbers from 0 to 1: the same for the same seed, anywhere (D. E. Knuth's MMIX generator, upper bits). */
function generator(seed: bigint): () => number {
  let state = seed;
  return () => {
    state = BigInt.asUintN(64, state * 6364136223846793005n + 1442695040888963407n);
    return Number(state >> 11n) / 2 ** 53;
  };
}

const changes: Readonly<Record<string, number>> = {
  bench_same: 1,
  bench_slower: 1.12,
  bench_faster: 0.9,
  bench_edge: 1.06,
  bench_noisy: 1.02,
};
const noise: Readonly<Record<string, number>> = { bench_edge: 0.04, bench_noisy: 0.3 };

/** Two variants, both arms, turns that wander and are disturbed; slower on blis only: bench_same; a control that moved. */
function noisyResult(schedule: Pick<Schedule, "plannedLooks" | "looks">): Result {
  const [blocks = 0] = schedule.looks.slice(-1);
  const names = Object.keys(changes);
  const armed = armedResult({ variants: [openblas, blis], benchmarks: names, blocks, spread: () => 0 });
  const next = generator(20250420n);
  const { looks } = schedule;
  const isAsked = (name: string, block: number): boolean =>
    looks.length === 1 || block < (looks[0] ?? 0) || name in noise || name.startsWith("control");
  return {
    ...armed,
    benchmarks: armed.benchmarks.map((one) =>
      one.name === "bench_same" ? benchmark(one.name, { ...one, flop: 1e7 }) : one,
    ),
    schedule: armed.schedule && { ...armed.schedule, ...schedule, plannedBlocks: looks[0] ?? blocks },
    measurements: armed.measurements.map((one) => {
      const isHead = one.series.includes("-head-");
      const isSpecial = one.series.startsWith("blis") && one.benchmark === "bench_same";
      const control = one.benchmark.startsWith("control") ? 1.09 : 1;
      const factor = isHead ? (isSpecial ? 1.2 : (changes[one.benchmark] ?? control)) : 1;
      const spread = noise[one.benchmark] ?? 0.01;
      const time = (nanoseconds: number): number => {
        const burst = next() < 0.1 ? 1 + next() : 1;
        return nanoseconds * factor * burst * Math.exp(spread * (next() + next() - 1));
      };
      return withBlocks(one, (blocks) =>
        blocks
          .filter(({ number }) => isAsked(one.benchmark, number))
          .map((block) => ({ ...block, batchNanoseconds: block.batchNanoseconds.map(time) })),
      );
    }),
  };
}

type Figures = Record<string, number | null>;

function ratioFigures(name: string, { ratio, interval }: RatioEstimate): Figures {
  return { [`${name} ratio`]: ratio, [`${name} low`]: interval?.low ?? null, [`${name} high`]: interval?.high ?? null };
}

/** Every figure that a report is made of, by the oracle's names for them. */
function figuresOf({ ratios, times, code }: ReportModel): Figures {
  const timeFigures = times.rows.flatMap(({ benchmark: { name }, cells }) =>
    cells.map((cell, index): Figures => {
      if (cell.kind !== "time") return { [`time ${name} ${cell.kind}`]: null };
      const place = `${name} ${times.series[index]?.series}`;
      return { [`time ${place}`]: cell.medianSeconds, [`speed ${place}`]: cell.gflopPerSecond };
    }),
  );
  const ratioCells = ratios.flatMap((table) => [
    ...table.rows.flatMap(({ benchmark: { name }, cells }) =>
      cells.map((cell, index): Figures => {
        const place = `variant ${name} ${table.subjects[index]?.series}`;
        return cell.kind === "ratio" ? ratioFigures(place, cell.estimate) : { [`${place} ${cell.kind}`]: null };
      }),
    ),
    ...table.geometricMeans.map((mean, index) =>
      mean === null ? {} : ratioFigures(`variant mean ${table.subjects[index]?.series}`, mean.estimate),
    ),
  ]);
  const codeFigures = [
    ...code.rows.map(({ benchmark: name, label, outcome, estimate, ...row }): Figures => {
      const place = `code ${name} ${label}`;
      return {
        ...(estimate === null ? {} : ratioFigures(place, estimate)),
        [`${place} ${outcome}`]: 1,
        [`${place} p`]: row.p,
        [`${place} detectable`]: row.detectable,
        [`${place} base`]: row.baseSeconds,
        [`${place} head`]: row.headSeconds,
      };
    }),
    ...code.geometricMeans.map(({ label, estimate }) => ratioFigures(`code mean ${label}`, estimate)),
    ...code.interactions.map(({ benchmark: name, label, estimate }) =>
      ratioFigures(`interaction ${name} ${label}`, estimate),
    ),
    ...code.movedControls.map(({ benchmark: name, label, estimate }) =>
      ratioFigures(`control ${name} ${label}`, estimate),
    ),
  ];
  return Object.assign({}, ...timeFigures, ...ratioCells, ...codeFigures);
}

/** SciPy takes the smallest p-values from sums near 1, which the correction multiplies. */
function isNear(actual: number | null, expected: number | null): boolean {
  if (actual === null || expected === null) return actual === expected;
  return Math.abs(actual - expected) <= 1e-9 * Math.abs(expected) + 1e-14;
}

function differencesFromSciPy(python: string, file: string, report: ReportModel): string[] {
  const said = execFileSync(python, [oracle, path.join(folder.path, file)], { encoding: "utf8" });
  const expected = z.record(z.string(), z.number().nullable()).parse(JSON.parse(said));
  const actual = figuresOf(report);
  return [...new Set([...Object.keys(expected), ...Object.keys(actual)])]
    .filter((name) => !(name in expected && name in actual && isNear(actual[name] ?? null, expected[name] ?? null)))
    .map((name) => `${name}: ${actual[name]}, and by SciPy ${expected[name]}`);
}

const schedules: readonly (readonly [string, Pick<Schedule, "plannedLooks" | "looks">])[] = [
  ["one look", { plannedLooks: 1, looks: [20] }],
  ["a second look that was not taken", { plannedLooks: 2, looks: [24] }],
  ["a second look at what the first left undecided", { plannedLooks: 2, looks: [20, 40] }],
];

test.for(schedules)("all figures with %s", ([, schedule], context) => {
  const python = process.env.BLAS_BENCH_TEST_PYTHON;
  if (python === undefined) return context.skip("BLAS_BENCH_TEST_PYTHON names no Python with SciPy");
  const file = folder.write("result.json", noisyResult(schedule));
  const said = folder.blasBench("report", "--format", "json", file);
  expect([said.exitCode, said.stderr]).toEqual([0, ""]);
  const report: ReportModel = JSON.parse(said.stdout);
  // Something of every kind, or the comparison would prove less than it says.
  expect(new Set(report.code.rows.map(({ outcome }) => outcome)).size).toBeGreaterThanOrEqual(4);
  expect(Object.keys(figuresOf(report)).length).toBeGreaterThan(150);
  for (const list of [report.ratios, report.code.interactions, report.code.geometricMeans, report.code.movedControls])
    expect(list.length).toBeGreaterThan(0);
  expect(differencesFromSciPy(python, file, report)).toEqual([]);
  // And a figure that is off by a millionth would be seen.
  const [first, ...rest] = report.code.rows;
  const baseSeconds = (first?.baseSeconds ?? 0) * (1 + 1e-6);
  const off = { ...report, code: { ...report.code, rows: [...(first ? [{ ...first, baseSeconds }] : []), ...rest] } };
  expect(differencesFromSciPy(python, file, off)).toHaveLength(1);
});
