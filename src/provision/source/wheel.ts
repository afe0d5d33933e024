// A NumPy wheel built here: made once for each way of building it, kept, and taken again.
import { createHash } from "node:crypto";
import * as path from "node:path";
import * as z from "zod";
import { Interrupted } from "../../errors.ts";
import { possibleJson } from "../../result/possible-json.ts";
import type { Effects } from "../../system/effects.ts";
import type { Fault } from "../fault.ts";
import { fault, faultFromFileError, lastLinesOf } from "../fault.ts";
import type { Symptom } from "../pip-command.ts";
import { unreachableIndex } from "../pip-command.ts";
import type { Recipe } from "./recipe.ts";

export interface BuildRequest {
  /** A virtual environment's Python with pip. */
  readonly python: string;
  readonly numpyVersion: string;
  readonly recipe: Recipe;
  /** Whatever else the wheel depends on: Python's ABI, the compiler. */
  readonly surroundings: Readonly<Record<string, string>>;
  readonly variables: Readonly<Record<string, string>>;
  /** From 0 to 1, as far as the build tells. */
  readonly onProgress: (share: number) => void;
  readonly signal: AbortSignal;
}

export interface BuiltWheel {
  readonly status: "built";
  /** Absolute. */
  readonly file: string;
  readonly isReused: boolean;
}

type WheelEffects = Pick<Effects, "processes" | "files" | "cacheFolder">;

/** @throws Interrupted; nothing half-built is kept then. */
export async function ensureWheel(effects: WheelEffects, request: BuildRequest): Promise<BuiltWheel | Fault> {
  const { files } = effects;
  const folder = path.join(effects.cacheFolder, "wheels", keyOf(request));
  const kept = await wheelIn(effects, folder);
  if (kept !== null) return { status: "built", file: kept, isReused: true };
  // What was restored or written in part, or changed since, is built again.
  await files.removeTree(folder);
  const work = await files.makeTemporaryFolder(path.join(effects.cacheFolder, "wheels"), "building-");
  try {
    for (const [name, text] of Object.entries(request.recipe.packages))
      await files.writeWhole(path.join(work, name), text);
    const failed = await build(effects, request, work);
    if (failed !== null) return failed;
    const made = path.join(work, "wheel");
    const name = (await files.list(made)).find((one) => one.endsWith(".whl"));
    if (name === undefined) return fault("other", `NumPy ${request.numpyVersion}: the build gave no wheel.`);
    const seal = { name, sha256: (await files.sha256(path.join(made, name))) ?? "" };
    await files.writeWhole(path.join(made, sealName), JSON.stringify(seal));
    // Where another run was faster, its wheel is as good.
    await files.moveFolder(made, folder);
    const file = await wheelIn(effects, folder);
    return file === null
      ? fault("other", `${folder}: the wheel is gone again.`)
      : { status: "built", file, isReused: false };
  } catch (error) {
    if (error instanceof Interrupted) throw error;
    return faultFromFileError(folder, error);
  } finally {
    await files.removeTree(work);
  }
}

function keyOf({ numpyVersion, recipe, surroundings }: BuildRequest): string {
  return createHash("sha256")
    .update(JSON.stringify([numpyVersion, recipe, surroundings]))
    .digest("hex")
    .slice(0, 20);
}

/** Beside the wheel, once it is whole. */
const sealName = "wheel.json";
const sealSchema = z.object({ name: z.string().regex(/^[^/]+\.whl$/), sha256: z.string() });

/** null where there is none, or another one than was built. */
async function wheelIn({ files }: WheelEffects, folder: string): Promise<string | null> {
  const text = await files.readText(path.join(folder, sealName));
  const seal = sealSchema.safeParse(text === null ? null : possibleJson(text));
  if (!seal.success) return null;
  const file = path.join(folder, seal.data.name);
  return (await files.sha256(file)) === seal.data.sha256 ? file : null;
}

async function build(effects: WheelEffects, request: BuildRequest, work: string): Promise<Fault | null> {
  const { python, numpyVersion, recipe, onProgress, signal } = request;
  const source = ["--no-deps", "--no-binary=numpy", ...recipe.flags, `numpy==${numpyVersion}`];
  // pip keeps wheels that it built, and takes them again whatever they were built against.
  const fresh = ["--no-cache-dir", `--wheel-dir=${path.join(work, "wheel")}`];
  const flags = ["--disable-pip-version-check", "--no-input", "--verbose", ...fresh];
  const known = request.variables.PKG_CONFIG_PATH;
  const result = await effects.processes.run({
    command: [python, "-Im", "pip", "wheel", ...flags, ...source],
    variables: {
      ...request.variables,
      ...recipe.variables,
      PKG_CONFIG_PATH: known === undefined ? work : `${work}:${known}`,
      // A build that is killed cannot clean up: what it wrote goes with our folder.
      TMPDIR: work,
    },
    workingDirectory: work,
    signal,
    // As ninja counts its steps, which pip shows on its standard error.
    onErrorLine: (line) => {
      const [, done, all] = /^\s*\[(\d+)\/(\d+)\] /.exec(line) ?? [];
      if (done !== undefined && all !== undefined) onProgress(Number(done) / Number(all));
    },
  });
  if (result.stopped === "aborted") throw new Interrupted();
  if (result.exitCode === 0) return null;
  return buildFault(numpyVersion, `${result.stdout}\n${result.stderr}`.split("\n"));
}

// In this order: what is missing first shows further down as something else.
const symptoms: readonly Symptom[] = [
  {
    kind: "disk-full",
    words: /No space left on device|Disk quota exceeded/,
    meaning: "the disk is full. Free some space, or point BLAS_BENCH_CACHE and TMPDIR at another one",
  },
  {
    kind: "other",
    words: /Unknown compiler\(s\)|command '[^']*(gcc|cc|clang)[^']*' failed: No such file/,
    meaning: "there is no C and C++ compiler. Install one (Debian: build-essential)",
  },
  {
    kind: "other",
    words: /Python dependency not found|Python\.h: No such file/,
    meaning: "Python's headers are missing. Install them (Debian: python3-dev)",
  },
  {
    kind: "unsatisfiable",
    words: /No BLAS library detected|No LAPACK library detected|Library dfftpack|Blas \(.*\) libraries not found/i,
    meaning: "the build found no BLAS or LAPACK that it can use. Install the library's development files",
  },
  {
    kind: "unsatisfiable",
    words: /Dependency "?blas-bench-\w+"? (not found|found: NO)|Did not find pkg-config/,
    meaning: "the build could not ask pkg-config. Install it (Debian: pkg-config)",
  },
  {
    kind: "unsatisfiable",
    words: /requires a different Python|Cannot install.*Python|not supported.*Python version/,
    meaning: "this NumPy is not for this Python. Choose another numpy-version",
  },
  unreachableIndex,
  {
    kind: "package-not-found",
    words: /No matching distribution found/,
    meaning: "the package index has no source of this version. Check numpy-version",
  },
];

/** Exported for tests. */
export function buildFault(numpyVersion: string, lines: readonly string[]): Fault {
  const output = lines.join("\n");
  const known = symptoms.find(({ words }) => words.test(output));
  const meaning = known?.meaning ?? "the build failed. Its last lines are below";
  return fault(known?.kind ?? "other", `NumPy ${numpyVersion}, from source: ${meaning}.`, lastLinesOf(output));
}
