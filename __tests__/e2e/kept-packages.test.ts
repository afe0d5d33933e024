// The whole action with `cache: true`, run after run on machines that know nothing: what it keeps, and what it does without.
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { serveChannel } from "../provision/channel-server.ts";
import type { WorkflowEvent } from "../rig/act/events.ts";
import { pullRequestEvent, pushEvent } from "../rig/act/events.ts";
import type { CacheService } from "../rig/cache-service.ts";
import { cacheToken, serveCache } from "../rig/cache-service.ts";
import { needChannel } from "../rig/channel.ts";
import type { Account } from "./account.ts";
import { node, openAccount } from "./account.ts";
import { makeCache } from "./cache.ts";
import type { Product } from "./product.ts";
import { makeProduct } from "./product.ts";

let product: Product;
let account: Account;
let service: CacheService;

beforeEach(async () => {
  product = await makeProduct();
  account = await openAccount();
  service = await serveCache();
});
afterEach(async () => {
  await service?.[Symbol.asyncDispose]();
  await account?.[Symbol.asyncDispose]();
  await product?.[Symbol.asyncDispose]();
});

interface Machine {
  /** Of its own folder of packages, empty where it is new. */
  readonly name: string;
  readonly event: WorkflowEvent;
  readonly channel: string;
  readonly variables?: Readonly<Record<string, string>>;
}

/** One job, as the runner starts it. */
async function act({ name, event, channel, variables = {} }: Machine): Promise<string> {
  const folder = path.join(account.home, name);
  const files = { GITHUB_OUTPUT: "output", GITHUB_STATE: "state", GITHUB_STEP_SUMMARY: "summary" };
  await fs.mkdir(path.join(folder, "temp"), { recursive: true });
  for (const file of Object.values(files)) await fs.writeFile(path.join(folder, file), "");
  await makeCache(path.join(folder, "cache"));
  await fs.unlink(path.join(folder, "cache", "packages"));
  await fs.writeFile(path.join(folder, "event.json"), JSON.stringify(event.payload));
  await fs.writeFile(path.join(account.work, "bench_sum.py"), "def bench_sum():\n    return sum(range(1000))\n");
  const inputs = {
    VARIANTS: "netlib",
    CHANNELS: channel,
    BENCHMARKS: "functions:bench_sum.py",
    COMPARE: "variants",
    BLOCKS: "1",
    CACHE: "true",
    COMMENT: "never",
    "OUTPUT-DIR": path.join(folder, "out"),
  };
  const ended = await account.run([node, path.join(product.folder, "dist", "action.js")], {
    ...Object.fromEntries(Object.entries(files).map(([variable, file]) => [variable, path.join(folder, file)])),
    ...Object.fromEntries(Object.entries(inputs).map(([input, value]) => [`INPUT_${input}`, value])),
    ...service.variables,
    GITHUB_EVENT_NAME: event.name,
    GITHUB_EVENT_PATH: path.join(folder, "event.json"),
    RUNNER_TEMP: path.join(folder, "temp"),
    BLAS_BENCH_CACHE: path.join(folder, "cache"),
    ...variables,
  });
  expect(ended.exitCode, ended.stdout + ended.stderr).toBe(0);
  expect(await fs.readFile(path.join(folder, "output"), "utf8")).toMatch(/^decision<<(\S+)\npass\n\1$/m);
  expect(ended.stdout + ended.stderr).not.toContain(cacheToken);
  return ended.stdout;
}

test("a first run keeps its packages, later ones use them, forks add nothing, and without the cache all goes on", async (context) => {
  await using channel = await serveChannel(await needChannel(context));
  const place = `${channel.origin}/good`;
  const fetched = (): number => channel.requests.filter(({ line }) => line.endsWith(".conda")).length;
  const [head, base] = ["a".repeat(40), "b".repeat(40)];
  const push = pushEvent(head, base);

  const cold = await act({ name: "cold", event: push, channel: place });
  const all = fetched();
  expect(all).toBeGreaterThan(5);
  expect(cold).toMatch(/^Packages are kept for later runs in the cache, blas-bench-1-embedded-linux-64-/m);
  expect(service.archives).toHaveLength(1);

  const warm = await act({ name: "warm", event: push, channel: place });
  expect(warm).toMatch(/^Packages of earlier runs: \d+ taken over from the cache, blas-bench-1-/m);
  expect([fetched(), service.archives.length]).toEqual([all, 1]);

  const bytes = service.archives[0]?.bytes;
  bytes?.fill(0, Math.floor(bytes.length / 2));
  const own = pullRequestEvent(head, base);
  const stranger = { ...own, payload: JSON.parse(JSON.stringify(own.payload).replace('"id":186853002', '"id":42')) };
  const fork = await act({ name: "fork", event: stranger, channel: place });
  expect(fork).toMatch(/^::notice title=blas-bench::Packages of earlier runs cannot be had from the cache: /m);
  expect(fork).toContain("Packages are not kept for later runs: a pull request from a fork adds nothing.");
  expect([fetched(), service.archives.length]).toEqual([2 * all, 1]);

  const down = { ACTIONS_RESULTS_URL: "http://127.0.0.1:9/" };
  const alone = await act({ name: "alone", event: push, channel: place, variables: down });
  expect(alone.match(/^::notice /gm)).toHaveLength(1);
  expect(alone).not.toMatch(/^::(?:warning|error)/m);
  expect([fetched(), service.archives.length]).toEqual([3 * all, 1]);
  expect(service.violations).toEqual([]);
});
