// Packages and wheels in the cache of a repository: the real toolkit, in its own process, against a real service.
import { execFileSync } from "node:child_process";
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { build } from "rolldown";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import configuration from "../../rolldown.config.js";
import { root } from "../../scripts/test/project.mjs";
import type { Plan } from "../../src/plan/plan.ts";
import type { KeptPackages } from "../../src/provision/kept-packages.ts";
import { keepPackages } from "../../src/provision/kept-packages.ts";
import type { ProvisionedEnvironment } from "../../src/provision/provider.ts";
import type { CacheLimits } from "../../src/system/shared-cache.ts";
import { createSharedCache } from "../../src/system/shared-cache.ts";
import { benchEffects, condaPlan } from "../provision/bench-effects.ts";
import type { Scratch } from "../provision/scratch.ts";
import { makeScratch } from "../provision/scratch.ts";
import type { CacheService, KeptArchive } from "../rig/cache-service.ts";
import { cacheToken, serveCache } from "../rig/cache-service.ts";

const condaEnvironment = condaPlan("openblas", "https://host/x");
const plan = { environments: [condaEnvironment], host: { platform: "linux-64" } } as unknown as Plan;

let bundle: string;
let program: string;
/** Of a first job, which found nothing and left what it made. */
let kept: readonly KeptArchive[];
let scratch: Scratch;
let service: CacheService;
const notices: string[] = [];
const lines: string[] = [];

beforeAll(async () => {
  bundle = await fs.mkdtemp(path.join(os.tmpdir(), "blas-bench-bundle-"));
  program = path.join(bundle, "cache.js");
  // As it is shipped: from the sources it takes a second to load.
  const input = { cache: path.join(root, "src", "entry", "cache.ts") };
  await build({ ...configuration, input, output: { ...configuration.output, dir: bundle } });
  await begin([]);
  const first = jobOn({ machine: "first" });
  await first.restore(plan);
  await first.save(await provisionOn("first"));
  expect([...notices, ...service.violations]).toEqual([]);
  expect((await there("first")).filter((name) => name.startsWith("exchange"))).toEqual([]);
  kept = service.archives;
  await end();
});
afterAll(() => fs.rm(bundle, { recursive: true, force: true }));
beforeEach(() => begin(kept));
afterEach(async () => {
  expect(service.violations).toEqual([]);
  await end();
});

async function begin(archives: readonly KeptArchive[]): Promise<void> {
  scratch = await makeScratch();
  service = await serveCache(archives);
  notices.length = 0;
  lines.length = 0;
}

async function end(): Promise<void> {
  await service[Symbol.asyncDispose]();
  await scratch[Symbol.asyncDispose]();
}

interface Job {
  /** The machine it runs on, by the name of its cache folder. */
  readonly machine: string;
  readonly variables?: Readonly<Record<string, string>>;
  readonly whyNotKept?: string;
  readonly limits?: CacheLimits;
}

function jobOn({ machine, variables = {}, whyNotKept, limits }: Job): KeptPackages {
  const cacheFolder = path.join(scratch.folder, machine);
  const effects = benchEffects({ cacheFolder, log: (line) => lines.push(line) });
  const runner = { PATH: process.env.PATH, ...service.variables, ...variables };
  const cache = createSharedCache(effects.processes, program, runner, limits);
  return keepPackages({ cache, whyNotKept: whyNotKept ?? null, notice: (text) => notices.push(text) }, effects);
}

