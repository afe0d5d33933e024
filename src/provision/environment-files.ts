// The user's environment file as each arm has it.
import * as path from "node:path";
import { UserError } from "../errors.ts";
import type { EnvironmentFiles } from "../plan/conda-specs.ts";
import { noFiles } from "../plan/conda-specs.ts";
import type { EnvironmentYml } from "../plan/environment-yml.ts";
import { readEnvironmentYml } from "../plan/environment-yml.ts";
import type { Files } from "../system/files.ts";
import type { Checkouts } from "./checkouts.ts";

/**
 * A base that is older than the file has none.
 *
 * @param name from each arm's folder; null: there is no such file
 * @throws UserError where head has none, or where it is no environment.yml.
 */
export async function readEnvironmentFiles(
  name: string | null,
  folders: Checkouts["folders"],
  files: Files,
): Promise<EnvironmentFiles> {
  if (name === null) return noFiles;
  const read = async (folder: string | null): Promise<EnvironmentYml | null> => {
    const text = folder === null ? null : await files.readText(path.join(folder, name));
    return text === null ? null : readEnvironmentYml(text, name);
  };
  const head = await read(folders.head);
  if (head !== null) return { base: await read(folders.base), head };
  const what = "there is no such file at head";
  throw new UserError([{ where: name, what, remedy: "name an environment.yml that git knows" }]);
}
