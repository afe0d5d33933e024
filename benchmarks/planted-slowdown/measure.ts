// Plants a slowdown of 10 % in one benchmark of a pytest-benchmark suite and of an asv suite, and shows what is found.
// Run as `node benchmarks/planted-slowdown/measure.ts PYTHON [OPTIONS OF run]` after `npm run build`, with a Python that
// has NumPy and pytest.
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { fileURLToPath } from "node:url";
import { readCodeRows } from "../code-rows.ts";
import { commit, makeRepository } from "../repository.ts";

const entry = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));
const steps = { sort: 4000, search: 6000, count: 8000, fill: 10000 };
const planted = "count";
const share = 0.1;

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

function measure(folder: string, python: string, source: string): void {
  const output = path.join(folder, "..", `output-${source.replace(/\W/g, "")}`);
  const program = [entry, "run", "--output-dir", output];
  const given = ["--variants", `existing:${python}`, "--compare", "base", "--base-ref", "HEAD~1"];
  const words = [...program, ...given, "--benchmarks", source, ...options];
  const ended = spawnSync(process.execPath, words, { cwd: folder, encoding: "utf8" });
  const report = [entry, "report", path.join(output, "result.json")];
  const json = spawnSync(process.execPath, [...report, "--format", "json"], { encoding: "utf8" });
  process.stdout.write(`${source}: exit code ${ended.status}. ${ended.stdout.split("\n")[0]}\n`);
  if (json.status !== 0) process.stdout.write(`${ended.stdout}\n${ended.stderr}\n${json.stderr}\n`);
  for (const { benchmark, outcome, estimate } of readCodeRows(json.stdout).rows)
    process.stdout.write(`  ${benchmark}: ${outcome}, ${estimate?.ratio.toFixed(3) ?? "no ratio"}\n`);
}

const [python = "python3", ...options] = process.argv.slice(2);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "planted-slowdown-"));
try {
  const repository = path.join(folder, "repository");
  makeHistory(repository);
  for (const source of sources) measure(repository, python, source);
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}
