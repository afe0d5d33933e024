// The Python environment of the project's own checks: pinned by hash, made once per lock and Python, kept in the user's cache.
import { createHash } from "node:crypto";
import { access, mkdir, readFile, rename, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { failedStep, passedStep } from "./outcome.mjs";
import { root } from "./project.mjs";
import { runProcess } from "./run-process.mjs";

const requirements = join(root, "python", "requirements-dev.txt");
const oldestPython = "3.9";

/** @type {string | null} */
let interpreter = null;

export const pythonEnvironment = {
  /** Path of its Python, which has NumPy and SciPy; call installPythonEnvironment first. */
  python: () => {
    if (interpreter === null) throw new Error("the Python environment is not installed");
    return interpreter;
  },
};

/** @returns {Promise<import("./outcome.mjs").StepOutcome>} */
export async function installPythonEnvironment() {
  const machine = await findPython();
  if (machine === null) return failedStep(`no Python ${oldestPython} or newer: install one, or name it in PYTHON`);
  const hash = createHash("sha256")
    .update(machine.identity)
    .update(await readFile(requirements));
  const folder = join(cacheFolder(), `dev-${hash.digest("hex").slice(0, 12)}`);
  const made = (await exists(folder)) ? passedStep() : await make(machine.executable, folder);
  if (made.failed === 0) interpreter = join(folder, "bin", "python");
  return made;
}

/**
 * Builds beside the final place and renames, so that what is there is whole, and of two runs at once one wins.
 *
 * @param {string} machinePython
 * @param {string} folder
 */
async function make(machinePython, folder) {
  const draft = `${folder}.${process.pid}`;
  await mkdir(dirname(folder), { recursive: true });
  const install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--only-binary=:all:"];
  const commands = [
    [machinePython, "-m", "venv", draft],
    [join(draft, "bin", "python"), ...install, "--require-hashes", "--requirement", requirements],
  ];
  let seconds = 0;
  try {
    for (const command of commands) {
      const end = await runProcess(command, { cwd: root, variables: process.env, limitMinutes: 10 });
      seconds += end.seconds;
      if (end.problem !== null) return failedStep(`${command.join(" ")} ${end.problem}`, end.output, seconds);
    }
    await rename(draft, folder).catch(async (error) => {
      if (!(await exists(folder))) throw error;
    });
    return passedStep("", seconds);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** @returns {Promise<{ executable: string, identity: string } | null>} */
async function findPython() {
  const question = "import sys; print(sys.executable, sys.version, sep='\\n'); sys.exit(sys.version_info < (3, 9))";
  for (const candidate of [process.env.PYTHON, "python3", "python"]) {
    if (!candidate) continue;
    const end = await runProcess([candidate, "-c", question], { cwd: root, variables: process.env, limitMinutes: 1 });
    const executable = end.standardOutput.split("\n")[0];
    if (end.problem === null && executable) return { executable, identity: end.standardOutput };
  }
  return null;
}

function cacheFolder() {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "blas-bench");
}

/** @param {string} path */
async function exists(path) {
  return await access(path).then(
    () => true,
    () => false,
  );
}
