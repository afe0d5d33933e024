// The folder for results, made and tried before minutes are spent on measuring.
import { UserError } from "../errors.ts";
import type { Files } from "../system/files.ts";

export interface OutputFolder {
  /** Takes a folder away that we made and nothing was written to. */
  removeIfUnused(): Promise<void>;
}

/** @throws UserError when the folder cannot be written to. */
export async function prepareOutputFolder(folder: string, files: Files): Promise<OutputFolder> {
  let existed = false;
  try {
    existed = (await files.kind(folder)) === "folder";
    await files.makeFolder(folder);
    await files.removeTree(await files.makeTemporaryFolder(folder, ".trial-"));
  } catch (error) {
    const why = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new UserError([
      {
        where: folder,
        what: `results cannot be written here (${why})`,
        remedy: "name a folder that can be written to",
      },
    ]);
  }
  return {
    async removeIfUnused() {
      if (!existed && (await files.list(folder)).length === 0) await files.removeTree(folder);
    },
  };
}
