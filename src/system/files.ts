// The file system as the stages see it. Writing is whole or not at all.
import type { Hash } from "node:crypto";
import { createHash, randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import * as fs from "node:fs/promises";
import * as path from "node:path";

export interface Files {
  /** Text of a file, or null when there is none. Other errors are thrown. */
  readText(file: string): Promise<string | null>;
  /** SHA-256 of a file's bytes, hexadecimal; null when there is none. */
  sha256(file: string): Promise<string | null>;
  /** Writes beside the target under a temporary name, then renames: readers see the old file or the whole new one. */
  writeWhole(file: string, text: string): Promise<void>;
  kind(file: string): Promise<"file" | "folder" | "absent">;
  list(folder: string): Promise<readonly string[]>;
  makeFolder(folder: string): Promise<void>;
  /** A new, empty folder of our own. */
  makeTemporaryFolder(parent: string, prefix: string): Promise<string>;
  /** SHA-256, hexadecimal, over everything in a folder or a file: names, links, who may run it, bytes; null when there is none. */
  digestTree(target: string): Promise<string | null>;
  /** The same folder or file again, as hard links where the system allows them. Nothing may be there yet. */
  linkTree(source: string, target: string): Promise<void>;
  /** @throws what the system says, where something in it belongs to somebody else */
  removeTree(target: string): Promise<void>;
  /** The same where what came before must stand, whatever cannot be removed: that is told, as a sentence; null for none. */
  removeAtEnd(target: string): Promise<string | null>;
  /** Whole or not at all, on one file system. Where `target` is a folder already, both stay as they are. */
  moveFolder(folder: string, target: string): Promise<void>;
  /** Whether files can be made in this folder, or the folder itself where it is not there yet. */
  canWrite(folder: string): Promise<boolean>;
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
}

export const systemFiles: Files = {
  async readText(file) {
    try {
      return await fs.readFile(file, "utf8");
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  },
  async sha256(file) {
    try {
      const hash = createHash("sha256");
      for await (const part of createReadStream(file)) hash.update(part);
      return hash.digest("hex");
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  },
  async writeWhole(file, text) {
    await fs.mkdir(path.dirname(file), { recursive: true });
    const temporary = `${file}.${randomBytes(6).toString("hex")}.tmp`;
    try {
      await fs.writeFile(temporary, text, { flag: "wx" });
      await fs.rename(temporary, file);
    } catch (error) {
      await fs.rm(temporary, { force: true });
      throw error;
    }
  },
  async kind(file) {
    try {
      return (await fs.stat(file)).isDirectory() ? "folder" : "file";
    } catch (error) {
      if (isMissing(error)) return "absent";
      throw error;
    }
  },
  async list(folder) {
    try {
      return (await fs.readdir(folder)).sort();
    } catch (error) {
      if (isMissing(error)) return [];
      throw error;
    }
  },
  async makeFolder(folder) {
    await fs.mkdir(folder, { recursive: true });
  },
  async makeTemporaryFolder(parent, prefix) {
    await fs.mkdir(parent, { recursive: true });
    return fs.mkdtemp(path.join(parent, prefix));
  },
  async digestTree(target) {
    try {
      const hash = createHash("sha256");
      await digestInto(hash, target, "");
      return hash.digest("hex");
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  },
  linkTree,
  async removeTree(target) {
    const remove = (): Promise<void> => fs.rm(target, { recursive: true, force: true, maxRetries: 3 });
    try {
      await remove();
    } catch (error) {
      // Some tools make their folders read-only; ours they are all the same.
      if (!(error instanceof Error && "code" in error && (error.code === "EACCES" || error.code === "EPERM")))
        throw error;
      await openFolders(target);
      await remove();
    }
  },
  async removeAtEnd(target) {
    try {
      await systemFiles.removeTree(target);
      return null;
    } catch (error) {
      return `${target} is left behind: ${error instanceof Error ? error.message : error}`;
    }
  },
  async moveFolder(folder, target) {
    try {
      await fs.rename(folder, target);
    } catch (error) {
      const isTaken = error instanceof Error && "code" in error && ["ENOTEMPTY", "EEXIST"].includes(String(error.code));
      if (!isTaken) throw error;
    }
  },
  async canWrite(folder) {
    for (let place = path.resolve(folder); ; place = path.dirname(place)) {
      try {
        await fs.access(place, fs.constants.W_OK | fs.constants.X_OK);
        return (await fs.stat(place)).isDirectory();
      } catch (error) {
        if (!isMissing(error) || place === path.dirname(place)) return false;
      }
    }
  },
};

/** Makes every folder one whose entries can be taken away. */
async function openFolders(place: string): Promise<void> {
  // What was begun to be removed goes on being removed.
  const isFolder = await kindOf(place).then(
    (kind) => kind.isFolder,
    () => false,
  );
  if (!isFolder) return;
  // Somebody else's stays as it is: removing it says so.
  await fs.chmod(place, 0o700).catch(() => {});
  for (const child of await fs.readdir(place).catch(() => [])) await openFolders(path.join(place, child));
}

async function digestInto(hash: Hash, place: string, name: string): Promise<void> {
  const { isLink, isFolder, mode } = await kindOf(place);
  const say = (...words: string[]): unknown => hash.update(`${JSON.stringify([name, ...words])}\n`);
  if (isLink) {
    say("link", await fs.readlink(place));
  } else if (isFolder) {
    say("folder");
    for (const child of (await fs.readdir(place)).sort())
      await digestInto(hash, path.join(place, child), `${name}/${child}`);
  } else {
    const content = createHash("sha256");
    for await (const part of createReadStream(place)) content.update(part);
    say((mode & 0o100) === 0 ? "file" : "program", content.digest("hex"));
  }
}

async function kindOf(place: string): Promise<{ isLink: boolean; isFolder: boolean; mode: number }> {
  const facts = await fs.lstat(place);
  return { isLink: facts.isSymbolicLink(), isFolder: facts.isDirectory(), mode: facts.mode };
}

async function linkTree(source: string, target: string): Promise<void> {
  const { isLink, isFolder } = await kindOf(source);
  if (isLink) {
    await fs.symlink(await fs.readlink(source), target);
  } else if (isFolder) {
    await fs.mkdir(target);
    for (const child of await fs.readdir(source)) await linkTree(path.join(source, child), path.join(target, child));
  } else {
    try {
      await fs.link(source, target);
    } catch (error) {
      // Another file system, one without hard links, or too many of them.
      const isRefused =
        error instanceof Error &&
        "code" in error &&
        ["EXDEV", "EPERM", "EMLINK", "ENOTSUP"].includes(String(error.code));
      if (!isRefused) throw error;
      await fs.copyFile(source, target, fs.constants.COPYFILE_EXCL);
    }
  }
}
