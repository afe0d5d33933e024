// The rules by which a time is no time, and the variables that a worker starts with.
import { describe, expect, test } from "vitest";
import { threadVariables } from "../../src/measure/thread-variables.ts";
import { batchTrouble } from "../../src/measure/turns.ts";
import { wholeTrouble } from "../../src/measure/whole.ts";

const batch = (wallNanoseconds: number) => ({
  wallNanoseconds,
  cpuNanoseconds: 0,
  involuntarySwitches: 0,
  idleCpuNanoseconds: 0,
});

test.each([
  [1000, 1, null],
  [999, 1, "too short"],
  [15e6, 40, null],
  [39_999, 40, "too short"],
  [0, 1, "no time"],
  [-1, 1, "no time"],
  [Number.NaN, 1, "no time"],
  [Number.POSITIVE_INFINITY, 1, "no time"],
  [1e6, Number.POSITIVE_INFINITY, "too short"],
])("a batch of %d ns on a clock of %d ns: %s", (wall, resolution, expected) => {
  const message = batchTrouble(batch(wall), resolution)?.message ?? null;
  if (expected === null) expect(message).toBeNull();
  else expect(message).toContain(expected);
});

describe("a whole run", () => {
  const part = (name: string, seconds = 1) => ({
    name,
    layer: null,
    description: name,
    seconds,
    repeats: [seconds],
    flop: null,
  });
  test.each([
    [[part("dario/svd"), part("dario/total")], null],
    [[part("dario")], null],
    [[], "reported no parts"],
    [[part("dario/svd"), part("dario/svd")], "a part twice"],
    [[part("dario"), part("mysvd")], "a part of another benchmark: mysvd"],
    [[part("dariosvd")], "a part of another benchmark"],
    [[part("dario", 0)], "reported 0 s for dario, which is no time"],
    [[part("dario", -2)], "reported -2 s"],
    [[part("dario", Number.NaN)], "reported NaN s"],
  ])("%#: %s", (parts, expected) => {
    const message = wholeTrouble("dario", { parts, summaryLines: [], fingerprint: [] })?.message ?? null;
    if (expected === null) expect(message).toBeNull();
    else expect(message).toContain(expected);
  });
});

test("threads are pinned for every library, and waiting ones sleep", () => {
  const variables = threadVariables(3);
  const counts = Object.entries(variables).filter(([name]) => /_(NUM|MAXIMUM)_THREADS$/.test(name));
  expect(counts.map(([name]) => name).toSorted()).toEqual([
    "BLIS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
  ]);
  expect(new Set(counts.map(([, value]) => value))).toEqual(new Set(["3"]));
  expect(variables).toMatchObject({ OMP_WAIT_POLICY: "passive", KMP_BLOCKTIME: "0", PYTHONHASHSEED: "0" });
});
