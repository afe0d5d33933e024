// What each tool says of the same two commits: whether it would have blocked the change, and its ratios.
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { fileURLToPath } from "node:url";
import * as z from "zod";
import { readCodeRows } from "../code-rows.ts";
import { asvBenchmarks, asvFile, names } from "./suite.ts";

export interface Said {
  readonly blocked: boolean;
  /** Head over base, by function. */
  readonly ratios: Readonly<Record<string, number>>;
}

export interface Place {
  readonly repository: string;
  /** Emptied before each call. */
  readonly output: string;
  /** Has NumPy, pytest, pytest-benchmark, asv and virtualenv. */
  readonly python: string;
  /** For all of base and head: the time budget of blas-bench, the measuring time of the others. */
  readonly seconds: number;
}

export type Tool = (place: Place) => Said;

const program = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));

function run(place: Place, command: readonly [string, ...string[]], expected: readonly number[]) {
  const [file, ...words] = command;
  // asv keeps what it knows of the machine in the home folder. One thread for all: blas-bench asks for one by itself.
  const env = { ...process.env, HOME: path.dirname(place.repository), OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1" };
  const ended = spawnSync(file, words, { cwd: place.repository, env, encoding: "utf8" });
  if (ended.status !== null && expected.includes(ended.status)) return { status: ended.status, stdout: ended.stdout };
  throw new Error(`${command.join(" ")}: ${ended.status}\n${ended.stdout}\n${ended.stderr}`);
}

/** Its gate as it ships; inconclusive (exit code 0) is not blocked. */
const blasBench =
  (source: string): Tool =>
  (place) => {
    const given = ["--benchmarks", source, "--variants", `existing:${place.python}`, "--compare", "base"];
    const base = ["--base-ref", "HEAD~1", "--time-budget", `${place.seconds}s`, "--output-dir", place.output, "--json"];
    const { status, stdout } = run(place, [process.execPath, program, "run", ...given, ...base], [0, 1]);
    const ratios = readCodeRows(stdout).rows.map(({ benchmark, estimate }) => [nameIn(benchmark), estimate?.ratio]);
    return { blocked: status === 1, ratios: ratiosSchema.parse(Object.fromEntries(ratios)) };
  };

const ratiosSchema = z.record(z.string(), z.number());

function nameIn(benchmark: string): string {
  return names.find((name) => benchmark.includes(`_${name}`)) ?? benchmark;
}

const statsSchema = z.object({
  benchmarks: z.array(z.object({ name: z.string(), stats: z.object({ mean: z.number() }) })),
});

/** Base is stored, then head is compared with it, as its documentation shows for a gate: mean:5%. */
const pytestBenchmark: Tool = (place) => {
  const seconds = place.seconds / (2 * names.length);
  const measure = (commit: string, expected: readonly number[], ...more: string[]) => {
    run(place, ["git", "checkout", "--quiet", commit], [0]);
    const stored = path.join(place.output, `${commit}.json`);
    const time = [`--benchmark-max-time=${seconds}`, `--benchmark-json=${stored}`];
    const { status } = run(place, [place.python, "-m", "pytest", "-q", "tests", ...time, ...more], expected);
    const { benchmarks } = statsSchema.parse(JSON.parse(fs.readFileSync(stored, "utf8")));
    return { status, means: new Map(benchmarks.map(({ name, stats }) => [nameIn(name), stats.mean])) };
  };
  const [base, head] = [revision(place, "main~1"), revision(place, "main")];
  const before = measure(base, [0]);
  const gate = [`--benchmark-compare=${path.join(place.output, `${base}.json`)}`, "--benchmark-compare-fail=mean:5%"];
  const after = measure(head, [0, 1], ...gate);
  run(place, ["git", "checkout", "--quiet", "main"], [0]);
  const ratio = (name: string): number =>
    (after.means.get(name) ?? Number.NaN) / (before.means.get(name) ?? Number.NaN);
  return { blocked: after.status === 1, ratios: Object.fromEntries(names.map((name) => [name, ratio(name)])) };
};

function revision(place: Place, name: string): string {
  return run(place, ["git", "rev-parse", name], [0]).stdout.trim();
}

/** asv's environment is made once, and takes no time of a round. */
export function prepareAsv(place: Place): void {
  run(place, [place.python, "-m", "asv", "machine", "--yes"], [0]);
  // It hands its list of environments to exit(), which makes that 1.
  run(place, [place.python, "-m", "asv", "setup"], [0, 1]);
}

/** Its own factor of 1.1; the exit code is 1 where something got worse. */
const asvContinuous: Tool = (place) => {
  const [base, head] = [revision(place, "main~1"), revision(place, "main")];
  // Two rounds for two commits; its processes start, warm up and are set up in the time that is left.
  const seconds = Math.max(0.1, place.seconds / (names.length * 2 * 2) - 0.5);
  fs.writeFileSync(path.join(place.repository, asvFile), asvBenchmarks(seconds));
  fs.rmSync(path.join(place.repository, ".asv", "results"), { recursive: true, force: true });
  const asv = [place.python, "-m", "asv"] as const;
  const { status } = run(place, [...asv, "continuous", "--show-stderr", base, head], [0, 1]);
  // What is not committed would be a part of head for the next judge.
  run(place, ["git", "checkout", "--quiet", "--", asvFile], [0]);
  const medians = (commit: string) => asvMedians(path.join(place.repository, ".asv", "results"), commit);
  const [before, after] = [medians(base), medians(head)];
  const ratio = (name: string): number => (after.get(name) ?? Number.NaN) / (before.get(name) ?? Number.NaN);
  return { blocked: status === 1, ratios: Object.fromEntries(names.map((name) => [name, ratio(name)])) };
};

const resultsSchema = z.object({ results: z.record(z.string(), z.array(z.unknown())) });

/** asv's stored results: by benchmark, a list whose first entry holds the median of each set of parameters. */
function asvMedians(folder: string, commit: string): Map<string, number> {
  const file = fs
    .readdirSync(folder, { recursive: true, encoding: "utf8" })
    .find((name) => path.basename(name).startsWith(commit.slice(0, 8)));
  if (file === undefined) throw new Error(`asv stored nothing of ${commit}`);
  const { results } = resultsSchema.parse(JSON.parse(fs.readFileSync(path.join(folder, file), "utf8")));
  return new Map(
    Object.entries(results).map(([name, [medians]]) => [nameIn(name), z.tuple([z.number()]).parse(medians)[0]]),
  );
}

export interface Judge {
  readonly name: string;
  readonly tool: Tool;
  /** The judge that is given its time budget; this one then has as long as that one took. */
  readonly after: string | null;
}

export const judges: readonly Judge[] = [
  { name: "blas-bench, pytest", tool: blasBench("pytest:tests"), after: null },
  { name: "pytest-benchmark", tool: pytestBenchmark, after: "blas-bench, pytest" },
  { name: "blas-bench, asv", tool: blasBench("asv:."), after: null },
  { name: "asv continuous", tool: asvContinuous, after: "blas-bench, asv" },
];
