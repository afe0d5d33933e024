// The border with Python, part 1: raw evidence of which BLAS and LAPACK a process really uses.
// Emitted by python/blas_bench/evidence; facts only, every judgement is made in src/verify.
import * as z from "zod";

/** Who claims a file: a package record, as it stands in the environment. A file can have several claims. */
export const ownerSchema = z.strictObject({
  manager: z.enum(["conda", "pip"]),
  name: z.string(),
  version: z.string(),
  /** Build string of a conda record; null for wheels. */
  build: z.string().nullable(),
  /** Channel without credentials; null for wheels. */
  channel: z.string().nullable(),
  /** What the record's checksum of this file says about the file on disk now. */
  checksum: z.enum(["matches", "differs", "unrecorded"]),
});

/** One BLAS or LAPACK routine that an extension module imports, and the file that provides it. */
export const callSchema = z.strictObject({
  owner: z.enum(["numpy", "scipy"]),
  layer: z.enum(["blas", "lapack"]),
  /** Dotted name of the importing extension module. */
  module: z.string(),
  modulePath: z.string(),
  /** Undecorated routine, such as "dgemm". */
  routine: z.string(),
  /** The symbol exactly as the module imports it, such as "scipy_cblas_dgemm64_". */
  symbol: z.string(),
  /** Real path of the file that provides it; null when it could not be found out (see reason). */
  library: z.string().nullable(),
  /**
   * How it is known. "relocation": the address in the module's own relocation slot, which is where its calls go.
   * "global-scope" and "module-scope": the dynamic linker's answer. "two-level": Mach-O's recorded library.
   */
  how: z.enum(["relocation", "global-scope", "module-scope", "two-level"]).nullable(),
  reason: z.string().nullable(),
});

/** A loaded image that exports a known BLAS, LAPACK or OpenMP entry point. */
export const librarySchema = z.strictObject({
  /** Path as the process mapped it. */
  path: z.string(),
  /** The same with links resolved. Equal to path for images of the dyld cache, which are no files. */
  realPath: z.string(),
  /** Known entry points it exports itself, such as "openblas_get_config" or "cblas_dgemm". */
  markers: z.array(z.string()),
  /** What the library says of itself, where it has a function for that. */
  version: z.string().nullable(),
  configuration: z.string().nullable(),
  coreType: z.string().nullable(),
  threadingLayer: z.string().nullable(),
  /** Threads it would use now. */
  threads: z.int().nullable(),
  /** FlexiBLAS only: the backend it forwards to. */
  backend: z.string().nullable(),
  owners: z.array(ownerSchema),
});

/**
 * What other programs say of themselves, kept as it is. Nested deeper than any of them nests it, it would overflow the
 * stack of whoever walks it.
 */
const foreignSchema = z
  .record(z.string(), z.unknown())
  .refine((value) => isShallow(value, 16), "expected fewer levels of nesting");

function isShallow(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return true;
  return levels > 0 && Object.values(value).every((one) => isShallow(one, levels - 1));
}

const packageModuleSchema = z.discriminatedUnion("status", [
  z.strictObject({
    status: z.literal("imported"),
    version: z.string(),
    file: z.string(),
    /** Claims on the package's __init__.py and on its extension modules among the calls; one that differs makes "differs". */
    owners: z.array(ownerSchema),
    /** What show_config() prints: a statement about the build, never about what is loaded. */
    showConfigText: z.string(),
    /** show_config(mode="dicts") where the version has it. */
    showConfigDicts: foreignSchema.nullable(),
  }),
  z.strictObject({ status: z.literal("failed"), error: z.string(), lastLines: z.array(z.string()) }),
  z.strictObject({ status: z.literal("absent") }),
  /** Installed, but this process does not use it and must not be made to: it is timed. SciPy only. */
  z.strictObject({ status: z.literal("unused") }),
]);

export const installedPackageSchema = z.strictObject({
  manager: z.enum(["conda", "pip"]),
  name: z.string(),
  version: z.string(),
  build: z.string().nullable(),
  channel: z.string().nullable(),
  sha256: z.string().nullable(),
});

export const evidenceSchema = z.strictObject({
  evidenceVersion: z.literal(1),
  python: z.strictObject({
    version: z.string(),
    implementation: z.string(),
    executable: z.string(),
    prefix: z.string(),
    basePrefix: z.string(),
    system: z.string(),
    machine: z.string(),
    /** Whether this process runs translated under Rosetta; null where the question makes no sense. */
    translated: z.boolean().nullable(),
    processId: z.int(),
    /** Threads of the process as the system counts them; null where that is not known. */
    threads: z.int().nullable(),
    /** CPUs this process may run on. */
    usableCpus: z.int(),
  }),
  numpy: packageModuleSchema,
  scipy: packageModuleSchema,
  calls: z.array(callSchema),
  libraries: z.array(librarySchema),
  /** Every file mapped into the process that looks like code, sorted. */
  images: z.array(z.string()),
  /** The package records of the environment, conda's first. */
  packages: z.array(installedPackageSchema),
  /** Lines of conda-meta/pinned; null when there is none or this is no conda environment. */
  pinned: z.array(z.string()).nullable(),
  /** Thread variables and loader variables (LD_PRELOAD, DYLD_*, PYTHONPATH, ...) as set in the process. */
  variables: z.record(z.string(), z.string()),
  /** What could not be looked at, and why; `path` is null where it is about no one file. */
  limitations: z.array(z.strictObject({ path: z.string().nullable(), text: z.string() })),
});

/** Layer 3, taken in a process of its own because importing threadpoolctl changes the process. */
export const threadpoolReportSchema = z.discriminatedUnion("status", [
  z.strictObject({
    status: z.literal("reported"),
    threadpoolctlVersion: z.string(),
    pools: z.array(foreignSchema),
  }),
  z.strictObject({ status: z.literal("unavailable"), reason: z.string() }),
]);

export type Owner = z.infer<typeof ownerSchema>;
export type Call = z.infer<typeof callSchema>;
export type Library = z.infer<typeof librarySchema>;
export type InstalledPackage = z.infer<typeof installedPackageSchema>;
export type Evidence = z.infer<typeof evidenceSchema>;
export type ThreadpoolReport = z.infer<typeof threadpoolReportSchema>;
