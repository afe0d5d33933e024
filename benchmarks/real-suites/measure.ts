// The suites that real packages bring along, unmodified: base against head, and across two variants.
// Usage: node benchmarks/real-suites/measure.ts --channel URL [--sources FOLDER] [OPTIONS OF run] after `npm run build`.
// Takes the packages' source distributions from the package index with pip, or from a folder that has them, and prints a
// table. Head differs from base in a file that no code reads, so that nothing may be found.
import { execFileSync, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { readResult } from "../../src/result/read.ts";
import type { CodeRow } from "../code-rows.ts";
import { readCodeRows } from "../code-rows.ts";
import { commit, makeRepository } from "../repository.ts";

const here = fileURLToPath(new URL(".", import.meta.url));
const program = path.join(here, "..", "..", "dist", "cli.js");

interface Suite {
  readonly archive: string;
  /** What is taken of it; all, where nothing is said: a suite that imports the package has to find it. */
  readonly part?: string;
  /** As `benchmarks` takes it. */
  readonly source: string;
  readonly options: readonly string[];
}

const suites: readonly Suite[] = [
  {
    archive: "numpy-1.24.2",
    // Its sources would be in the way of the NumPy that is installed.
    part: "benchmarks",
    source: "asv:benchmarks",
    options: ["--select", "bench_linalg.Linalg.time_op(*'float64')", "--select", "bench_linalg.Eindot.time_dot_*"],
  },
  {
    archive: "pint-0.24.4",
    source: "pytest:pint/testsuite/benchmarks/test_30_numpy.py -k test_op1",
    options: [
      ...["--packages", "pip", "--install"],
      "python -m pip install --quiet pytest pytest-subtests platformdirs typing_extensions flexcache flexparser",
    ],
  },
];

const { values, positionals: more } = parseArgs({
  options: { channel: { type: "string" }, sources: { type: "string" } },
  allowPositionals: true,
});
const { channel } = values;
if (channel === undefined) throw new Error("--channel is needed");

function download(folder: string): string {
  const list = path.join(here, "requirements.txt");
  const flags = ["--quiet", "--no-deps", "--require-hashes", "--no-binary=:all:", `--dest=${folder}`];
  execFileSync("python3", ["-m", "pip", "download", ...flags, "--requirement", list], { stdio: "inherit" });
  return folder;
}

function makeHistory({ archive, part }: Suite, sources: string, work: string): string {
  const root = path.join(work, archive);
  const file = path.join(sources, `${archive}.tar.gz`);
  const wanted = part === undefined ? archive : `${archive}/${part}`;
  execFileSync("tar", ["--extract", "--no-same-owner", "--file", file, "--directory", work, wanted]);
  makeRepository(root);
  commit(root, "base");
  fs.writeFileSync(path.join(root, "blas-bench-head.txt"), "Nothing reads this.\n");
  commit(root, "head");
  return root;
}

function run(words: readonly string[], folder: string) {
  const given = ["run", "--channels", channel ?? "", "--variants", "openblas,blis", ...words, ...more];
  const ended = spawnSync(process.execPath, [program, ...given], {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  if (ended.error !== undefined) throw ended.error;
  return ended;
}

function countsOf(rows: readonly CodeRow[]): string {
  const outcomes = [...new Set(rows.map(({ outcome }) => outcome))];
  return outcomes.map((one) => `${rows.filter(({ outcome }) => outcome === one).length} ${one}`).join(", ");
}

function rowOf(suite: Suite, sources: string, work: string): string {
  const folder = makeHistory(suite, sources, work);
  const output = path.join(work, `${suite.archive}-output`);
  const start = performance.now();
  const compared = ["--compare", "both", "--base-ref", "HEAD~1", "--output-dir", output, "--json"];
  const ended = run(["--benchmarks", suite.source, ...suite.options, ...compared], folder);
  const minutes = (performance.now() - start) / 60_000;
  if (!fs.existsSync(path.join(output, "result.json"))) throw new Error(ended.stderr);
  const { benchmarks, failures, notices, series } = readResult(
    fs.readFileSync(path.join(output, "result.json"), "utf8"),
    "result.json",
  );
  for (const text of [...failures.map(({ message }) => message), ...notices])
    console.error(`${suite.archive}: ${text}`);
  const { rows } = readCodeRows(ended.stdout);
  const ratios = rows.flatMap(({ estimate }) => (estimate === null ? [] : [estimate.ratio])).sort((a, b) => a - b);
  return `| ${[
    `\`${suite.source}\` of ${suite.archive}`,
    `${benchmarks.filter(({ role }) => role === "benchmark").length} in ${series.length} series`,
    `exit code ${ended.status}; ${countsOf(rows)}`,
    `${ratios.at(0)?.toFixed(3)} to ${ratios.at(-1)?.toFixed(3)}`,
    failures.length,
    minutes.toFixed(1),
  ].join(" | ")} |`;
}

const work = fs.mkdtempSync(path.join(os.tmpdir(), "real-suites-"));
try {
  const sources = values.sources ?? download(path.join(work, "sources"));
  const rows = suites.map((suite) => rowOf(suite, sources, work));
  console.log("| suite | benchmarks | head against base | ratios | failures | minutes |");
  console.log("| --- | --- | --- | --- | ---: | ---: |");
  for (const one of rows) console.log(one);
} finally {
  fs.rmSync(work, { recursive: true, force: true });
}
