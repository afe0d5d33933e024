// A throw-away copy of the work tree, so that checks can be tried on planted faults without touching the real one.
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { programs, root } from "../../scripts/test/project.mjs";

/** Files and folders that the checks under test read. */
const parts = [
  ".dependency-cruiser.js",
  ".gitignore",
  "LICENSE",
  "biome.json",
  "lint",
  "package.json",
  "rolldown.config.js",
  "scripts",
  "src",
  "tsconfig.json",
];

export interface ProjectCopy extends Disposable {
  readonly folder: string;
  /** Writes a file of the copy; the path is relative to its root. */
  plant(path: string, text: string | Buffer): void;
  /** Runs an installed program in the copy. */
  run(program: string, ...parameters: string[]): { exitCode: number | null; output: string; standardOutput: string };
}

/** Copies what git knows or would add; the dependencies are linked. */
export function copyProject(): ProjectCopy {
  const folder = mkdtempSync(join(tmpdir(), "blas-bench-project-"));
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", ...parts], {
    cwd: root,
    encoding: "utf8",
  });
  for (const file of listed.split("\0").filter((name) => name !== "")) {
    cpSync(join(root, file), join(folder, file), { force: true });
  }
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  return {
    folder,
    plant(path, text) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    },
    run(program, ...parameters) {
      // By itself Node keeps a MiB, cuts the rest off and ends the program.
      const end = spawnSync(join(programs, program), parameters, { cwd: folder, encoding: "utf8", maxBuffer: 2 ** 28 });
      if (end.error !== undefined) throw end.error;
      return { exitCode: end.status, output: end.stdout + end.stderr, standardOutput: end.stdout };
    },
    [Symbol.dispose]() {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
