// Every way in which a worker goes wrong, on real processes: what is said, what goes on, and that nothing is left.
import { describe, expect, test } from "vitest";
import { Interrupted } from "../../src/errors.ts";
import { idleTrouble } from "../../src/measure/idle.ts";
import { perform } from "./stand-in.ts";

/** Two blocks of two series; the second goes wrong in its benchmark "beta". */
function withOther(behaviour: string, patience = {}) {
  return perform({ parts: [{ variant: "good" }, { variant: "bad", behaviour }], patience });
}

const rows = [
  ["good-head", "alpha"],
  ["good-head", "beta"],
];

describe("a worker that goes wrong in a batch", () => {
  test.each([
    { behaviour: "crash", message: /^was ended by SIGSEGV at "batch"$/, patience: {} },
    {
      behaviour: "out-of-memory",
      message: /^was killed \(SIGKILL\), as systems do when memory runs out/,
      patience: {},
    },
    { behaviour: "exit", message: /^ended with exit code 7 at "batch"$/, patience: {} },
    { behaviour: "leave-child", message: /^ended with exit code 0 at "batch"$/, patience: {} },
    { behaviour: "hang", message: /^gave no answer within 1.5 s at "batch"$/, patience: { batchFloor: 1500 } },
    { behaviour: "hang-with-child", message: /^gave no answer within 1.5 s/, patience: { batchFloor: 1500 } },
    { behaviour: "rubbish", message: /^answered "batch" with something else: Segmentation fault/, patience: {} },
    { behaviour: "flood", message: /^answered "batch" with something else: y$/, patience: {} },
    { behaviour: "wrong-id", message: /^answered "batch" with something else: \{"id": 4711/, patience: {} },
    {
      behaviour: "wrong-shape",
      message: /^answered "batch" with something else: \{"id": \d+, "ok": \{"wallN/,
      patience: {},
    },
    { behaviour: "nan", message: /^answered "batch" with something else: .*NaN/, patience: {} },
  ])("$behaviour: that benchmark failed, everything else was measured", async ({ behaviour, message, patience }) => {
    const { measured, survivors, leftFolders } = await withOther(behaviour, patience);
    expect(measured?.failures).toEqual([
      {
        stage: "measure",
        subject: "bad-head",
        benchmark: "beta",
        message: expect.stringMatching(message),
        lastLines: ["about to misbehave"],
      },
    ]);
    // Of block 0, in which it was lost, nothing is kept: it was never proven to its end.
    expect(measured?.measurements.map((one) => [one.series, one.benchmark])).toEqual([...rows, ["bad-head", "alpha"]]);
    expect(measured?.measurements.map((one) => one.blocks.numbers)).toEqual([[0, 1], [0, 1], [1]]);
    expect({ survivors, leftFolders }).toEqual({ survivors: [], leftFolders: [] });
  });

  test("is not asked again in one block: what it never came to is a failure too", async () => {
    const parts = [{ variant: "bad", behaviour: "crash", offers: "beta alpha" }];
    const { measured } = await perform({ parts, schedule: { blocks: 1 } });
    expect(measured?.measurements).toEqual([]);
    expect(measured?.failures.map((one) => [one.benchmark, one.message])).toEqual([
      ["beta", 'was ended by SIGSEGV at "batch"'],
      ["alpha", "was not measured, because its worker was lost"],
    ]);
  });
});

test("a series that is stopped keeps nothing of the blocks before", async () => {
  const part = { variant: "bad", behaviour: "crash-later", ailing: "alpha beta", offers: "alpha beta gamma" };
  const { measured, processesStarted } = await perform({ parts: [part], schedule: { blocks: 5 } });
  expect(measured?.failures.map((one) => one.benchmark)).toEqual(["alpha", "beta", null]);
  expect(measured?.failures.at(-1)?.message).toBe("stopped after the second loss of its worker");
  expect(measured?.measurements).toEqual([]);
  expect(processesStarted).toBe(3);
});

describe("a worker that does not get ready", () => {
  test.each([
    { behaviour: "no-python", message: /^did not get ready: it could not be started$/, line: /ENOENT/, patience: {} },
    {
      behaviour: "dies-at-start",
      message: /^did not get ready: it ended with exit code 1$/,
      line: /^ImportError: libopenblas/,
      patience: {},
    },
    {
      behaviour: "never-hello",
      message: /^did not get ready: it gave no answer within 0.6 s$/,
      line: null,
      patience: { start: 600 },
    },
    {
      behaviour: "endless-noise",
      message: /^did not get ready: it gave no answer within 0.6 s$/,
      line: null,
      patience: { start: 600 },
    },
    {
      behaviour: "other-version",
      message: /^did not get ready: it speaks protocol version 2 and not 1, so it is of another blas-bench$/,
      line: null,
      patience: {},
    },
    {
      behaviour: "odd-hello",
      message: /^did not get ready: its hello does not fit protocol version 1: \{"hello": \{.*"processId": "me"/,
      line: null,
      patience: {},
    },
  ])("$behaviour: tried twice, then the series is stopped, and the other goes on", async (row) => {
    // The other one needs no longer than usual to start: only where that is what is tested, it has to be quick.
    const parts = row.patience.start === undefined ? [{ variant: "good" }] : [];
    const bad = { variant: "bad", behaviour: row.behaviour };
    const outcome = await perform({ parts: [...parts, bad], patience: row.patience, schedule: { blocks: 3 } });
    const { failures, measurements } = outcome.measured ?? { failures: [], measurements: [] };
    expect(failures.map((one) => [one.subject, one.benchmark])).toEqual(Array(3).fill(["bad-head", null]));
    expect(failures[0]?.message).toMatch(row.message);
    expect(failures[2]?.message).toBe("stopped after the second loss of its worker");
    if (row.line !== null) expect(failures[0]?.lastLines.at(-1)).toMatch(row.line);
    expect(measurements).toHaveLength(2 * parts.length);
    expect(outcome.survivors).toEqual([]);
  });
});

test("a worker that does not let its evidence be taken measures nothing", async () => {
  const { measured, survivors } = await withOther("hides");
  expect(measured?.failures.map((one) => [one.subject, one.benchmark, one.message])).toEqual([
    ["bad-head", null, "OSError: no maps"],
    ["bad-head", null, "OSError: no maps"],
    ["bad-head", null, "stopped after the second loss of its worker"],
  ]);
  expect(measured?.measurements.map((one) => one.series)).toEqual(["good-head", "good-head"]);
  expect(survivors).toEqual([]);
});

test("a worker that does not quit is ended", async () => {
  const outcome = await perform({
    parts: [{ variant: "one", behaviour: "never-quits" }],
    patience: { quit: 200 },
    schedule: { blocks: 1 },
  });
  expect(outcome.measured?.failures).toEqual([]);
  expect(outcome).toMatchObject({ survivors: [], leftFolders: [] });
});

describe("figures that are none", () => {
  test.each([
    { behaviour: "zero", message: "took 0 ns, which is no time" },
    { behaviour: "negative", message: "took -4000000 ns, which is no time" },
    { behaviour: "too-short", message: "took 900 ns a batch, too short for a clock that resolves 1 ns" },
    { behaviour: "refuse", message: "ValueError: no" },
    { behaviour: "computes-nan", message: "computed a number that is not finite" },
    { behaviour: "changes-its-mind", message: expect.stringMatching(/^does not compute the same every time: /) },
  ])("$behaviour: the benchmark failed, its worker goes on", async ({ behaviour, message }) => {
    const { measured, processesStarted } = await withOther(behaviour);
    expect(measured?.failures).toMatchObject([{ subject: "bad-head", benchmark: "beta", message }]);
    expect(measured?.measurements.map((one) => [one.series, one.benchmark])).toEqual([...rows, ["bad-head", "alpha"]]);
    expect(measured?.measurements.every((one) => one.blocks.numbers.length === 2)).toBe(true);
    expect(processesStarted).toBe(4);
  });
});

describe("a waiting worker that uses a core", () => {
  const scene = (threads: number) => ({
    parts: [
      { variant: "spinning", behaviour: "spins", threads, offers: "alpha" },
      { variant: "working", threads, offers: "alpha", workSeconds: 0.05 },
    ],
    schedule: { blocks: 1, turns: 6 },
  });

  test("is a failure, and the other goes on", async () => {
    const { measured } = await perform(scene(1));
    expect(measured?.failures).toMatchObject([{ subject: "spinning-head", benchmark: "alpha" }]);
    expect(measured?.failures[0]?.message).toMatch(/^used \d+ ms of CPU time while it waited for \d+ ms/);
    expect(measured?.measurements.map((one) => one.series)).toEqual(["working-head"]);
  });

  test("disturbs nobody where it is alone", async () => {
    const { measured } = await perform({ ...scene(1), parts: scene(1).parts.slice(0, 1) });
    expect(measured?.failures).toEqual([]);
    expect(measured?.measurements).toHaveLength(1);
  });

  test("is stopped while it waits where threads may spin", async () => {
    const { measured, survivors } = await perform(scene(2));
    expect(measured?.failures).toEqual([]);
    expect(measured?.measurements).toHaveLength(2);
    expect(survivors).toEqual([]);
  });

  test("works in every wait: one wait alone tells of the host", async () => {
    const parts = scene(1).parts.map((part) => ({ ...part, behaviour: "hiccups", ailing: "alpha", workSeconds: 0 }));
    const { measured } = await perform({ ...scene(1), parts });
    expect(measured?.failures).toEqual([]);
    expect(measured?.measurements.map((one) => one.series)).toEqual(["spinning-head", "working-head"]);
  });

  test.each([
    [{ milliseconds: 1000, cpuMilliseconds: 300, mostCpuMilliseconds: 60, requests: 4 }, false],
    [{ milliseconds: 1000, cpuMilliseconds: 320, mostCpuMilliseconds: 60, requests: 4 }, true],
    [{ milliseconds: 1, cpuMilliseconds: 12, mostCpuMilliseconds: 3, requests: 4 }, false],
    [{ milliseconds: 0, cpuMilliseconds: 14, mostCpuMilliseconds: 3, requests: 4 }, true],
    [{ milliseconds: 8, cpuMilliseconds: 41, mostCpuMilliseconds: 40, requests: 8 }, false],
    [{ milliseconds: 8, cpuMilliseconds: 80, mostCpuMilliseconds: 40, requests: 8 }, true],
    // Short rounds, 48 turns in each of 4 blocks.
    [{ milliseconds: 100, cpuMilliseconds: 96, mostCpuMilliseconds: 1, requests: 192 }, false],
    [{ milliseconds: 100, cpuMilliseconds: 98, mostCpuMilliseconds: 1, requests: 192 }, true],
  ])("%j is trouble: %s", (waiting, isTrouble) => {
    expect(idleTrouble(waiting) !== null).toBe(isTrouble);
  });
});

describe("an interruption", () => {
  test.each(["starting", "preparing", "proving", "timing"])("while %s leaves nothing", async (doing) => {
    const parts = Array.from({ length: 6 }, (_, index) => ({ variant: `v${index}`, threads: 1 + (index % 2) }));
    const outcome = await perform({
      parts,
      schedule: { blocks: 3 },
      onProgress: (progress, abort) => {
        if (progress.doing === doing) abort();
      },
    });
    expect(outcome.error).toBeInstanceOf(Interrupted);
    expect(outcome.measured).toBeNull();
    expect(outcome).toMatchObject({ survivors: [], leftFolders: [] });
  });

  test("in the middle of a batch ends it at once", async () => {
    const outcome = await perform({
      parts: [{ variant: "one", behaviour: "hang-with-child" }, { variant: "two" }],
      // Far beyond what the test itself may take: nothing but the interruption can end it.
      patience: { batchFloor: 3_600_000 },
      onProgress: (progress, abort) => {
        if (progress.doing === "timing" && progress.benchmark === "beta") setTimeout(abort, 300);
      },
    });
    expect(outcome.error).toBeInstanceOf(Interrupted);
    expect(outcome).toMatchObject({ survivors: [], leftFolders: [] });
  });

  test("after the last answer does not pass for a result", async () => {
    const outcome = await perform({
      parts: [{ variant: "one", behaviour: "never-quits" }],
      schedule: { blocks: 1 },
      onProgress: (progress, abort) => {
        if (progress.leftMilliseconds === 0) setTimeout(abort, 1000);
      },
    });
    expect(outcome.error).toBeInstanceOf(Interrupted);
    expect(outcome).toMatchObject({ survivors: [], leftFolders: [] });
  });
});