/** What provisioning leaves: unpacked packages with the solver's notes, records that tell of them, and a wheel. */
async function provisionOn(machine: string, hash = "ab12"): Promise<ProvisionedEnvironment[]> {
  for (const name of ["numpy-1-0", "libblas-1-0"]) {
    // An earlier run's, taken over.
    await fs.rm(path.join(scratch.folder, machine, "packages", name), { recursive: true, force: true });
    await scratch.write(`${machine}/packages/${name}/lib/file.so`, `code of ${name}`);
    await scratch.write(`${machine}/packages/${name}/bin/tool`, "#!/bin/sh\n");
    await fs.chmod(path.join(scratch.folder, machine, "packages", name, "bin", "tool"), 0o755);
    await fs.symlink("file.so", path.join(scratch.folder, machine, "packages", name, "lib", "file.so.1"));
    await scratch.write(`${machine}/packages/${name}.lock`, `note of ${name}`);
    const record = { name, version: "1", build: "0", extracted_package_dir: `/elsewhere/${name}` };
    await scratch.write(`prefix-${machine}/conda-meta/${name}.json`, JSON.stringify(record));
  }
  // Of another run on the same machine, and none of this one's business.
  await scratch.write(`${machine}/packages/other-1-0/file`, "");
  await scratch.write(`${machine}/wheels/f00d/numpy.whl`, "wheel");
  const wheelFolder = path.join(scratch.folder, machine, "wheels", "f00d");
  const prefix = path.join(scratch.folder, `prefix-${machine}`);
  return [
    { plan: condaEnvironment, prefix, python: "", variables: {}, packages: [], hash, lockFile: null, wheelFolder },
  ];
}

async function there(machine: string): Promise<string[]> {
  const folder = path.join(scratch.folder, machine);
  const all = await fs.readdir(folder, { recursive: true }).catch(() => []);
  return all.sort();
}

function failing(one: CacheService): Partial<Job> {
  one.fail(501);
  return {};
}

const whole = ["numpy-1-0", "libblas-1-0"].flatMap((name) => [
  `packages/${name}`,
  `packages/${name}.lock`,
  ...["bin", "bin/tool", "lib", "lib/file.so", "lib/file.so.1"].map((file) => `packages/${name}/${file}`),
]);
const everything = ["packages", "wheels", "wheels/f00d", "wheels/f00d/numpy.whl", ...whole].sort();

test("what one job made, the next one on another machine has before it makes anything", async () => {
  expect(service.archives.map(({ key }) => key)).toEqual([expect.stringMatching(/^blas-bench-1-embedded-linux-64-/)]);
  expect((await there("first")).filter((name) => name.startsWith("exchange"))).toEqual([]);
  const second = jobOn({ machine: "second" });
  await second.restore(plan);
  expect(await there("second")).toEqual(everything);
  const tool = await fs.stat(path.join(scratch.folder, "second/packages/numpy-1-0/bin/tool"));
  expect(tool.mode & 0o111).toBe(0o111);
  // The same again is not uploaded a second time; something newer is, beside it.
  await second.save(await provisionOn("second"));
  expect(service.archives).toHaveLength(1);
  await second.save(await provisionOn("second", "cd34"));
  expect(service.archives).toHaveLength(2);
  expect(notices).toEqual([]);
}, 60_000);

test("a fork reads, and adds nothing", async () => {
  const fork = jobOn({ machine: "fork", whyNotKept: "a pull request from a fork adds nothing" });
  await fork.restore(plan);
  expect(await there("fork")).toEqual(everything);
  await fork.save(await provisionOn("fork", "cd34"));
  expect(service.archives).toHaveLength(1);
  expect(lines.at(-1)).toBe("Packages are not kept for later runs: a pull request from a fork adds nothing.");
});

test("a damaged archive is done without, and replaced", async () => {
  const [archive] = service.archives;
  archive?.bytes.fill(0, Math.floor((archive?.bytes.length ?? 0) / 2));
  const second = jobOn({ machine: "second" });
  await second.restore(plan);
  expect((await there("second")).filter((name) => !name.startsWith("exchange"))).toEqual([]);
  expect(notices).toEqual([
    expect.stringMatching(/^Packages of earlier runs cannot be had from the cache: .*They are fetched instead\.$/),
  ]);
  await second.save(await provisionOn("second"));
  expect(service.archives.map(({ key }) => key)).toEqual([archive?.key, `${archive?.key}-again`]);
  const third = jobOn({ machine: "third" });
  await third.restore(plan);
  expect(await there("third")).toEqual(everything);
  await third.save(await provisionOn("third"));
  expect(service.archives).toHaveLength(2);
}, 60_000);

