// What the package records of an environment say NumPy and SciPy should run on, and who holds their files.
import type { Evidence, InstalledPackage, Owner } from "../result/evidence.ts";
import type { LibraryFamily } from "../result/schema.ts";

export type Module = "numpy" | "scipy";
export type Layer = "blas" | "lapack";

export const moduleNames: Readonly<Record<Module, string>> = { numpy: "NumPy", scipy: "SciPy" };

/** What the record of conda's libblas or liblapack promises. */
export interface RecordedLibrary {
  readonly record: InstalledPackage;
  /** null where the build string names no implementation that is known here. */
  readonly families: readonly LibraryFamily[] | null;
}

/**
 * Build strings end in the implementation: "5_h8d724d3_openblas", "20_osx64_mkl"; the metapackage's is the bare word.
 * `accelerate` has netlib's LAPACK inside its liblapack (conda-forge's blas-feedstock, recipe/build.sh).
 */
const implementations: Readonly<Record<string, Readonly<Record<Layer, readonly LibraryFamily[] | null>>>> = {
  openblas: { blas: ["openblas"], lapack: ["openblas"] },
  mkl: { blas: ["mkl"], lapack: ["mkl"] },
  blis: { blas: ["blis"], lapack: ["netlib"] },
  netlib: { blas: ["netlib"], lapack: ["netlib"] },
  accelerate: { blas: ["accelerate"], lapack: ["netlib"] },
  newaccelerate: { blas: ["accelerate"], lapack: ["accelerate"] },
  nvpl: { blas: ["nvpl"], lapack: ["nvpl"] },
};

const interfacePackages: Readonly<Record<Layer, readonly string[]>> = {
  // The second is what the `defaults` channel has instead.
  blas: ["libblas", "blas"],
  lapack: ["liblapack", "blas"],
};

/** Packages that are links to, or dependencies on, the library that does the work. */
export function isInterfacePackage(name: string): boolean {
  return /^(lib)?(blas|cblas|lapack|lapacke)$/.test(name);
}

function condaRecord(evidence: Evidence, names: readonly string[]): InstalledPackage | null {
  for (const name of names) {
    const record = evidence.packages.find((candidate) => candidate.manager === "conda" && candidate.name === name);
    if (record !== undefined) return record;
  }
  return null;
}

/**
 * conda's record of the package itself; `defaults` splits NumPy in two, with the files in numpy-base. A virtual
 * environment has packages of its own, of which the conda environment below it knows nothing.
 */
export function condaRecordOf(evidence: Evidence, module: Module): InstalledPackage | null {
  const imported = evidence[module];
  const { prefix, basePrefix } = evidence.python;
  const inVirtual = prefix !== basePrefix && imported.status === "imported" && imported.file.startsWith(`${prefix}/`);
  return inVirtual ? null : condaRecord(evidence, [module, `${module}-base`]);
}

export function recordedLibrary(evidence: Evidence, layer: Layer): RecordedLibrary | null {
  const record = condaRecord(evidence, interfacePackages[layer]);
  if (record === null) return null;
  // One build of NVPL names its threading last: "nvpl_gomp".
  const implementation = /(?:^|_)([a-z]+)(?:_gomp)?$/.exec(record.build ?? "")?.[1] ?? "";
  return { record, families: implementations[implementation]?.[layer] ?? null };
}

/** Whose package the imported module is. A claim whose checksum matches weighs more than one that cannot be checked. */
export function holderOf(evidence: Evidence, module: Module): Owner | null {
  const imported = evidence[module];
  if (imported.status !== "imported") return null;
  const claims = imported.owners.filter((owner) => owner.checksum !== "differs");
  const proven = claims.find((owner) => owner.checksum === "matches" && owner.version === imported.version);
  return proven ?? claims[0] ?? null;
}

export function describePackage(record: Pick<InstalledPackage, "name" | "version" | "build">): string {
  return [record.name, record.version, record.build].filter((part) => part !== null).join(" ");
}

export function describeOwner(owner: Owner): string {
  return `${owner.manager}'s ${owner.name} ${owner.version}`;
}

/** What the records claim for one layer, such as "libblas 3.11.0 5_h8d724d3_openblas" or "numpy 2.4.6 (pip)". */
export function installedText(evidence: Evidence, module: Module, layer: Layer): string | null {
  if (condaRecordOf(evidence, module) !== null) {
    const recorded = recordedLibrary(evidence, layer);
    if (recorded !== null) return describePackage(recorded.record);
  }
  const record = holderOf(evidence, module) ?? evidence.packages.find((candidate) => candidate.name === module);
  if (record === undefined) return null;
  return record.manager === "pip" ? `${module} ${record.version} (pip)` : describePackage(record);
}
