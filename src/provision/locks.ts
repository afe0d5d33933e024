// One lock for each variant in the output folder: given back as an environment file, it makes the same environment.
import * as path from "node:path";
import { Interrupted } from "../errors.ts";
import { twinOf } from "../plan/twins.ts";
import type { Effects } from "../system/effects.ts";
import type { Files } from "../system/files.ts";
import { explicitList, readRecords } from "./conda-records.ts";
import { isOfVenv } from "./pip.ts";
import type { ProvisionedEnvironment } from "./provider.ts";
import { howItEnded } from "./python-answer.ts";

type Needed = Pick<Effects, "files" | "processes" | "signal" | "log">;

/** Text by the name of a file. */
export type Locks = ReadonlyMap<string, string>;

/**
 * VARIANT.txt for head, and VARIANT-base.txt where base has another environment.
 *
 * @throws Interrupted
 */
export async function readLocks(environments: readonly ProvisionedEnvironment[], effects: Needed): Promise<Locks> {
  const texts = await Promise.all(environments.map((environment) => lockText(environment, effects)));
  const locks = environments.map(({ plan }, index) => ({ plan, text: texts[index] ?? null }));
  const plans = environments.map(({ plan }) => plan);
  const named = new Map<string, string>();
  for (const { plan, text } of locks) {
    const head = locks.find((other) => twinOf(other.plan, plans) === plan);
    if (text === null || head?.text === text) continue;
    const variant = plan.variant.replace(/[^\w.@~-]/g, "_");
    named.set(`${variant}${plan.arm === "base" ? "-base" : ""}.txt`, text);
  }
  return named;
}

/** @returns the files */
export async function writeLocks(locks: Locks, folder: string, files: Files): Promise<readonly string[]> {
  const written = [...locks].map(async ([name, text]) => {
    const file = path.join(folder, name);
    await files.writeWhole(file, text);
    return file;
  });
  return Promise.all(written);
}

/** The provider's list, and below it what pip has installed since, as conda-lock writes that: "# pip REQUIREMENT". */
async function lockText(
  { plan, prefix, python, variables, packages, lockFile }: ProvisionedEnvironment,
  { files, processes, signal, log }: Needed,
): Promise<string | null> {
  const given = lockFile === null ? null : await files.readText(lockFile);
  if (given === null) return null;
  const isOfPip = plan.source.provider === "pip";
  const wheels = packages.filter(({ manager, name }) => manager === "pip" && !(isOfPip && isOfVenv(name)));
  const isCurrent = wheels.every(({ name, version }) => given.includes(`\n${name}==${version}\n`));
  if (isOfPip && isCurrent) return given;
  const text = isOfPip ? commentsOf(given) : await listOfConda(prefix, given, packages, files);
  if (wheels.length === 0) return text;
  const command = [python, "-Im", "pip", "freeze", "--all", ...flags] as const;
  const frozen = await processes.run({ command, variables, signal });
  if (frozen.stopped === "aborted") throw new Interrupted();
  if (frozen.exitCode !== 0) {
    log(`${plan.id}: no lock is written: ${howItEnded({ command }, frozen)}`);
    return null;
  }
  const names = wheels.map(({ name }) => name);
  const lines = frozen.stdout.split("\n").filter((line) => isFromElsewhere(line, names));
  return `${text}${lines.map((line) => (isOfPip ? `${line}\n` : `# pip ${line}\n`)).join("")}`;
}

const flags = ["--exclude-editable", "--disable-pip-version-check"];

function commentsOf(requirements: string): string {
  return requirements
    .split("\n")
    .filter((line) => line.startsWith("#"))
    .map((line) => `${line}\n`)
    .join("");
}

/** As the provider wrote it, or what is there now where an install command had conda change something. */
async function listOfConda(
  prefix: string,
  given: string,
  packages: ProvisionedEnvironment["packages"],
  files: Files,
): Promise<string> {
  const conda = packages.filter(({ manager }) => manager === "conda");
  const archives = given.split("\n").filter((line) => /^[^#].*\//.test(line));
  const isThere = ({ name, version, build }: (typeof conda)[number]): boolean =>
    archives.some((address) => address.includes(`/${name}-${version}-${build}.`));
  if (conda.length === archives.length && conda.every(isThere)) return given;
  return explicitList(await readRecords(files, prefix));
}

/** Not conda's packages, which pip lists as well; nor the code under test, which is here and comes with each run. */
function isFromElsewhere(line: string, wheels: readonly string[]): boolean {
  const name = /^[\w.-]+/
    .exec(line)?.[0]
    ?.toLowerCase()
    .replaceAll(/[-_.]+/g, "-");
  return name !== undefined && wheels.includes(name) && !line.includes("@ file:");
}
