// The steps of `npm test`, in the order they run.
import { join } from "node:path";
import { installNodeDependencies } from "./node-dependencies.mjs";
import { programs, root } from "./project.mjs";
import { installPythonEnvironment, pythonEnvironment } from "./python-environment.mjs";
import { prepareRig } from "./rig.mjs";

/** @typedef {import("./run-step.mjs").Step} Step */

const pythonConfiguration = join("python", "pyproject.toml");
const pythonFolders = ["python", "__tests__", "scripts", "benchmarks"];
const typedPythonFolders = [join("python", "blas_bench"), join("__tests__", "rig"), join("scripts", "test")];

/** @param {string} name */
const program = (name) => join(programs, name);

/** @param {string[]} parameters */
const python = (...parameters) => [pythonEnvironment.python(), ...parameters];

/** @param {string} project */
const vitest = (project) => [
  program("vitest"),
  "run",
  `--project=${project}`,
  "--reporter=default",
  `--reporter=${join(root, "scripts", "test", "vitest-reporter.mjs")}`,
];

/** @type {Step[]} */
export const steps = [
  { name: "install", needs: [], prepare: installNodeDependencies },
  { name: "lint", needs: ["install"], check: () => [program("biome"), "check", "--error-on-warnings", "."] },
  { name: "types", needs: ["install"], check: () => [program("tsc"), "--noEmit"] },
  {
    name: "dependencies",
    needs: ["install"],
    check: () => [program("depcruise"), "--config", ".dependency-cruiser.js", "src"],
  },
  { name: "dist", needs: ["install"], check: () => [program("node"), join("scripts", "check-dist.mjs")] },
  // npm puts Node 24 first on PATH; the one that runs npm is the one a user has.
  {
    name: "dist-on-this-node",
    needs: [],
    check: () => [process.env.npm_node_execpath ?? process.execPath, join("dist", "cli.js"), "--version"],
  },
  { name: "python-install", needs: [], prepare: installPythonEnvironment },
  {
    name: "python-lint",
    needs: ["python-install"],
    check: () => python("-m", "ruff", "check", "--no-cache", "--config", pythonConfiguration, ...pythonFolders),
  },
  {
    name: "python-format",
    needs: ["python-install"],
    check: () =>
      python("-m", "ruff", "format", "--no-cache", "--check", "--config", pythonConfiguration, ...pythonFolders),
  },
  {
    name: "python-types",
    needs: ["python-install"],
    check: () => python("-m", "mypy", "--config-file", pythonConfiguration, ...typedPythonFolders),
  },
  // Before the Python tests, which look at real libraries too.
  { name: "rig", needs: [], prepare: prepareRig },
  {
    name: "python",
    needs: ["python-install"],
    runner: () => python(join("scripts", "test", "run_pytest.py")),
    limitMinutes: 10,
  },
  { name: "unit", needs: ["install", "python-install"], runner: () => vitest("unit"), limitMinutes: 15 },
  {
    name: "e2e-untimed",
    needs: ["install", "python-install", "rig"],
    runner: () => vitest("e2e-untimed"),
    limitMinutes: 15,
  },
  { name: "e2e", needs: ["install", "python-install", "rig"], runner: () => vitest("e2e"), limitMinutes: 20 },
];

/**
 * The steps named and what they need, in order; all of them when none is named.
 *
 * @param {string[]} names
 * @returns {{ steps: Step[] } | { problem: string }}
 */
export function selectSteps(names) {
  const known = steps.map((step) => step.name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) return { problem: `unknown step: ${unknown.join(", ")}; the steps are ${known.join(", ")}` };
  const wanted = new Set(names.length > 0 ? names : known);
  for (const step of steps.toReversed()) {
    if (wanted.has(step.name)) for (const need of step.needs) wanted.add(need);
  }
  return { steps: steps.filter((step) => wanted.has(step.name)) };
}
