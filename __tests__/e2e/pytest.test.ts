// A pytest-benchmark suite as people have them, from a real repository, under two variants.
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readResult } from "../../src/result/read.ts";
import { needChannel } from "../rig/channel.ts";
import { node, openAccount } from "./account.ts";
import type { Product } from "./product.ts";
import { makeProduct } from "./product.ts";
import { outputFolder } from "./refusals.ts";

const files = {
  "pytest.ini": "[pytest]\naddopts = --benchmark-skip --benchmark-min-rounds=3\n",
  "corelib/__init__.py": "from corelib.algebra import gram, solve\n",
  "corelib/algebra.py": `\
import numpy as np

def gram(matrix):
    return matrix @ matrix.T

def solve(matrix, right):
    return np.linalg.solve(matrix, right)
`,
  "tests/bench/conftest.py": `\
import numpy as np
import pytest

@pytest.fixture(scope="session")
def matrix():
    return np.random.rand(120, 120) + 120 * np.eye(120)
`,
  "tests/bench/test_algebra.py": `\
import numpy as np
import pytest
import corelib

@pytest.mark.benchmark(group="products")
@pytest.mark.parametrize("size", [60, 120])
def test_gram(benchmark, matrix, size):
    part = matrix[:size, :size]
    result = benchmark(corelib.gram, part)
    assert result.shape == (size, size)

class TestSolve:
    def test_pedantic(self, benchmark, matrix):
        right = np.ones(len(matrix))
        result = benchmark.pedantic(corelib.solve, (matrix, right), rounds=5, warmup_rounds=1, iterations=20)
        assert np.allclose(matrix @ result, right)

def test_not_timed(matrix):
    raise AssertionError("tests without the fixture are not run")

def test_needs_more(benchmark):
    pytest.importorskip("package_that_is_not_here")
`,
};

let product: Product;
beforeAll(async () => {
  product = await makeProduct();
});
afterAll(() => product?.[Symbol.asyncDispose]());

test("a suite runs unmodified under two variants, and leaves nothing behind", async (context) => {
  const channel = await needChannel(context);
  await using account = await openAccount();
  const identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"];
  const git = async (...words: string[]) =>
    expect((await account.run(["git", ...identity, ...words])).exitCode).toBe(0);
  for (const [name, text] of Object.entries(files)) {
    await fs.mkdir(path.dirname(path.join(account.work, name)), { recursive: true });
    await fs.writeFile(path.join(account.work, name), text);
  }
  await git("init", "--quiet");
  await git("add", ".");
  await git("commit", "--quiet", "--message", "a commit");
  const ended = await account.run([
    ...[node, product.program, "run", "--output-dir", `../${outputFolder}`, "--channels", channel],
    ...["--packages", "pip", "--install", "python -m pip install --quiet pytest"],
    ...[
      "--variants",
      "openblas,blis",
      "--benchmarks",
      "pytest:tests/bench -p no:cacheprovider",
      "--compare",
      "variants",
    ],
    ...["--blocks", "2", "--time-budget", "1s"],
  ]);
  expect(ended.exitCode, ended.stderr).toBe(0);
  const said = ended.stdout.replace(/\s+/g, " ");
  expect(said).toMatch(/ openblas .* 1 verified .* blis .* 1 verified /);
  expect(said).toContain("test_needs_more was skipped: could not import 'package_that_is_not_here'");
  expect(said).toContain("without effect, because times come from turns of all series: --benchmark-min-rounds");
  const file = path.join(account.work, "..", outputFolder, "result.json");
  const result = readResult(await fs.readFile(file, "utf8"), "result.json");
  expect(result.failures).toEqual([]);
  const place = "tests/bench/test_algebra.py";
  expect(result.benchmarks.map(({ name, source }) => [name, source])).toEqual([
    [`${place}::test_gram[60]`, { file: place, line: 5 }],
    [`${place}::test_gram[120]`, { file: place, line: 5 }],
    [`${place}::TestSolve::test_pedantic`, { file: place, line: 13 }],
    ["control/interpreter", null],
    ["control/memory", null],
  ]);
  const pedantic = result.measurements.filter(({ benchmark }) => benchmark.endsWith("pedantic"));
  expect(pedantic).toHaveLength(2);
  for (const { blocks, loops } of pedantic) expect([blocks.numbers.length, loops % 20]).toEqual([2, 0]);
  const saved = path.join(
    account.work,
    "..",
    outputFolder,
    "pytest-benchmark",
    "openblas_linux-64_1t_direct_head.json",
  );
  const [gram] = JSON.parse(await fs.readFile(saved, "utf8")).benchmarks;
  expect([gram.group, gram.name, gram.params]).toEqual(["products", "test_gram[60]", { size: 60 }]);
  expect((await account.run(["git", "status", "--porcelain", "--ignored"])).stdout).toBe("");
  expect(await account.leftovers()).toEqual({ files: [], processes: [] });
});
