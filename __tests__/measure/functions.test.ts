// People's own functions, by the worker of this project: each arm runs its own checkout, and what goes wrong is said.
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Measured, Patience } from "../../src/measure/request.ts";
import type { Outcome, Part } from "./stand-in.ts";
import { measuredOf, perform } from "./stand-in.ts";

const file = "benchmarks/bench_core.py";
const program = "import thing\n\ndef bench_core():\n    return thing.compute()\n";

let folder: string;
beforeEach(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), "blas-bench-functions-"));
});
afterEach(() => fs.rm(folder, { recursive: true, force: true }));

/** A checkout with the file of benchmarks and a package whose function returns `value`. */
async function checkout(name: string, value: number, text: string): Promise<string> {
  const root = path.join(folder, name);
  const files = { [file]: text, "thing/__init__.py": `def compute():\n    return ${value}\n`, "data.txt": `${value}` };
  for (const [where, content] of Object.entries(files)) {
    await fs.mkdir(path.dirname(path.join(root, where)), { recursive: true });
    await fs.writeFile(path.join(root, where), content);
  }
  return root;
}

const patience = { start: 60_000, unknown: 60_000 };

function measureFunctions(
  parts: readonly Part[],
  checkouts: { readonly base: string | null; readonly head: string | null },
  more: Partial<Patience> = {},
): Promise<Outcome> {
  const python = process.env.BLAS_BENCH_TEST_PYTHON ?? "";
  const benchmarks = { source: { kind: "functions", file }, select: [], format: null, pattern: null } as const;
  return perform({ real: { python, benchmarks, checkouts }, parts, patience: { ...patience, ...more } });
}

async function measureHead(text: string, more: Partial<Patience> = {}): Promise<Outcome> {
  return measureFunctions([{ variant: "one" }], { base: null, head: await checkout("head", 2, text) }, more);
}

function told({ failures }: Measured): (readonly [string, string | null, string])[] {
  return failures.map(({ subject, benchmark, message }) => [subject, benchmark, message]);
}

describe("two arms", () => {
  const parts: readonly Part[] = [
    { variant: "one", arm: "base" },
    { variant: "one", arm: "head" },
  ];

  test("each runs the code of its own checkout, in which nothing is written", async () => {
    const readsData = `${program}\ndef bench_data():\n    return float(open("data.txt").read())\n`;
    const base = await checkout("base", 1, readsData);
    const head = await checkout("head", 2, readsData);
    const outcome = await measureFunctions(parts, { base, head });
    const { failures, measurements, benchmarks } = measuredOf(outcome);
    expect(failures).toEqual([]);
    const results = measurements
      .filter(({ benchmark }) => benchmark.startsWith("bench_"))
      .map(({ series, benchmark, fingerprint }) => [series, benchmark, fingerprint]);
    expect(results).toEqual([
      ["one-base", "bench_core", [1]],
      ["one-base", "bench_data", [1]],
      ["one-head", "bench_core", [2]],
      ["one-head", "bench_data", [2]],
    ]);
    expect(benchmarks.map(({ name, source }) => [name, source])).toEqual([
      ["bench_core", { file, line: 3 }],
      ["bench_data", { file, line: 6 }],
      ["control/interpreter", null],
      ["control/memory", null],
    ]);
    for (const root of [base, head])
      expect((await fs.readdir(root, { recursive: true })).sort()).toEqual(
        ["benchmarks", file, "data.txt", "thing", "thing/__init__.py"].sort(),
      );
    expect(outcome.survivors).toEqual([]);
  });

  test("start with as many characters of words and of variables: more of them would move a process's memory", async () => {
    const tells = `import os, sys

def bench_start():
    return [len(word) for word in sys.argv] + sorted(len(name) + len(value) for name, value in os.environ.items())
`;
    const [base, head] = [await checkout("base", 1, tells), await checkout("head", 2, tells)];
    const { failures, measurements } = measuredOf(await measureFunctions(parts, { base, head }));
    expect(failures).toEqual([]);
    const [one, other] = measurements.filter(({ benchmark }) => benchmark === "bench_start");
    expect(one?.fingerprint?.length).toBeGreaterThan(5);
    expect(other?.fingerprint).toEqual(one?.fingerprint);
  });

  test("what one arm alone has is measured there, and no failure of the other", async () => {
    const removed = "def bench_removed():\n    return 1.0\n";
    const added = "def bench_added():\n    return 1.0\n";
    const base = await checkout("base", 1, `${program}\n${removed}`);
    const head = await checkout("head", 2, `${program}\n${added}`);
    const { failures, measurements } = measuredOf(await measureFunctions(parts, { base, head }));
    expect(failures).toEqual([]);
    const rows = measurements
      .map(({ series, benchmark }) => `${series} ${benchmark}`)
      .filter((row) => row.includes("bench"));
    expect(rows.sort()).toEqual([
      "one-base bench_core",
      "one-base bench_removed",
      "one-head bench_added",
      "one-head bench_core",
    ]);
  });

  test.for([
    ["has no file of benchmarks", null],
    ["has no functions in it", "def helper():\n    pass\n"],
  ] as const)("a base that %s has its controls", async ([, text]) => {
    const base = await checkout("base", 1, text ?? "");
    if (text === null) await fs.rm(path.join(base, file));
    const head = await checkout("head", 2, program);
    const { failures, measurements } = measuredOf(await measureFunctions(parts, { base, head }));
    expect(failures).toEqual([]);
    const ofBase = measurements.filter(({ series }) => series === "one-base").map(({ benchmark }) => benchmark);
    expect(ofBase).toEqual(["control/interpreter", "control/memory"]);
    expect(measurements.map(({ series, benchmark }) => `${series} ${benchmark}`)).toContain("one-head bench_core");
  });

  test("an arm whose file cannot be used fails alone", async () => {
    const base = await checkout("base", 1, "def bench_core(:\n");
    const head = await checkout("head", 2, program);
    const measured = measuredOf(await measureFunctions(parts, { base, head }));
    expect(told(measured)).toEqual([["one-base", null, expect.stringMatching(`^${file}, line 1: syntax error, `)]]);
    expect(new Set(measured.measurements.map(({ series }) => series))).toEqual(new Set(["one-head"]));
  });
});

