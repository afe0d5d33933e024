// Plants a slowdown of 10 % in one benchmark of a pytest-benchmark suite and of an asv suite, and shows what is found, alone
// and beside a neighbour with bursts.
// Run as `node benchmarks/planted-slowdown/measure.ts PYTHON [OPTIONS OF run]` after `npm run build`, with a Python that
// has NumPy and pytest.
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { fileURLToPath } from "node:url";
import { readCodeRows } from "../code-rows.ts";
import { startNeighbour } from "../gate-quality/neighbour.ts";
import { commit, makeRepository } from "../repository.ts";

const entry = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));
const steps = { sort: 4000, search: 6000, count: 8000, fill: 10000 };
const planted = "count";
const share = 0.1;
/** Of the neighbour's bursts. */
const seed = 1;

const library = (slowdown: number): string =>
  Object.entries(steps)
    .map(([name, count]) => {
      const times = Math.round(count * (name === planted ? 1 + slowdown : 1));
      return `def ${name}():\n    total = 0\n    for step in range(${times}):\n        total += step & 3\n    return total\n`;
    })
    .join("\n");

const names = Object.keys(steps);
const files = {
  "tests/test_speed.py": [
    "import pytest, thing",
    ...names.map((name) => `def test_${name}(benchmark):\n    assert benchmark(thing.${name}) > 0`),
  ].join("\n\n"),
  "asv.conf.json": '{"version": 1, "benchmark_dir": "benchmarks"}\n',
  "benchmarks/__init__.py": "",
  "benchmarks/speed.py": [
    "import thing",
    "class Speed:\n    def setup(self):\n        self.thing = thing",
    ...names.map((name) => `    def time_${name}(self):\n        self.thing.${name}()`),
  ].join("\n\n"),
};
const sources = ["pytest:tests", "asv:."];

function makeHistory(folder: string): void {
  makeRepository(folder);
  const write = (all: Readonly<Record<string, string>>): void => {
    for (const [name, text] of Object.entries(all)) {
      fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      fs.writeFileSync(path.join(folder, name), text);
    }
    commit(folder, "a commit");
  };
  write({ ...files, "thing.py": library(0) });
  write({ "thing.py": library(share) });
}

/** A row of the table: what was called of the planted one, and of the others. */
function measure(folder: string, python: string, source: string, isBusy: boolean): void {
  using _neighbour = isBusy ? startNeighbour(seed) : null;
  const output = path.join(folder, "..", `output-${source.replace(/\W/g, "")}-${isBusy}`);
  const program = [entry, "run", "--output-dir", output];
  const given = ["--variants", `existing:${python}`, "--compare", "base", "--base-ref", "HEAD~1"];
  const words = [...program, ...given, "--benchmarks", source, ...options];
  const ended = spawnSync(process.execPath, words, { cwd: folder, encoding: "utf8" });
  const report = [entry, "report", path.join(output, "result.json")];
  const json = spawnSync(process.execPath, [...report, "--format", "json"], { encoding: "utf8" });
  if (json.status !== 0) throw new Error(`${source}: ${ended.stdout}\n${ended.stderr}\n${json.stderr}`);
  const { rows } = readCodeRows(json.stdout);
  const called = (isPlanted: boolean): string =>
    rows
      .filter(({ benchmark }) => benchmark.endsWith(planted) === isPlanted)
      .map(({ outcome, estimate }) => `${outcome} ${estimate?.ratio.toFixed(3) ?? "without a ratio"}`)
      .join(", ");
  const cells = [source, isBusy ? "bursty neighbour" : "none", called(true), called(false), ended.status];
  console.log(`| ${cells.join(" | ")} |`);
}

const [python = "python3", ...options] = process.argv.slice(2);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "planted-slowdown-"));
try {
  const repository = path.join(folder, "repository");
  makeHistory(repository);
  console.log("| suite | other work | planted | the others | exit code |\n| --- | --- | --- | --- | --- |");
  for (const isBusy of [false, true]) for (const source of sources) measure(repository, python, source, isBusy);
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}
