// Opening both arms of a real repository.
import * as fs from "node:fs/promises";
import * as path from "node:path";
import type { WantedBase } from "../../src/plan/base.ts";
import type { Checkouts } from "../../src/provision/checkouts.ts";
import { openCheckouts } from "../../src/provision/checkouts.ts";
import type { Repository } from "./repository.ts";

export const named = (name: string): WantedBase => ({ kind: "merge-base", name });

export function open(repository: Repository, base: WantedBase | null, checkout = repository.code): Promise<Checkouts> {
  return openCheckouts({ checkout, base, folder: path.join(repository.folder, "arms") }, repository.effects);
}

export async function contents(checkouts: Checkouts, file: string): Promise<(string | null)[]> {
  const read = (folder: string | null) =>
    folder === null ? null : fs.readFile(path.join(folder, file), "utf8").catch(() => null);
  return [await read(checkouts.folders.base), await read(checkouts.folders.head)];
}

/** main: one, two; topic (checked out) from one: three. */
export async function forked(repository: Repository): Promise<{ one: string; two: string; three: string }> {
  const one = await repository.commit({ "a.txt": "one" });
  const two = await repository.commit({ "a.txt": "two" });
  repository.git("checkout", "--quiet", "-b", "topic", one);
  return { one, two, three: await repository.commit({ "b.txt": "three" }) };
}
