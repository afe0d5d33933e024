// Times how long four variants take, all at once, with the embedded solver: from nothing, and from warm caches.
// Usage: node benchmarks/provisioning/measure.ts [ROUNDS]; prints a table. Needs the synthetic channel of __tests__/rig.
import { execFileSync } from "node:child_process";
import * as fs from "node:fs/promises";
import { cpus, release, tmpdir, type } from "node:os";
import * as path from "node:path";
import { fileURLToPath } from "node:url";
import * as z from "zod";
import { benchEffects, condaPlan } from "../../__tests__/provision/bench-effects.ts";
import { serveChannel } from "../../__tests__/provision/channel-server.ts";
import { createRattlerProvider } from "../../src/provision/rattler.ts";
import { ensureTools } from "../../src/provision/tools.ts";
import type { Effects } from "../../src/system/effects.ts";

const rounds = Number(process.argv[2] ?? 15);
const prepare = fileURLToPath(new URL("../../__tests__/rig/prepare.py", import.meta.url));
const preparation = z.object({ channel: z.string() });
const { channel } = preparation.parse(JSON.parse(execFileSync("python3", [prepare], { encoding: "utf8" })));
const work = await fs.mkdtemp(path.join(tmpdir(), "blas-bench-provisioning-"));
const tools = await ensureTools(benchEffects(), new AbortController().signal);
if (tools.status === "failed") throw new Error(tools.message);
const toolsHome = path.dirname(tools.threadpoolctlFolder);

/** A cache with the solver in it, and nothing else. */
async function newCache(name: string): Promise<string> {
  const folder = path.join(work, name);
  await fs.mkdir(folder);
  await fs.symlink(toolsHome, path.join(folder, path.basename(toolsHome)));
  return folder;
}

let made = 0;

/**
 * What a user waits for: the tools, the solve, the packages. What was made stays until the end of all: after many files
 * were removed, ext4 takes several times as long to make new folders for a minute (fs/ext4/ialloc.c, recently_deleted).
 */
async function provisionFour(cacheFolder: string, address: string): Promise<Timed> {
  const root = path.join(work, `environments-${made++}`);
  const steps: Timed["steps"] = [];
  const effects = benchEffects({ cacheFolder });
  // What the one before wrote is not to be waited for here.
  execFileSync("sync");
  const start = performance.now();
  const plans = [
    condaPlan("openblas", address, "libblas=*=*_openblas", "libopenblas=*=*pthreads*"),
    condaPlan("openblas-openmp", address, "libblas=*=*_openblas", "libopenblas=*=*openmp*"),
    condaPlan("blis", address, "libblas=*=*_blis"),
    condaPlan("netlib", address, "libblas=*=*_netlib"),
  ];
  const timed: Effects = {
    ...effects,
    processes: { ...effects.processes, run: (request) => step(effects, request, start, steps) },
  };
  const outcomes = await createRattlerProvider(timed).provision(plans, root, () => {}, effects.signal);
  const milliseconds = performance.now() - start;
  for (const outcome of outcomes) if (outcome.status === "failed") throw new Error(outcome.message);
  return { milliseconds, steps };
}

interface Timed {
  readonly milliseconds: number;
  /** Each process by what it was for, with its end, counted from the start of all. */
  readonly steps: { readonly name: string; readonly endMilliseconds: number }[];
}

async function step(
  { processes }: Effects,
  request: Parameters<Effects["processes"]["run"]>[0],
  start: number,
  steps: Timed["steps"],
): Promise<Awaited<ReturnType<Effects["processes"]["run"]>>> {
  const result = await processes.run(request);
  const words = request.command.join(" ");
  const known = [
    ["rattler_provider", "solved and installed"],
    ["toolset.py", "tools found"],
  ].find(([word = ""]) => words.includes(word));
  steps.push({ name: known?.[1] ?? "Python found", endMilliseconds: performance.now() - start });
  return result;
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low = Number.NaN, high = Number.NaN] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return (low + high) / 2;
}

function row(name: string, timed: readonly Timed[]): string {
  const all = timed.map(({ milliseconds }) => milliseconds / 1000);
  const names = [...new Set(timed[0]?.steps.map((one) => one.name) ?? [])];
  const ends = names.map((one) => {
    const last = timed.map(({ steps }) =>
      Math.max(...steps.filter((each) => each.name === one).map((each) => each.endMilliseconds)),
    );
    return `${one} ${(median(last) / 1000).toFixed(2)}`;
  });
  const figures = [median(all), Math.min(...all), Math.max(...all)].map((one) => one.toFixed(2));
  return `| ${[name, ...figures, ends.join(", ")].join(" | ")} |`;
}

const server = await serveChannel(channel);
try {
  const channels = { "local folder": channel, "plain HTTP": `${server.origin}/good` };
  const rows: string[] = [];
  for (const [name, address] of Object.entries(channels)) {
    const warmCache = await newCache(`warm-${name.replace(" ", "-")}`);
    await provisionFour(warmCache, address);
    const timed = { cold: [] as Timed[], warm: [] as Timed[] };
    // Side by side: what disturbs the machine disturbs both.
    for (let round = 0; round < rounds; round += 1) {
      const cold = await newCache(`cold-${name.replace(" ", "-")}-${round}`);
      timed.cold.push(await provisionFour(cold, address));
      timed.warm.push(await provisionFour(warmCache, address));
    }
    rows.push(row(`cold, ${name}`, timed.cold), row(`warm, ${name}`, timed.warm));
  }
  console.log(`Node ${process.version}, ${type()} ${release()}, ${cpus().length} × ${cpus()[0]?.model ?? "unknown"}`);
  console.log(`\n| four variants at once, ${rounds} rounds | median, s | least, s | most, s | done after, s |`);
  console.log("| --- | ---: | ---: | ---: | --- |");
  for (const one of rows) console.log(one);
} finally {
  await server[Symbol.asyncDispose]();
  await fs.rm(work, { recursive: true, force: true });
}
