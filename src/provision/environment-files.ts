// The user's environment file as each arm has it, of whichever kind it is.
import * as path from "node:path";
import type { Problem } from "../errors.ts";
import { UserError } from "../errors.ts";
import type { Config } from "../inputs/config.ts";
import { variantNames } from "../plan/catalogue.ts";
import { readCondaLock } from "../plan/conda-lock-file.ts";
import type { ArmFiles, EnvironmentFile, EnvironmentFiles } from "../plan/conda-specs.ts";
import { everyVariant, noFiles, variantPlace } from "../plan/conda-specs.ts";
import { kindOfEnvironmentFile } from "../plan/environment-file-kind.ts";
import { readEnvironmentYml } from "../plan/environment-yml.ts";
import { readExplicitList } from "../plan/explicit-list.ts";
import type { Effects } from "../system/effects.ts";
import type { Checkouts } from "./checkouts.ts";
import { readPixiLock } from "./pixi-lock.ts";

/** In characters: a lock of several platforms with some hundred packages each is one or two million. */
const longestFile = 16_000_000;

/**
 * A base that is older than the file has none.
 *
 * @param config of which the file's name is taken from each arm's folder; "{variant}" in it stands for each variant's
 * @throws UserError where head has none, or where it is not of any kind that is known; Interrupted.
 */
export async function readEnvironmentFiles(
  config: Pick<Config, "environmentFile" | "variants">,
  folders: Checkouts["folders"],
  effects: Effects,
): Promise<EnvironmentFiles> {
  const { environmentFile: name } = config;
  if (name === null) return noFiles;
  const variants = name.includes(variantPlace) ? namesOf(config.variants) : [everyVariant];
  const readArm = async (folder: string | null): Promise<ArmFiles | null> => {
    if (folder === null) return null;
    const found = await Promise.all(
      variants.map(async (variant): Promise<[string, EnvironmentFile][]> => {
        const file = await readFile(name.replaceAll(variantPlace, variant), folder, effects);
        return file === null ? [] : [[variant, file]];
      }),
    );
    return found.flat().length === 0 ? null : Object.fromEntries(found.flat());
  };
  const head = await readArm(folders.head);
  if (head !== null) return { base: await readArm(folders.base), head };
  throw new UserError([missing(name)]);
}

function missing(name: string): Problem {
  const what = "there is no such file at head";
  return { where: name, what, remedy: "name an environment file that git knows" };
}

function namesOf(variants: Config["variants"]): string[] {
  if (typeof variants === "string") return [...variantNames];
  return variants.flatMap((request) => {
    if (request.kind === "existing") return [];
    return [request.platform === null ? request.name : `${request.name}@${request.platform}`];
  });
}

/** @param given perhaps with "#" and one of the environments of a pixi.lock behind it */
async function readFile(given: string, folder: string, effects: Effects): Promise<EnvironmentFile | null> {
  const [, name = given, environment = null] = /^(.+)#([^#/]+)$/.exec(given) ?? [];
  const text = await effects.files.readText(path.resolve(folder, name));
  if (text === null) return null;
  if (text.length > longestFile) {
    const what = `has more than ${longestFile} characters, which no environment file needs`;
    throw new UserError([{ where: name, what, remedy: "name the file that was meant" }]);
  }
  const kind = kindOfEnvironmentFile(text);
  if (kind === "pixi-lock") return readPixiLock({ text, name, environment }, effects);
  if (environment !== null) {
    const what = "has no environments to choose from: only a pixi.lock has";
    throw new UserError([{ where: given, what, remedy: `write ${name}` }]);
  }
  if (kind === "explicit-list") return readExplicitList(text, name);
  return kind === "conda-lock-file" ? readCondaLock(text, name) : readEnvironmentYml(text, name);
}
