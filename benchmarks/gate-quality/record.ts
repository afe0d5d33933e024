// Records what our own measuring gives for code that has not changed: twin checkouts, twin environments, run after run.
// Usage: node benchmarks/gate-quality/record.ts --channel URL --runs 100 --into traces/alone.jsonl.gz [--neighbour]
//        [--head FILE] [--pause-while FOLDER]; goes on where the recording was broken off.
import { spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { realEffects, supportedHost } from "../../src/entry/real-effects.ts";
import { readInputs } from "../../src/inputs/read-inputs.ts";
import { measure } from "../../src/measure/measure.ts";
import type { Measured, MeasureRequest } from "../../src/measure/request.ts";
import { provisionAndProbe } from "../../src/pipeline.ts";
import { readVariant } from "../../src/plan/variant-request.ts";
import { openCheckouts } from "../../src/provision/checkouts.ts";
import { beginLifetime } from "../../src/system/lifetime.ts";
import { createProcesses } from "../../src/system/processes.ts";
import type { TracedBlock } from "./trace.ts";
import { appendTrace, readTrace, rounded } from "./trace.ts";

const blocksPerRun = 20;
const here = fileURLToPath(new URL(".", import.meta.url));

const { values } = parseArgs({
  options: {
    channel: { type: "string" },
    runs: { type: "string" },
    into: { type: "string" },
    /** Another file of benchmarks for head: slowed by real extra work. */
    head: { type: "string", default: "bench_study.py" },
    neighbour: { type: "boolean", default: false },
    /** Blocks wait while this folder holds anything, and leave a mark in it while they run. */
    "pause-while": { type: "string" },
  },
});
const { channel, into, head } = values;
if (channel === undefined || into === undefined) throw new Error("--channel and --into are needed");
const runs = Number(values.runs ?? 1);
const firstRun = existsSync(into) ? (readTrace(into).at(-1)?.run ?? -1) + 1 : 0;

/** Sleeps with the whole program: between blocks there is nothing else for it to do. */
const pause = (milliseconds: number): unknown =>
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);

const turnstile = values["pause-while"];
const mark = "recording";
function enter(): void {
  if (turnstile === undefined) return;
  for (;;) {
    writeFileSync(path.join(turnstile, mark), "");
    if (readdirSync(turnstile).length === 1) return;
    rmSync(path.join(turnstile, mark));
    while (readdirSync(turnstile).length > 0) pause(100);
  }
}
function leave(): void {
  if (turnstile !== undefined) rmSync(path.join(turnstile, mark), { force: true });
}

function makeRepository(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "blas-bench-study-"));
  const git = (...parameters: string[]): void => {
    const { status, stderr } = spawnSync("git", ["-c", "user.name=x", "-c", "user.email=x", ...parameters], {
      cwd: folder,
    });
    if (status !== 0) throw new Error(String(stderr));
  };
  git("init", "--quiet");
  cpSync(path.join(here, "bench_study.py"), path.join(folder, "bench.py"));
  git("add", ".");
  git("commit", "--quiet", "--message", "base");
  cpSync(path.join(here, head), path.join(folder, "bench.py"));
  git("add", ".");
  git("commit", "--quiet", "--allow-empty", "--message", "head");
  return folder;
}

function blocksOf(measured: Measured, run: number, starts: readonly number[]): TracedBlock[] {
  if (measured.failures.length > 0) throw new Error(JSON.stringify(measured.failures, null, 2));
  const arm = (series: string): "base" | "head" => (series.includes("base") ? "base" : "head");
  return starts.map((startedAt, number) => {
    const microseconds: TracedBlock["microseconds"] = {};
    for (const { benchmark, series, blocks } of measured.measurements) {
      const turns = (blocks.find(({ block }) => block === number)?.nanoseconds ?? []).map(rounded);
      microseconds[benchmark] = { base: [], head: [], ...microseconds[benchmark], [arm(series)]: turns };
    }
    return { run, startedAt: Math.round(startedAt * 10) / 10, microseconds };
  });
}

const processes = createProcesses();
const lifetime = beginLifetime(processes);
const effects = realEffects(processes, lifetime, (line) => console.error(line));
const repository = makeRepository();
const work = mkdtempSync(path.join(tmpdir(), "blas-bench-study-"));
const raw = {
  channels: channel,
  variants: "openblas",
  benchmarks: "functions:bench.py",
  compare: "base",
  "base-ref": "HEAD~1",
  blocks: String(blocksPerRun),
};
const config = readInputs(raw, readVariant, (name) => name);
const checkouts = await openCheckouts(
  {
    checkout: repository,
    base: { kind: "merge-base", name: "HEAD~1" },
    folder: path.join(work, "checkouts"),
  },
  effects,
);
const neighbour = values.neighbour
  ? spawn("python3", [path.join(here, "neighbour.py"), "36000", String(firstRun)], {
      stdio: ["pipe", "inherit", "inherit"],
    })
  : null;
try {
  mkdirSync(path.dirname(into), { recursive: true });
  const { provisioned, probed } = await provisionAndProbe(
    {
      config,
      host: await supportedHost(processes),
      seed: 1,
      event: null,
      environmentsFolder: path.join(work, "environments"),
      outputFolder: work,
    },
    checkouts.folders,
    effects,
  );
  const { plan, environments } = provisioned;
  for (let run = firstRun; run < runs && !lifetime.signal.aborted; run += 1) {
    const starts: number[] = [];
    const request: MeasureRequest = {
      ...plan,
      environments,
      series: probed.fit,
      checkouts: checkouts.folders,
      schedule: { ...plan.schedule, seed: run, budgetMilliseconds: Number.MAX_SAFE_INTEGER },
    };
    const measured = await measure(request, effects, ({ block, doing }) => {
      if (doing !== "starting") return;
      leave();
      enter();
      starts[block - 1] = Date.now() / 1000;
    });
    leave();
    appendTrace(into, blocksOf(measured, run, starts));
    console.log(`${new Date().toISOString()}: run ${run + 1} of ${runs}`);
  }
} finally {
  leave();
  neighbour?.kill();
  await checkouts.remove();
  await processes.killAll();
  rmSync(work, { recursive: true, force: true });
  rmSync(repository, { recursive: true, force: true });
  await lifetime.end();
}