test("a refusal is not asked for again", async () => {
  const outcome = await measureHead("raise ValueError('no')\n");
  const measured = measuredOf(outcome);
  expect(told(measured)).toEqual([["one-head", null, `${file} could not be imported: ValueError: no`]]);
  expect(measured.failures[0]?.lastLines.at(-1)).toBe("ValueError: no");
  expect(measured.benchmarks).toEqual([]);
  expect([outcome.processesStarted, outcome.survivors]).toEqual([1, []]);
});

test("a function that returns nothing is timed, and has nothing to compare", async () => {
  const { failures, measurements } = measuredOf(await measureHead("def bench_core():\n    pass\n"));
  expect(failures).toEqual([]);
  expect(measurements.find(({ benchmark }) => benchmark === "bench_core")?.fingerprint).toBeNull();
});

describe("a function that fails leaves the others alone", () => {
  test.for<[string, string, RegExp, Partial<Patience>]>([
    ["raises", "raise ValueError('no')", /^ValueError: no$/, {}],
    ["calls sys.exit", "sys.exit(0)", /^SystemExit: 0$/, {}],
    ["ends its process", "os._exit(7)", /^ended with exit code 7 at "prepare"$/, {}],
    ["hangs", "time.sleep(3600)", /^gave no answer within 3 s at "prepare"$/, { unknown: 3000 }],
    ["returns what is no number", "return float('nan')", /^computed a number that is not finite$/, {}],
    [
      "computes something else in every process",
      "return float(os.getpid())",
      /^does not compute the same every time: .* seed its random numbers, or return nothing/,
      {},
    ],
    [
      "returns something once and nothing another time",
      "open('starts', 'a').write('.'); return [None, 1.0][os.path.getsize('starts') == 1]",
      /^does not compute the same every time: Infinity apart/,
      {},
    ],
  ])("one that %s", async ([, body, message, more]) => {
    const outcome = await measureHead(
      `import os, sys, time\n\ndef bench_ill():\n    ${body}\n\ndef bench_well():\n    return 1.0\n`,
      more,
    );
    const { failures, measurements } = measuredOf(outcome);
    expect(failures.filter(({ benchmark }) => benchmark === "bench_ill")).toHaveLength(1);
    expect(failures[0]).toMatchObject({ benchmark: "bench_ill", message: expect.stringMatching(message) });
    expect(measurements.map(({ benchmark }) => benchmark)).toContain("bench_well");
    expect(measurements.map(({ benchmark }) => benchmark)).not.toContain("bench_ill");
    expect(outcome.survivors).toEqual([]);
  });
});
