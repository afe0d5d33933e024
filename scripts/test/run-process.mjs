// Runs one command in a process group of its own, gathers what it prints, and ends the whole group in time.
import { spawn } from "node:child_process";

/**
 * @typedef {object} ProcessEnd
 * @property {string | null} problem Null when it ended with exit code 0.
 * @property {string} output Standard output and error, as they came.
 * @property {string} standardOutput
 * @property {number} seconds
 */

const graceMilliseconds = 10_000;

/**
 * @param {readonly string[]} command
 * @param {{ cwd: string, variables: NodeJS.ProcessEnv, limitMinutes: number }} options
 * @returns {Promise<ProcessEnd>}
 */
export function runProcess([file = "", ...parameters], { cwd, variables, limitMinutes }) {
  const start = performance.now();
  const child = spawn(file, parameters, { cwd, env: variables, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  /** @param {NodeJS.Signals} signal */
  const signalGroup = (signal) => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, signal);
    } catch {
      // The group is gone.
    }
  };
  let late = false;
  const limit = setTimeout(() => {
    late = true;
    signalGroup("SIGTERM");
    setTimeout(signalGroup, graceMilliseconds, "SIGKILL").unref();
  }, limitMinutes * 60_000);
  // An interrupted run must not look like a finished one: no total is printed.
  const interrupt = () => {
    signalGroup("SIGTERM");
    console.error("\ninterrupted");
    process.exit(130);
  };
  process.once("SIGINT", interrupt).once("SIGTERM", interrupt);

  let output = "";
  let standardOutput = "";
  child.stdout.setEncoding("utf8").on("data", (text) => {
    output += text;
    standardOutput += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text) => {
    output += text;
  });
  return new Promise((resolve) => {
    /** @param {string | null} problem */
    const end = (problem) => {
      clearTimeout(limit);
      process.off("SIGINT", interrupt).off("SIGTERM", interrupt);
      resolve({ problem, output, standardOutput, seconds: (performance.now() - start) / 1000 });
    };
    child.once("error", (error) => end(`${file} could not be started: ${error.message}`));
    child.once("close", (code, signal) => {
      if (late) end(`not done after ${limitMinutes} minutes`);
      else if (code === 0) end(null);
      else end(signal === null ? `ended with exit code ${code}` : `ended by ${signal}`);
    });
  });
}