test("of an archive with damage inside, only what is whole is taken", async () => {
  const [archive] = service.archives;
  if (archive === undefined) throw new Error("nothing was kept");
  // Packed anew with another file in it, as after a disk that forgets.
  const tar = async (...words: string[]): Promise<void> =>
    void execFileSync("tar", ["--use-compress-program", archive.bytes[0] === 0x1f ? "gzip" : "zstd", ...words]);
  const file = await scratch.write("archive", "");
  await fs.writeFile(file, archive.bytes);
  await tar("-xf", file, "-C", scratch.folder);
  await scratch.write("content/packages/numpy-1-0/lib/file.so", "code of");
  await tar("-cf", file, "-C", scratch.folder, "content");
  archive.bytes = await fs.readFile(file);
  const second = jobOn({ machine: "second" });
  await second.restore(plan);
  expect(await there("second")).toEqual(everything.filter((name) => !name.includes("numpy-1-0")));
  expect(notices).toEqual(["1 of what the cache has is damaged, and is fetched or built again."]);
});

test.for<[string, (service: CacheService) => Partial<Job>, RegExp]>([
  ["answers that it is broken", (one) => failing(one), /501/],
  [
    "is not there",
    () => ({ variables: { ACTIONS_RESULTS_URL: "http://127.0.0.1:9/" } }),
    /Unable to make request|ECONNREFUSED/,
  ],
  ["does not know the token", () => ({ variables: { ACTIONS_RUNTIME_TOKEN: "x" } }), /401/],
  ["is not offered", () => ({ variables: { ACTIONS_RESULTS_URL: "" } }), /the runner offers none to this job/],
  ["takes too long", () => ({ limits: { milliseconds: 1 } }), /there was no end of it in 0\.001 s/],
])("a service that %s is done without, and not asked again", async ([, arrange, why]) => {
  const job = jobOn({ machine: "first", ...arrange(service) });
  await job.restore(plan);
  expect(notices).toEqual([expect.stringMatching(why)]);
  const before = service.requests.length;
  await job.save(await provisionOn("first"));
  expect([notices.length, service.requests.length, service.archives.length]).toEqual([1, before, 1]);
});

test("a failed upload is a notice; nothing of the service's secrets is in it", async () => {
  const job = jobOn({ machine: "first" });
  await job.restore(plan);
  service.fail(403, "uploads");
  await job.save(await provisionOn("first", "cd34"));
  expect(notices).toEqual([expect.stringMatching(/^Packages cannot be kept for later runs: .*the service is down/)]);
  expect([...notices, ...lines].join("\n")).not.toMatch(/sig=|eyJ/);
  expect(service.archives).toMatchObject([{}, { isWhole: false }]);
});

test("what tar is started with has no token", async () => {
  // In front of the real one on PATH, it writes down what it is given.
  const seen = path.join(scratch.folder, "seen");
  const tar = await scratch.write("bin/tar", `#!/bin/sh\nenv >> '${seen}'\nexec /bin/tar "$@"\n`);
  await fs.chmod(tar, 0o755);
  const variables = { PATH: `${path.dirname(tar)}:${process.env.PATH}`, ACTIONS_ID_TOKEN_REQUEST_TOKEN: "id-token" };
  const job = jobOn({ machine: "first", variables });
  await job.restore(plan);
  await job.save(await provisionOn("first", "cd34"));
  expect(service.archives).toHaveLength(2);
  const text = await fs.readFile(seen, "utf8");
  expect(text).toContain("GITHUB_WORKSPACE=");
  expect(text).not.toContain(cacheToken);
  expect(text).not.toContain("id-token");
});

test("what is here already stays, and a killed run's folder goes", async () => {
  await scratch.write("second/packages/numpy-1-0/lib/file.so", "being made");
  await scratch.write("second/exchange-dead/owner", benchEffects().processes.owner.replace(/\d+$/, "999999999"));
  const second = jobOn({ machine: "second" });
  await second.restore(plan);
  const mine = await fs.readFile(path.join(scratch.folder, "second/packages/numpy-1-0/lib/file.so"), "utf8");
  expect(mine).toBe("being made");
  expect((await there("second")).filter((name) => /^exchange|numpy-1-0\.lock/.test(name))).toEqual([]);
  expect(await there("second")).toContain("packages/libblas-1-0/lib/file.so");
});
