// Records what our own measuring gives for two states of the code: twin checkouts, twin environments, run after run.
// Usage: node benchmarks/gate-quality/record.ts --channel URL --runs 100 --into traces/alone.jsonl.gz [--neighbour]
//        [--head FILE] [--pause-while FOLDER]
// Goes on where the recording was broken off. With --head, head's benchmarks are another file, slowed by real work.
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
import { openCheckouts } from "../../src/provision/checkouts.ts";
import { provisionAndProbe } from "../../src/provisioning.ts";
import type { RepositoryEffects } from "../../src/system/effects.ts";
import { beginLifetime } from "../../src/system/lifetime.ts";
import { createProcesses } from "../../src/system/processes.ts";
import { startNeighbour } from "./neighbour.ts";
import { commit, makeRepository } from "./repository.ts";
import type { TracedBlock } from "./trace.ts";
import { appendTrace, readTrace, rounded } from "./trace.ts";
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
    "pause-while": { type: "string" },
  },
});
const { channel, into } = values;
if (channel === undefined || into === undefined) throw new Error("--channel and --into are needed");

const inputs = {
  channels: channel,
  variants: "openblas",
  benchmarks: "functions:bench.py",
  compare: "base",
  "base-ref": "HEAD~1",
  blocks: String(blocksPerRun),
};
const config = readInputs(inputs, readVariant, (name) => name);

/** What all runs have in common; only the seed differs. */
async function prepare(
  work: string,
  folders: MeasureRequest["checkouts"],
  effects: RepositoryEffects,
): Promise<MeasureRequest> {
  const { head } = folders;
  if (head === null) throw new Error("there is no checkout of head");
  const request = {
    config,
    host: await supportedHost(effects.processes),
    seed: 0,
    event: null,
    environmentsFolder: path.join(work, "environments"),
    outputFolder: work,
  };
  const arms = { folders: { base: folders.base, head }, files: noFiles };
  const { provisioned, probed } = await provisionAndProbe(request, arms, effects);
  const { plan, environments } = provisioned;
  return { ...plan, environments, series: probed.fit, checkouts: folders };
}

async function recordRun(run: number, prepared: MeasureRequest, turnstile: Turnstile, effects: RepositoryEffects) {
  const starts: number[] = [];
  const schedule = { ...prepared.schedule, seed: run, budgetMilliseconds: Number.MAX_SAFE_INTEGER };
  try {
    const measured = await measure({ ...prepared, schedule }, effects, ({ block, doing }) => {
      if (doing !== "starting") return;
      turnstile.leave();
      turnstile.enter();
      starts[block - 1] = Date.now() / 1000;
    });
    return blocksOf(measured, run, starts);
  } finally {
    turnstile.leave();
  }
}

function blocksOf(measured: Measured, run: number, starts: readonly number[]): TracedBlock[] {
  if (measured.failures.length > 0) throw new Error(JSON.stringify(measured.failures, null, 2));
  return starts.map((startedAt, number) => {
    const microseconds: TracedBlock["microseconds"] = {};
    for (const { benchmark, series, blocks } of measured.measurements) {
      const turns = (blocks.find(({ block }) => block === number)?.nanoseconds ?? []).map(rounded);
      const arm = series.includes("base") ? "base" : "head";
      microseconds[benchmark] = { base: [], head: [], ...microseconds[benchmark], [arm]: turns };
    }
    return { run, startedAt: Math.round(startedAt * 10) / 10, microseconds };
  });
}

const processes = createProcesses();
const lifetime = beginLifetime(processes);
const effects = realEffects(processes, lifetime, (line) => console.error(line));
const work = mkdtempSync(path.join(tmpdir(), "blas-bench-study-"));
const repository = makeRepository(path.join(work, "repository"));
cpSync(path.join(here, "bench_study.py"), path.join(repository, "bench.py"));
commit(repository, "base");
cpSync(path.join(here, values.head), path.join(repository, "bench.py"));
commit(repository, "head");
const base = { kind: "merge-base", name: "HEAD~1" } as const;
const checkouts = await openCheckouts({ checkout: repository, base, folder: path.join(work, "checkouts") }, effects);
const firstRun = existsSync(into) ? (readTrace(into).at(-1)?.run ?? -1) + 1 : 0;
try {
  mkdirSync(path.dirname(into), { recursive: true });
  const prepared = await prepare(work, checkouts.folders, effects);
  using _neighbour = values.neighbour ? startNeighbour(firstRun) : null;
  const turnstile = new Turnstile(values["pause-while"] ?? null);
  for (let run = firstRun; run < Number(values.runs) && !lifetime.signal.aborted; run += 1) {
    appendTrace(into, await recordRun(run, prepared, turnstile, effects));
    console.log(`${new Date().toISOString()}: run ${run + 1} of ${values.runs}`);
  }
} finally {
  await checkouts.remove();
  await processes.killAll();
  rmSync(work, { recursive: true, force: true });
  await lifetime.end();
}
