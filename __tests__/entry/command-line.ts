// The command line as a process of its own, from the sources, in a folder for the files of one test file.
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { fileURLToPath } from "node:url";
import { startVariables } from "../from-sources.ts";

const program = fileURLToPath(new URL("../../src/entry/cli.ts", import.meta.url));

export interface Said {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Folder {
  readonly path: string;
  /** Writes a file and gives back its name. */
  write(name: string, content: unknown): string;
  /** Runs blas-bench there. */
  blasBench(...words: readonly string[]): Said;
  remove(): void;
}

export function openFolder(): Folder {
  const folder = fs.mkdtempSync(path.join(tmpdir(), "blas-bench-stored-"));
  return {
    path: folder,
    write: (name, content) => {
      fs.writeFileSync(path.join(folder, name), typeof content === "string" ? content : JSON.stringify(content));
      return name;
    },
    blasBench: (...words) => {
      const env = { ...process.env, ...startVariables };
      const ended = spawnSync(process.execPath, [program, ...words], { cwd: folder, env, encoding: "utf8" });
      return { exitCode: ended.status, stdout: ended.stdout, stderr: ended.stderr };
    },
    remove: () => fs.rmSync(folder, { recursive: true }),
  };
}
