// What is written for pytest-benchmark's readers, read by pytest-benchmark itself.
import { execFileSync } from "node:child_process";
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { expect, test } from "vitest";
import { pytestBenchmarkDocument } from "../../src/report/pytest-benchmark.ts";
import type { Result } from "../../src/result/schema.ts";
import { benchmark, soundResult } from "../result/sound-result.ts";

const python = process.env.BLAS_BENCH_TEST_PYTHON ?? "";

/** Computes every figure anew with pytest-benchmark's own class, and prints it in the order of the file. */
const oracle = `
import json, sys
from pytest_benchmark.stats import Stats
for one in json.load(open(sys.argv[1]))["benchmarks"]:
    stats = Stats()
    for each in one["stats"]["data"]:
        stats.update(each)
    print(json.dumps(stats.as_dict()))
`;

import { withBlocks } from "../result/blocks.ts";

function resultOfTests(): { readonly result: Result; readonly series: string } {
  const sound = soundResult();
  const [first] = sound.measurements;
  if (first === undefined) throw new Error("the example holds nothing");
  const own = ["tests/test_a.py::TestB::test_c[3]", "tests/test_a.py::test_odd", "tests/test_a.py::test_one"];
  const times = [[4e6, 1e6, 2e6, 9e7, 3e6, 3.5e6], [5e6, 1e6, 2e6, 9e6, 3e6], [7e6]];
  const source = { file: "tests/test_a.py", line: 1 };
  const measurements = own.map((name, index) => ({
    ...withBlocks(first, (blocks) =>
      blocks.slice(0, 1).map((block) => ({ ...block, batchNanoseconds: times[index] ?? [] })),
    ),
    benchmark: name,
    loops: 3,
  }));
  const benchmarks = [...own.map((name) => benchmark(name, { source })), benchmark("control", { role: "control" })];
  return { result: { ...sound, benchmarks, measurements }, series: first.series };
}

test("its figures are pytest-benchmark's, and its own program reads it", async () => {
  const { result, series } = resultOfTests();
  const labels = { group: "g", param: "3", params: { n: 3 }, extra_info: { size: [1, null] } };
  const document = pytestBenchmarkDocument(result, series, new Map([["tests/test_a.py::TestB::test_c[3]", labels]]));
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), "blas-bench-saved-"));
  try {
    const file = path.join(folder, "saved.json");
    await fs.writeFile(file, JSON.stringify(document));
    const computed = execFileSync(python, ["-c", oracle, file], { encoding: "utf8" }).trim().split("\n");
    const { benchmarks } = JSON.parse(JSON.stringify(document));
    expect(benchmarks).toHaveLength(3);
    for (const [index, line] of computed.entries()) {
      const expected = JSON.parse(line);
      for (const [name, value] of Object.entries(expected)) {
        const actual = benchmarks[index].stats[name];
        if (typeof value === "number") expect([name, actual / value || 1]).toEqual([name, expect.closeTo(1, 9)]);
        else expect([name, actual]).toEqual([name, value]);
      }
    }
    expect(benchmarks[0]).toMatchObject({
      ...labels,
      name: "test_c[3]",
      fullname: "tests/test_a.py::TestB::test_c[3]",
    });
    expect(benchmarks[1]).toMatchObject({ group: null, name: "test_odd", params: null, extra_info: {} });
    const shown = execFileSync(python, ["-m", "pytest_benchmark", "compare", file], { cwd: folder, encoding: "utf8" });
    expect(shown).toMatch(/benchmark 'g': 1 tests/);
    expect(shown).toContain("test_odd");
  } finally {
    await fs.rm(folder, { recursive: true, force: true });
  }
});
