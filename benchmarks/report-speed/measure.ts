// Measures time and memory of `report` and `compare` on large results and on many, against a bare `node -e 0` and against half the
// rows. Usage: node benchmarks/report-speed/measure.ts [ROUNDS] [--cli FILE]; prints a table, ends with 1 unless all pass.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, release, tmpdir, type } from "node:os";
import * as path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { resultText } from "../../src/result/lines.ts";
import type { Result } from "../../src/result/schema.ts";
import { armedDocument, onlyArm } from "./documents.ts";

const seed = 1;
const allowedSeconds = 3;
const allowedBytes = 600e6;
/** Twice the rows in less than this many times the time: what is quadratic comes near 4. */
const allowedGrowth = 2.5;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { cli: { type: "string", default: fileURLToPath(new URL("../../dist/cli.js", import.meta.url)) } },
});
const rounds = Number(positionals[0] ?? 5);
const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), "blas-bench-report-speed-"));

interface Usage {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakBytes: number;
}

/** @param says what its output has to hold: a refusal would look like a fast report */
function run(parameters: readonly string[], says: RegExp): Usage {
  const start = process.hrtime.bigint();
  const end = spawnSync(process.execPath, ["--import", here("told-usage.mjs"), ...parameters], {
    stdio: ["ignore", "pipe", "pipe", "pipe"],
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  if (end.status !== 0 || !says.test(end.stdout))
    throw new Error(`${parameters.join(" ")}: exit code ${end.status}\n${end.stdout.slice(0, 500)}${end.stderr}`);
  return { seconds, ...(JSON.parse(end.output[3] ?? "") as Omit<Usage, "seconds">) };
}

function stored(name: string, result: Result): string {
  const file = path.join(folder, `${name}.json`);
  writeFileSync(file, resultText(result));
  return file;
}

interface Case {
  readonly name: string;
  readonly parameters: readonly string[];
  readonly says: RegExp;
  /** Name of the case with half the rows. */
  readonly half?: string;
}

const found = /bench_model\[99\]/;
const foundMerged = /bench_model\[49\]/;

function cases(): readonly Case[] {
  const report = (name: string, file: string, format: "terminal" | "markdown"): Case => ({
    name: `report, ${format}, ${name}`,
    parameters: [values.cli, "report", file, "--format", format],
    says: found,
  });
  const long = (rows: number): string => stored(`long-${rows}`, armedDocument({ rows }, seed));
  const whole = armedDocument({ rows: 10_000 }, seed);
  const wide = stored("wide", armedDocument({ rows: 100, cells: 100 }, seed));
  const parts = Array.from({ length: 200 }, (_, index) =>
    stored(`part-${index + 1}`, armedDocument({ rows: 50, firstThreads: index + 1 }, seed)),
  );
  const merged = (files: readonly string[]): readonly string[] => [
    values.cli,
    "report",
    ...files,
    "--format",
    "markdown",
  ];
  const sides = (["base", "head"] as const).map((arm) => stored(arm, onlyArm(whole, arm)));
  const largest = stored("whole", whole);
  return [
    report("2500 rows", long(2500), "markdown"),
    { ...report("5000 rows", long(5000), "markdown"), half: "report, markdown, 2500 rows" },
    { ...report("10000 rows", largest, "markdown"), half: "report, markdown, 5000 rows" },
    report("10000 rows", largest, "terminal"),
    report("100 rows in 200 series", wide, "markdown"),
    report("100 rows in 200 series", wide, "terminal"),
    { name: "compare, two files of 10000 rows", parameters: [values.cli, "compare", ...sides], says: found },
    {
      ...report("100 files of 50 rows, merged", "", "markdown"),
      parameters: merged(parts.slice(0, 100)),
      says: foundMerged,
    },
    {
      ...report("200 files of 50 rows, merged", "", "markdown"),
      parameters: merged(parts),
      says: foundMerged,
      half: "report, markdown, 100 files of 50 rows, merged",
    },
  ];
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((one, other) => one - other);
  return ((sorted[Math.ceil(sorted.length / 2) - 1] ?? 0) + (sorted[Math.floor(sorted.length / 2)] ?? 0)) / 2;
}

/** Of all rounds of one case. */
interface Summary extends Usage {
  readonly medianSeconds: number;
}

/** The fastest round counts: whatever else the machine does only adds to the time. */
function summaryOf(rounds: readonly Usage[]): Summary {
  const seconds = rounds.map((round) => round.seconds);
  return {
    seconds: Math.min(...seconds),
    medianSeconds: median(seconds),
    cpuSeconds: Math.min(...rounds.map(({ cpuSeconds }) => cpuSeconds)),
    peakBytes: Math.max(...rounds.map(({ peakBytes }) => peakBytes)),
  };
}

function rowOf(name: string, usage: Summary, bareSeconds: number, growth: number | null): string {
  const passes =
    usage.seconds <= allowedSeconds && usage.peakBytes <= allowedBytes && (growth === null || growth <= allowedGrowth);
  if (!passes) process.exitCode = 1;
  const figures = [
    name,
    `${usage.seconds.toFixed(2)} s`,
    `${usage.medianSeconds.toFixed(2)} s`,
    `${usage.cpuSeconds.toFixed(2)} s`,
    (usage.seconds / bareSeconds).toFixed(0),
    growth === null ? "" : growth.toFixed(2),
    `${(usage.peakBytes / 1e6).toFixed(0)} MB`,
    passes ? "PASS" : "FAIL",
  ];
  return `| ${figures.join(" | ")} |`;
}

function measureAll(): void {
  const bare: Case = { name: "node -e 0", parameters: ["-e", "0"], says: /^$/ };
  const all = [bare, ...cases()];
  const usages = new Map(all.map(({ name }) => [name, [] as Usage[]]));
  // In turns, so that a slow minute of the machine is not one case's alone.
  for (let round = 0; round < rounds; round += 1)
    for (const { name, parameters, says } of all) usages.get(name)?.push(run(parameters, says));
  const summaries = new Map([...usages].map(([name, some]) => [name, summaryOf(some)]));
  const secondsOf = (name: string): number => summaries.get(name)?.seconds ?? Number.NaN;
  console.log(`Node ${process.version}, ${type()} ${release()}, ${cpus().length} cores of ${cpus()[0]?.model ?? "?"}`);
  console.log(`${rounds} rounds, seed ${seed}; a bare start takes ${(1000 * secondsOf(bare.name)).toFixed(0)} ms\n`);
  console.log("| case | fastest | median | CPU | over a bare start | over half the rows | peak memory | |");
  console.log("| --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |");
  for (const { name, half } of all.slice(1)) {
    const usage = summaries.get(name);
    const growth = half === undefined ? null : secondsOf(name) / secondsOf(half);
    if (usage !== undefined) console.log(rowOf(name, usage, secondsOf(bare.name), growth));
  }
}

try {
  measureAll();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
