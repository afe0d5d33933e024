// People's pytest suites, by the worker of this project: one test at a time in all arms, entered and left as pytest does.
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Measured, Patience } from "../../src/measure/request.ts";
import { placesOf } from "../result/blocks.ts";
import type { Outcome, Part } from "./stand-in.ts";
import { perform } from "./stand-in.ts";

let folder: string;
beforeEach(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), "blas-bench-pytest-"));
});
afterEach(() => fs.rm(folder, { recursive: true, force: true }));

async function checkout(name: string, files: Readonly<Record<string, string>>): Promise<string> {
  const root = path.join(folder, name);
  for (const [where, content] of Object.entries(files)) {
    await fs.mkdir(path.dirname(path.join(root, where)), { recursive: true });
    await fs.writeFile(path.join(root, where), content);
  }
  return root;
}

const bothArms: readonly Part[] = [
  { variant: "one", arm: "base" },
  { variant: "one", arm: "head" },
];

async function measureTests(
  base: Readonly<Record<string, string>> | null,
  head: Readonly<Record<string, string>>,
  more: Partial<Patience> = {},
): Promise<Outcome & { readonly measured: Measured }> {
  const python = process.env.BLAS_BENCH_TEST_PYTHON ?? "";
  const source = { kind: "pytest", path: "bench", parameters: ["-p", "no:cacheprovider"] } as const;
  const checkouts = { base: base && (await checkout("base", base)), head: await checkout("head", head) };
  const outcome = await perform({
    real: { python, benchmarks: { source, format: null, pattern: null, select: [] }, checkouts },
    parts: base === null ? bothArms.slice(1) : bothArms,
    patience: { start: 60_000, unknown: 60_000, ...more },
  });
  if (outcome.measured === null) throw outcome.error;
  return { ...outcome, measured: outcome.measured };
}

const isOwn = ({ benchmark }: { readonly benchmark: string }): boolean => !benchmark.startsWith("control/");
const journal = (arm: string) => path.join(folder, `${arm}.log`);

/** `order`: what the tests of an arm write down of themselves, in a file of the arm's. */
function suite(arm: string, tests: readonly string[]): Record<string, string> {
  return {
    "thing.py": `NAME = "${arm}"\n`,
    "bench/conftest.py": "import pytest, thing\n",
    "bench/test_thing.py": `\
import os, sys, pytest, thing

def note(text):
    with open(${JSON.stringify(journal(arm))}, "a") as log:
        log.write(text)

@pytest.fixture(scope="module")
def shared():
    note("set up;")
    yield 3
    note("torn down;")

${tests.join("\n\n")}
`,
  };
}

const first = "def test_first(benchmark, shared):\n    print('loud'); benchmark(pow, 2, shared); note('first;')";
const second = "def test_second(benchmark, shared):\n    benchmark(pow, 2, shared); note('second;')";

test("both arms are in the same test at the same time, whatever their order, and fixtures are torn down once", async () => {
  const rounds = `\
def test_rounds(benchmark):
    calls = []
    benchmark.pedantic(lambda: calls.append(sum(range(20000))), rounds=ROUNDS)
    assert len(calls) == ROUNDS
`;
  const other = "def test_only_here(benchmark):\n    benchmark(pow, 2, 3)";
  const skipped = "def test_skipped(benchmark):\n    pytest.skip('no such thing')";
  const unlike =
    "def test_skipped_at_base(benchmark):\n    if thing.NAME == 'base': pytest.skip('not yet')\n    benchmark(pow, 2, 3)";
  const late = "def test_late(benchmark):\n    benchmark(pow, 2, 3)\n    assert thing.NAME == 'head', 'too late'";
  const base = suite("base", [second, first, rounds.replaceAll("ROUNDS", "3"), skipped, unlike, late]);
  const head = suite("head", [first, second, rounds.replaceAll("ROUNDS", "7"), other, skipped, unlike, late]);
  const { measured, survivors } = await measureTests(base, head);
  const name = (short: string) => `bench/test_thing.py::${short}`;

  expect(measured.failures).toEqual([
    expect.objectContaining({ subject: "one-base", benchmark: name("test_late"), message: "AssertionError: too late" }),
  ]);
  expect(measured.notices).toEqual([
    `${name("test_skipped")} was skipped: no such thing`,
    `${name("test_skipped_at_base")} was skipped at base: not yet`,
  ]);
  expect(measured.benchmarks.map((benchmark) => benchmark.name)).not.toContain(name("test_skipped"));
  const own = measured.measurements.filter(isOwn);
  const rows = own.map(({ series, benchmark, blocks }) => [series, benchmark.split("::")[1], blocks.turns]);
  expect(rows.sort()).toEqual([
    ["one-base", "test_first", [12, 12]],
    ["one-base", "test_rounds", [3, 3]],
    ["one-base", "test_second", [12, 12]],
    ["one-head", "test_first", [12, 12]],
    ["one-head", "test_late", [12, 12]],
    ["one-head", "test_only_here", [12, 12]],
    ["one-head", "test_rounds", [3, 3]],
    ["one-head", "test_second", [12, 12]],
    ["one-head", "test_skipped_at_base", [12, 12]],
  ]);
  const places = own.filter(({ benchmark }) => benchmark === name("test_first")).map(({ blocks }) => placesOf(blocks));
  expect(places[0]?.map((place) => 1 - place)).toEqual(places[1]);
  // Once for the rehearsal and once for each block, in one arm's order.
  const log = (arm: string) => fs.readFile(journal(arm), "utf8");
  expect(await log("head")).toMatch(/^(set up;(first;second;|second;first;)torn down;){3}$/);
  expect(await log("base")).toBe(await log("head"));
  expect(survivors).toEqual([]);
});
