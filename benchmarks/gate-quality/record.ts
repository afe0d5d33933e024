// Records what our own measuring gives for two states of the code, run after run: each has twin checkouts and twin
// environments of its own, because where their files lie is a draw that a whole run shares.
// Usage: node benchmarks/gate-quality/record.ts --channel URL --runs 100 --into traces/alone.jsonl.gz [--neighbour]
//        [--head FILE] [--in-turn] [--pause-while FOLDER]
// Goes on where the recording was broken off. With --head, head's benchmarks are another file, slowed by real work; with
// --in-turn, the two processes of a block run one after the other.
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { realEffects, supportedHost } from "../../src/entry/real-effects.ts";
import { readInputs } from "../../src/inputs/read-inputs.ts";
import { measure } from "../../src/measure/measure.ts";
import type { Measured, MeasureRequest } from "../../src/measure/request.ts";
import { noFiles } from "../../src/plan/conda-specs.ts";
import { readVariant } from "../../src/plan/variant-request.ts";
import type { Checkouts } from "../../src/provision/checkouts.ts";
import { openCheckouts } from "../../src/provision/checkouts.ts";
import { provisionAndProbe } from "../../src/provisioning.ts";
import type { RepositoryEffects } from "../../src/system/effects.ts";
import { beginLifetime } from "../../src/system/lifetime.ts";
import { createProcesses } from "../../src/system/processes.ts";
import { commit, makeRepository } from "../repository.ts";
import { startNeighbour } from "./neighbour.ts";
import type { TracedBlock } from "./trace.ts";
import { appendTrace, readTrace, traced } from "./trace.ts";
import { Turnstile } from "./turnstile.ts";

/** As many as `blocks: auto` takes for this family. */
const blocksPerRun = 20;
const here = fileURLToPath(new URL(".", import.meta.url));

const { values } = parseArgs({
  options: {
    channel: { type: "string" },
    runs: { type: "string", default: "1" },
    into: { type: "string" },
    head: { type: "string", default: "bench_study.py" },
    neighbour: { type: "boolean", default: false },
    "in-turn": { type: "boolean", default: false },
    "pause-while": { type: "string" },
  },
});
const channel = required("channel");
const target = required("into");

function required(name: "channel" | "into"): string {
  const value = values[name];
  if (value === undefined) throw new Error(`--${name} is needed`);
  return value;
}

const inputs = {
  channels: channel,
  variants: "openblas",
  benchmarks: "functions:bench.py",
  compare: "base",
  "base-ref": "HEAD~1",
  blocks: String(blocksPerRun),
};
const config = readInputs(inputs, readVariant, (name) => name);

async function provision(
  work: string,
  { base, head }: Checkouts["folders"],
  effects: RepositoryEffects,
): Promise<MeasureRequest> {
  const request = {
    config,
    host: await supportedHost(effects.processes),
    seed: 0,
    event: null,
    environmentsFolder: path.join(work, "environments"),
    outputFolder: work,
  };
  const arms = { folders: { base, head }, files: noFiles };
  const { provisioned, probed } = await provisionAndProbe(request, arms, effects);
  const { plan, environments } = provisioned;
  const schedule = { ...plan.schedule, budgetMilliseconds: Number.MAX_SAFE_INTEGER };
  return { ...plan, environments, series: probed.fit, checkouts: arms.folders, schedule };
}

/** All blocks of a run: in lockstep in one go, or block by block and process by process. */
async function recordRun(
  run: number,
  request: MeasureRequest,
  effects: RepositoryEffects,
): Promise<readonly TracedBlock[]> {
  const seeded = (series: MeasureRequest["series"], blocks: number, seed: number): MeasureRequest => ({
    ...request,
    series,
    schedule: { ...request.schedule, blocks, seed },
  });
  if (!values["in-turn"]) return recordBlocks(run, [seeded(request.series, blocksPerRun, run)], effects);
  const blocks: TracedBlock[] = [];
  for (let block = 0; block < blocksPerRun && !effects.signal.aborted; block += 1) {
    const alone = request.series.map((series) => seeded([series], 1, run * blocksPerRun + block));
    blocks.push(...(await recordBlocks(run, alone, effects)));
  }
  return blocks;
}

/** The requests one after the other; together they hold both arms. */
async function recordBlocks(
  run: number,
  requests: readonly MeasureRequest[],
  effects: RepositoryEffects,
): Promise<readonly TracedBlock[]> {
  const starts: number[] = [];
  const measured: Measured[] = [];
  for (const request of requests)
    measured.push(
      await measure(request, effects, ({ block, doing }) => {
        if (doing !== "starting") return;
        turnstile.leave();
        turnstile.enter();
        starts[block - 1] ??= Date.now() / 1000;
      }),
    );
  turnstile.leave();
  const failures = measured.flatMap((one) => one.failures);
  if (failures.length > 0) throw new Error(JSON.stringify(failures, null, 2));
  const measurements = measured.flatMap((one) => one.measurements);
  return traced(run, measurements, starts);
}

async function provisionAndRecord(run: number, repository: string, effects: RepositoryEffects): Promise<void> {
  const work = mkdtempSync(path.join(tmpdir(), "blas-bench-study-"));
  const base = { kind: "merge-base", name: "HEAD~1" } as const;
  const checkouts = await openCheckouts({ checkout: repository, base, folder: path.join(work, "checkouts") }, effects);
  try {
    const request = await provision(work, checkouts.folders, effects);
    const blocks = await recordRun(run, request, effects);
    if (!effects.signal.aborted) appendTrace(target, blocks);
  } finally {
    await checkouts.remove();
    rmSync(work, { recursive: true, force: true });
  }
}

const turnstile = new Turnstile(values["pause-while"] ?? null);
const processes = createProcesses();
const lifetime = beginLifetime(processes);
const effects = realEffects(processes, lifetime, () => {});
const repository = makeRepository(mkdtempSync(path.join(tmpdir(), "blas-bench-study-")));
cpSync(path.join(here, "bench_study.py"), path.join(repository, "bench.py"));
commit(repository, "base");
cpSync(path.join(here, values.head), path.join(repository, "bench.py"));
commit(repository, "head");
const firstRun = existsSync(target) ? (readTrace(target).at(-1)?.run ?? -1) + 1 : 0;
try {
  mkdirSync(path.dirname(target), { recursive: true });
  using _neighbour = values.neighbour ? startNeighbour(firstRun) : null;
  for (let run = firstRun; run < Number(values.runs); run += 1) {
    await provisionAndRecord(run, repository, effects);
    console.log(`${new Date().toISOString()}: run ${run + 1} of ${values.runs}`);
  }
} finally {
  turnstile.leave();
  await processes.killAll();
  rmSync(repository, { recursive: true, force: true });
  await lifetime.end();
}
