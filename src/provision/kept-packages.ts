// Packages and built wheels that are kept between runs in the cache of their repository: taken over before anything is
// made, and given there before any command of the code under test could have changed them.
import * as path from "node:path";
import type { CacheKey } from "../plan/cache-key.ts";
import { cacheKey, fullKey } from "../plan/cache-key.ts";
import type { Plan } from "../plan/plan.ts";
import type { Effects } from "../system/effects.ts";
import type { SharedCache } from "../system/shared-cache.ts";
import { entriesOf, layOut, takeOver } from "./kept-entries.ts";
import type { ProvisionedEnvironment } from "./provider.ts";

export interface KeptPackages {
  /** @throws Interrupted, and for no other reason but a bug. */
  restore(plan: Plan): Promise<void>;
  /** @throws As `restore`. */
  save(environments: readonly ProvisionedEnvironment[]): Promise<void>;
}

export interface Keeping {
  readonly cache: SharedCache;
  /** Why this run adds nothing; null where it does. */
  readonly whyNotKept: string | null;
  /** For people: the run goes on. */
  readonly notice: (text: string) => void;
}

type KeepingEffects = Pick<Effects, "files" | "processes" | "cacheFolder" | "pythonFolder" | "signal" | "log">;

/** What earlier runs left. */
type Found =
  | { readonly status: "nothing" }
  | { readonly status: "unreachable" }
  | { readonly status: "whole" | "damaged"; readonly key: string };

export function keepPackages(keeping: Keeping, effects: KeepingEffects): KeptPackages {
  const run = new KeepingRun(keeping, effects);
  return { restore: (plan) => run.restore(plan), save: (environments) => run.save(environments) };
}

/** One run on its way from the one to the other. */
class KeepingRun {
  readonly #keeping: Keeping;
  readonly #effects: KeepingEffects;
  #key: CacheKey | null = null;
  #found: Found = { status: "nothing" };

  constructor(keeping: Keeping, effects: KeepingEffects) {
    this.#keeping = keeping;
    this.#effects = effects;
  }

  async restore(plan: Plan): Promise<void> {
    const key = cacheKey(plan, await solverOf(this.#effects));
    this.#key = key;
    if (key === null) return;
    await this.#inExchange("Packages of earlier runs cannot be taken over", async (folder) => {
      this.#found = await this.#fetch(folder, [key.asked, key.near]);
    });
  }

  async #fetch(folder: string, keys: readonly string[]): Promise<Found> {
    const { cache, notice } = this.#keeping;
    const outcome = await cache.restore(folder, keys, this.#effects.signal);
    if (outcome.status === "absent") return { status: "nothing" };
    if (outcome.status === "failed") {
      notice(`Packages of earlier runs cannot be had from the cache: ${outcome.reason}. They are fetched instead.`);
      return outcome.key === null ? { status: "unreachable" } : { status: "damaged", key: outcome.key };
    }
    const { taken, damaged } = await takeOver(path.join(folder, contentName), this.#effects);
    this.#effects.log(`Packages of earlier runs: ${taken} taken over from the cache, ${outcome.key}`);
    if (damaged > 0) notice(`${damaged} of what the cache has is damaged, and is fetched or built again.`);
    return { status: damaged > 0 ? "damaged" : "whole", key: outcome.key };
  }

  async save(environments: readonly ProvisionedEnvironment[]): Promise<void> {
    if (this.#key === null || this.#found.status === "unreachable") return;
    const key = keyToSave(fullKey(this.#key, environments.flatMap(lockOf)), this.#found);
    const entries = await entriesOf(environments, this.#effects);
    if (key === null || entries.length === 0) return;
    const { cache, whyNotKept, notice } = this.#keeping;
    const { log, signal } = this.#effects;
    if (whyNotKept !== null) return log(`Packages are not kept for later runs: ${whyNotKept}.`);
    await this.#inExchange("Packages cannot be kept for later runs", async (folder) => {
      await layOut(entries, path.join(folder, contentName), this.#effects);
      const outcome = await cache.save(folder, key, signal);
      if (outcome.status === "saved") log(`Packages are kept for later runs in the cache, ${key}`);
      if (outcome.status === "taken") log("Packages are kept for later runs by another job.");
      if (outcome.status === "failed") notice(`Packages cannot be kept for later runs: ${outcome.reason}.`);
    });
  }

  /** Does without the cache where its files cannot be read or written: a full disk stops whoever needs it. */
  async #inExchange(what: string, work: (folder: string) => Promise<void>): Promise<void> {
    let folder: string | null = null;
    try {
      folder = await openExchange(this.#effects);
      await work(folder);
    } catch (error) {
      if (!(error instanceof Error && "code" in error)) throw error;
      this.#keeping.notice(`${what}: ${error.message}.`);
    } finally {
      if (folder !== null) await this.#effects.files.removeTree(folder);
    }
  }
}

/** A key that is there cannot be written again. Of those that begin alike the newest is found, which makes good a bad one. */
function keyToSave(whole: string, found: Found): string | null {
  if (found.status !== "whole" && found.status !== "damaged") return whole;
  const isSame = found.key === whole || found.key.startsWith(`${whole}-`);
  if (!isSame) return whole;
  return found.status === "whole" ? null : `${found.key}-again`;
}

/** Which packages an environment was made of; nothing where none of them are kept. */
function lockOf({ plan, hash, wheelFolder }: ProvisionedEnvironment): string[] {
  const wheel = wheelFolder === undefined ? [] : [path.basename(wheelFolder)];
  return plan.source.provider === "rattler" && hash !== null ? [...wheel, hash] : wheel;
}

/** What is in the solver's folder of packages is laid out as this solver does it. */
async function solverOf({ files, pythonFolder }: KeepingEffects): Promise<string> {
  return (
    (await files.readText(path.join(pythonFolder, "blas_bench", "provision", "requirements-solver.txt"))) ?? "unknown"
  );
}

/** A folder beside what is kept, and so on its disk. What a killed run left behind goes. */
async function openExchange({ files, processes, cacheFolder }: KeepingEffects): Promise<string> {
  for (const name of await files.list(cacheFolder)) {
    if (!name.startsWith(exchangePrefix)) continue;
    const mark = (await files.readText(path.join(cacheFolder, name, ownerName))) ?? "";
    if (processes.ownerState(mark) === "gone") await files.removeTree(path.join(cacheFolder, name));
  }
  const folder = await files.makeTemporaryFolder(cacheFolder, exchangePrefix);
  await files.writeWhole(path.join(folder, ownerName), processes.owner);
  return folder;
}

const exchangePrefix = "exchange-";
const ownerName = "owner";
const contentName = "content";
