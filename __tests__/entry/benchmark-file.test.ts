// Where people's own benchmarks may lie, on real folders.
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { locateBenchmarks } from "../../src/entry/benchmark-file.ts";
import { systemFiles } from "../../src/system/files.ts";

let checkout: string;
beforeAll(async () => {
  checkout = await fs.mkdtemp(path.join(os.tmpdir(), "blas-bench-checkout-"));
  await fs.mkdir(path.join(checkout, "benchmarks"));
  for (const file of ["benchmarks/bench_core.py", "..bench.py"]) await fs.writeFile(path.join(checkout, file), "");
});
afterAll(() => fs.rm(checkout, { recursive: true, force: true }));

const locate = (file: string) => locateBenchmarks({ kind: "functions", file }, checkout, systemFiles);

test("a suite has no file", async () => {
  const suite = { kind: "suite", suite: "quick" } as const;
  expect(await locateBenchmarks(suite, checkout, systemFiles)).toEqual(suite);
});

test.for([
  ["benchmarks/bench_core.py", "benchmarks/bench_core.py"],
  ["./benchmarks/../benchmarks//bench_core.py", "benchmarks/bench_core.py"],
  ["..bench.py", "..bench.py"],
])("%s is found", async ([given = "", file]) => {
  expect(await locate(given)).toEqual({ kind: "functions", file });
});

test("a suite of asv is found by its folder", async () => {
  const given = { kind: "asv", path: "./benchmarks/" } as const;
  expect(await locateBenchmarks(given, checkout, systemFiles)).toEqual({ kind: "asv", path: "benchmarks" });
  const absent = { kind: "asv", path: "absent" } as const;
  await expect(locateBenchmarks(absent, checkout, systemFiles)).rejects.toThrow(/Name a folder .* asv\.conf\.json/);
});

test("an absolute path becomes one from the checkout, which each arm has", async () => {
  const file = path.join("benchmarks", "bench_core.py");
  expect(await locate(path.join(checkout, file))).toEqual({ kind: "functions", file });
});

test.for([
  ["./benchmarks", "benchmarks"],
  ["benchmarks/bench_core.py::TestA::test_b[x/..]", "benchmarks/bench_core.py::TestA::test_b[x/..]"],
  [".", "."],
])("tests in %s are found", async ([given = "", path]) => {
  const source = { kind: "pytest", path: given, parameters: ["-x"] } as const;
  expect(await locateBenchmarks(source, checkout, systemFiles)).toEqual({ ...source, path });
});

test.for<[string, RegExp]>([
  [
    "benchmarks/absent::test_a",
    /^benchmarks\/absent: there is no such file or folder\. Name a file or folder of tests/,
  ],
  ["..", /^\.\.: lies outside of the working folder/],
])("tests in %s are refused", async ([given, message]) => {
  const source = { kind: "pytest", path: given, parameters: [] } as const;
  await expect(locateBenchmarks(source, checkout, systemFiles)).rejects.toThrow(message);
});

test.for<[string, RegExp]>([
  ["benchmarks/absent.py", /^benchmarks\/absent\.py: there is no such file\. Name a Python file/],
  ["benchmarks/bench_core.py/more.py", /there is no such file/],
  ["benchmarks", /^benchmarks: is a folder/],
  [".", /^\.: is a folder/],
  ["../bench.py", /^\.\.\/bench\.py: lies outside of the working folder/],
  ["/etc/passwd", /lies outside/],
])("%s is refused", async ([file, message]) => {
  await expect(locate(file)).rejects.toThrow(message);
});
