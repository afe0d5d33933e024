// In the middle of a run: a killed worker, a benchmark that hangs, Ctrl-C. Processes are counted before and after.
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { readResult } from "../../src/result/read.ts";
import type { Result } from "../../src/result/schema.ts";
import { channelOrReason, needChannel } from "../rig/channel.ts";
import type { Account, Ended, Running } from "./account.ts";
import { inTerminal, node, openAccount } from "./account.ts";
import type { LiveProcess } from "./live-processes.ts";
import { until } from "./live-processes.ts";
import type { Product } from "./product.ts";
import { makeProduct } from "./product.ts";
import { expectNothingLeft, outputFolder } from "./refusals.ts";

const interrupted = 130;
const controls = ["control/interpreter", "control/memory"];
const ctrlC = "\u0003";

let product: Product;
/** Patience with a batch is a minute, in which nothing works: the other tests run meanwhile. */
let hanging: { readonly account: Account; readonly ended: Promise<Ended> } | undefined;

beforeAll(async () => {
  product = await makeProduct();
  if ((await channelOrReason()).channel === null) return;
  const account = await openAccount();
  const running = await startRun(account, "--blocks", "1");
  hanging = { account, ended: running.ended };
  const [victim] = workers(await atMoment(account, running, /block 1 of 1: timing svd/));
  process.kill(victim?.processId ?? 0, "SIGSTOP");
});
afterAll(async () => {
  await hanging?.account[Symbol.asyncDispose]();
  await product?.[Symbol.asyncDispose]();
});
beforeEach((context) => needChannel(context));

/** Two series that take turns for a while at one benchmark, in a terminal, so that the progress can be watched. */
async function startRun(account: Account, ...words: string[]): Promise<Running> {
  const { channel } = await channelOrReason();
  const common = ["run", "--channels", channel ?? "", "--output-dir", outputFolder, "--select", "svd"];
  return account.start([...inTerminal, node, product.program, ...common, "--variants", "openblas,netlib", ...words], {
    NO_COLOR: "1",
  });
}

function workers(processes: readonly LiveProcess[]): LiveProcess[] {
  return processes.filter(({ command }) => command.includes(" worker "));
}

/** Waits for the progress to say so, and gives the processes of that moment. */
async function atMoment(account: Account, running: Running, moment: RegExp): Promise<readonly LiveProcess[]> {
  await until(`${moment} in the progress`, () => moment.test(running.stdout()));
  return account.processes();
}

async function readOutput(account: Account): Promise<Result> {
  const file = path.join(account.work, outputFolder, "result.json");
  return readResult(await fs.readFile(file, "utf8"), file);
}

describe("a worker that dies", () => {
  test("is a failure with its name, and the other series goes on", async () => {
    await using account = await openAccount();
    const running = await startRun(account, "--blocks", "3");
    const [victim, ...others] = workers(await atMoment(account, running, /block 1 of 3: timing svd/));
    expect(others).toHaveLength(1);
    process.kill(victim?.processId ?? 0, "SIGKILL");
    const ended = await running.ended;

    expect(ended.exitCode, ended.stdout).toBe(1);
    expect(ended.stdout).toMatch(/blas-bench: fail\. .*1 failure/);
    const { failures, measurements, series } = await readOutput(account);
    expect(failures).toEqual([
      expect.objectContaining({ stage: "measure", message: expect.stringContaining("SIGKILL") }),
    ]);
    const name = failures[0]?.benchmark ?? "";
    // Whichever was being timed when the signal arrived.
    expect(["svd", ...controls]).toContain(name);
    expect(ended.stdout).toMatch(new RegExp(`${name} on \\w+: was killed \\(SIGKILL\\)`));
    const whole = measurements.filter(({ benchmark, blocks }) => benchmark === name && blocks.numbers.length === 3);
    expect(whole.map((measurement) => measurement.series)).toEqual(
      series.map(({ id }) => id).filter((id) => id !== failures[0]?.subject),
    );
    expect(await account.leftovers()).toEqual({ files: [], processes: [] });
  });
});

describe("Ctrl-C", () => {
  test.for<[string, RegExp, (command: string) => boolean]>([
    ["while environments are made", /installing \d+ packages/, (command) => command.includes("provision")],
    ["while workers start", /block 1 of \d+: starting/, (command) => command.includes(" worker ")],
    ["while timing", /block 2 of \d+: timing svd/, (command) => command.includes(" worker ")],
  ])("%s leaves no process and no half result", async ([, moment, isChild]) => {
    await using account = await openAccount();
    const running = await startRun(account, "--blocks", "20");
    await atMoment(account, running, moment);
    await until("a child of the run", () => account.processes().some(({ command }) => isChild(command)));
    expect((await account.leftovers()).files).not.toEqual([]);
    running.send(ctrlC);
    const ended = await running.ended;

    expect(ended.exitCode, ended.stdout).toBe(interrupted);
    expect(ended.stdout).toMatch(/blas-bench: interrupted: nothing was written as complete/);
    await expectNothingLeft(account);
  });

  test("by a signal to the program alone, as a runner cancels, does the same", async () => {
    await using account = await openAccount();
    const running = await startRun(account, "--blocks", "20");
    const processes = await atMoment(account, running, /block 1 of \d+: timing svd/);
    expect(workers(processes)).toHaveLength(2);
    const program = processes.find(({ command }) => command.startsWith(`${node} ${product.program}`));
    process.kill(program?.processId ?? 0, "SIGINT");
    expect(await running.ended).toMatchObject({ exitCode: interrupted });
    await expectNothingLeft(account);
  });
});

describe("a benchmark that hangs", () => {
  test("is given up, its process ended, and the other series goes on", async () => {
    const ended = await hanging?.ended;
    if (hanging === undefined || ended === undefined) throw new Error("the run was not started");
    expect(ended.exitCode, ended.stdout).toBe(1);
    const { failures, measurements } = await readOutput(hanging.account);
    const name = failures[0]?.benchmark;
    expect(["svd", ...controls]).toContain(name);
    expect(failures[0]).toMatchObject({
      message: expect.stringMatching(/gave no answer within \d+ s/),
    });
    expect(new Set(failures.map(({ subject }) => subject))).toEqual(new Set([failures[0]?.subject]));
    expect(measurements.filter(({ benchmark }) => benchmark === name)).toHaveLength(1);
    expect(await hanging.account.leftovers()).toEqual({ files: [], processes: [] });
  });
});
