// Where the loaded files contradict the environment's own package records, one evidence at a time.
import type { Evidence, Library, Owner } from "../result/evidence.ts";
import type { FollowedCalls } from "./calls.ts";
import { callsOf, describeProvider, followAll } from "./calls.ts";
import { familyOf, fileNameOf, folderOf, workingFamily } from "./identify.ts";
import type { Module } from "./records.ts";
import {
  condaRecordOf,
  describeOwner,
  describePackage,
  holderOf,
  isInterfacePackage,
  moduleNames,
  recordedLibrary,
} from "./records.ts";
import type { LoadedLibrary } from "./verdict.ts";

/** Something that must not be; `provider` is the loaded file it is about, where it is about one. */
export interface Finding {
  readonly provider: LoadedLibrary | null;
  readonly text: string;
}

/** All of them, NumPy's before SciPy's. */
export function recordContradictions(evidence: Evidence): Finding[] {
  return (["numpy", "scipy"] as const).flatMap((module) => {
    const replaced = replacement(evidence, module);
    const own = followAll(evidence, module).flatMap((followed) =>
      followed.providers.flatMap((provider) => providerContradictions(evidence, followed, provider)),
    );
    return [...(replaced === null ? [] : [{ provider: null, text: replaced }]), ...own];
  });
}

/** A package whose files are no longer those that its record installed. */
function replacement(evidence: Evidence, module: Module): string | null {
  const imported = evidence[module];
  if (imported.status !== "imported") return null;
  const name = moduleNames[module];
  const holder = holderOf(evidence, module);
  const record = condaRecordOf(evidence, module);
  if (record !== null) {
    const recorded = `conda's record says ${module} ${record.version}`;
    if (holder?.manager === "pip")
      return `${name} was replaced: ${recorded}, the files belong to pip's ${module} ${holder.version}${pathCause(evidence, imported.file)}`;
    if (holder !== null && record.version !== imported.version)
      return `${name} was replaced: ${recorded}, what was imported says it is ${imported.version}`;
    if (holder === null)
      return imported.owners.some((owner) => owner.manager === "conda")
        ? `${name} was changed: ${recorded}, but a file of it has another checksum`
        : `${name} was replaced: ${recorded}, but it was imported from ${imported.file}${pathCause(evidence, imported.file)}`;
    return null;
  }
  const versions = evidence.packages.filter((entry) => entry.manager === "pip" && entry.name === module);
  if (versions.length === 0 || versions.some((entry) => entry.version === imported.version)) return null;
  return (
    `${name} was replaced: pip's record says ${module} ${versions[0]?.version}, ` +
    `but version ${imported.version} was imported from ${imported.file}${pathCause(evidence, imported.file)}`
  );
}

function pathCause(evidence: Evidence, file: string): string {
  const entries = (evidence.variables.PYTHONPATH ?? "").split(":").filter((entry) => entry !== "");
  const entry = entries.find((folder) => file.startsWith(`${folder.replace(/\/$/, "")}/`));
  return entry === undefined ? "" : ` (PYTHONPATH names ${entry})`;
}

function providerContradictions(evidence: Evidence, followed: FollowedCalls, provider: LoadedLibrary): Finding[] {
  const library = evidence.libraries.find((candidate) => candidate.realPath === provider.realPath);
  const holder = holderOf(evidence, followed.module);
  const texts = [
    holder?.manager === "conda" ? againstRecord(evidence, followed, provider) : null,
    holder?.manager === "conda" ? againstOwners(evidence, followed, provider, library) : null,
    againstWheel(evidence, followed, provider),
    ...(library === undefined ? [] : againstChecksums(library)),
  ];
  return texts.flatMap((text) => (text === null ? [] : [{ provider, text }]));
}

function againstRecord(evidence: Evidence, followed: FollowedCalls, provider: LoadedLibrary): string | null {
  const recorded = recordedLibrary(evidence, followed.layer);
  const family = workingFamily(provider);
  if (recorded?.families == null || family === null || recorded.families.includes(family)) return null;
  const record = describePackage(recorded.record);
  return `conda's record says ${record}, but ${callsOf(followed)} go to ${describeProvider(provider)}`;
}

/**
 * Everything that conda's NumPy calls comes from conda packages, but for Apple's framework. A claim of libblas and its
 * siblings is one on the link that led there, and says nothing of the file at its end; netlib's and the shims around
 * Accelerate are files of theirs, and then the checksum has to match.
 */
function againstOwners(
  evidence: Evidence,
  followed: FollowedCalls,
  provider: LoadedLibrary,
  library: Library | undefined,
): string | null {
  if (library === undefined) return null;
  const inInterface = provider.family === "netlib" || provider.family === "accelerate";
  const vouches = (owner: Owner): boolean =>
    owner.manager === "conda" && (isInterfacePackage(owner.name) ? inInterface && owner.checksum === "matches" : true);
  if (library.owners.some(vouches)) return null;
  const mayBeApples = recordedLibrary(evidence, followed.layer)?.families?.includes("accelerate") ?? false;
  if (provider.family === "accelerate" && mayBeApples) return null;
  const owner = library.owners.find((candidate) => candidate.manager === "pip");
  const whose =
    owner === undefined ? "is in no package record of this environment" : `belongs to ${describeOwner(owner)}`;
  return `${callsOf(followed)} go to ${provider.realPath}, which ${whose}`;
}

/** A wheel that brings its own BLAS calls that one and no other. */
function againstWheel(evidence: Evidence, followed: FollowedCalls, provider: LoadedLibrary): string | null {
  const bundled = evidence.libraries.filter(
    (library) =>
      familyOf(library) !== null &&
      library.owners.some((owner) => owner.manager === "pip" && owner.name === followed.module),
  );
  const [own] = bundled;
  if (own === undefined || bundled.some((library) => library.realPath === provider.realPath)) return null;
  const wheel = `${moduleNames[followed.module]}'s wheel brings ${fileNameOf(own.realPath)}`;
  return `${wheel}, but ${callsOf(followed)} go to ${provider.realPath}`;
}

function againstChecksums(library: Library): string[] {
  return library.owners
    .filter((owner) => owner.checksum === "differs")
    .map((owner) => `${library.realPath} is not the file that ${describeOwner(owner)} installed: its checksum differs`);
}

/** What the loader variables say about why this file was loaded; null when they say nothing. */
export function loaderCause(evidence: Evidence, provider: LoadedLibrary): string | null {
  const library = evidence.libraries.find((candidate) => candidate.realPath === provider.realPath);
  const paths = [library?.path ?? provider.realPath, provider.realPath];
  for (const name of ["LD_PRELOAD", "DYLD_INSERT_LIBRARIES"]) {
    const entries = (evidence.variables[name] ?? "").split(/[:\s]+/).filter((entry) => entry !== "");
    const entry = entries.find((candidate) => paths.some((path) => fileNameOf(path) === fileNameOf(candidate)));
    if (entry !== undefined) return `${name} names ${entry}, which is loaded before anything else`;
    if (entries.length > 0) return `${name} is set to ${entries.join(" ")}`;
  }
  for (const name of ["LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"]) {
    const folders = (evidence.variables[name] ?? "").split(":").map((folder) => folder.replace(/\/$/, ""));
    const folder = folders.find((candidate) => candidate !== "" && paths.some((path) => folderOf(path) === candidate));
    if (folder !== undefined) return `${name} names ${folder}, where ${provider.fileName} was found`;
  }
  return null;
}
