// Installs the development dependencies when they are missing or are not those of package-lock.json.
import { lstat, readFile } from "node:fs/promises";
import { join } from "node:path";
import { failedStep, passedStep } from "./outcome.mjs";
import { programs, root } from "./project.mjs";
import { runProcess } from "./run-process.mjs";

/** @typedef {Record<string, { version?: string, integrity?: string, optional?: boolean, devOptional?: boolean }>} LockedPackages */

const installLimitMinutes = 10;

/** @returns {Promise<import("./outcome.mjs").StepOutcome>} */
export async function installNodeDependencies() {
  const stale = await staleReason();
  if (stale === null) return passedStep();
  // npm would empty the folder that the link leads to.
  if (await isLink(join(root, "node_modules")))
    return failedStep(`node_modules is a link, and ${stale}: install where it leads to, or remove the link`, "", 0);
  const end = await runProcess(npmCommand(), {
    cwd: root,
    variables: process.env,
    limitMinutes: installLimitMinutes,
  });
  if (end.problem !== null) return failedStep(`npm ci ${end.problem}`, end.output, end.seconds);
  const still = await staleReason();
  return still === null ? passedStep(end.output, end.seconds) : failedStep(still, end.output, end.seconds);
}

/** npm by the very files that run now, where it is npm that runs us; engine warnings about the caller's Node are moot. */
function npmCommand() {
  const { npm_execpath: npm, npm_node_execpath: node } = process.env;
  const start = npm?.endsWith(".js") && node !== undefined ? [node, npm] : ["npm"];
  return [...start, "ci", "--loglevel=error", "--no-audit", "--no-fund"];
}

/** @param {string} file */
async function isLink(file) {
  const found = await lstat(file).catch(() => null);
  return found?.isSymbolicLink() ?? false;
}

/** Why what is installed is not what is locked; null when it is. */
async function staleReason() {
  const locked = await lockedPackages(join(root, "package-lock.json"));
  if (locked === null) throw new Error("package-lock.json cannot be read");
  const installed = await lockedPackages(join(root, "node_modules", ".package-lock.json"));
  if (installed === null) return "node_modules is missing";
  for (const [path, { version, integrity, optional, devOptional }] of Object.entries(locked)) {
    const found = installed[path];
    // Programs for other systems are locked too, and not installed here.
    if (found === undefined && (optional || devOptional)) continue;
    if (found?.version !== version || found?.integrity !== integrity) return `${path} is not the locked ${version}`;
  }
  const extra = Object.keys(installed).find((path) => locked[path] === undefined);
  if (extra !== undefined) return `${extra} is not locked`;
  return await nodeProblem(locked["node_modules/node"]?.version);
}

/**
 * The npm package `node` fetches its binary in an install script, which a strict npm setting can forbid.
 *
 * @param {string | undefined} version
 */
async function nodeProblem(version) {
  const end = await runProcess([join(programs, "node"), "--version"], {
    cwd: root,
    variables: process.env,
    limitMinutes: 1,
  });
  if (end.standardOutput.trim() === `v${version}`) return null;
  return `node ${version} did not install (${end.problem ?? end.output.trim()}): are npm's install scripts allowed?`;
}

/**
 * @param {string} file
 * @returns {Promise<LockedPackages | null>}
 */
async function lockedPackages(file) {
  try {
    const { "": _project, ...packages } = JSON.parse(await readFile(file, "utf8")).packages;
    return packages;
  } catch {
    return null;
  }
}
