// Where a machine keeps a BLAS and a LAPACK that NumPy can be built against: asked of pkg-config, and looked for.
import * as path from "node:path";
import { Interrupted } from "../../errors.ts";
import type { SourceLibrary } from "../../plan/plan.ts";
import type { Platform } from "../../result/schema.ts";
import type { Effects } from "../../system/effects.ts";
import type { Fault } from "../fault.ts";
import { fault } from "../fault.ts";

/** A shared library as a linker is told of it. */
export interface LinkedLibrary {
  /** Absolute. */
  readonly folder: string;
  /** As in -lNAME. */
  readonly name: string;
}

export interface FoundLibraries {
  readonly status: "found";
  readonly blas: LinkedLibrary;
  readonly lapack: LinkedLibrary;
}

/** Where one library may be: the folder that pkg-config names comes first, then the others in their order. */
interface Places {
  readonly name: string;
  /** Its name for pkg-config; null where that leads elsewhere, or nowhere. */
  readonly package: string | null;
  /** From `{lib}`, a folder of the system's libraries. */
  readonly folders: readonly string[];
  /** Homebrew's formula; null where there is none. */
  readonly formula: string | null;
}

// Debian gives each vendor a folder of its own below its libraries, one for each way of threading. Its "blas" for
// pkg-config is whatever update-alternatives chose, and its "blas-netlib" leads to the same file.
const openblas: Places = {
  name: "openblas",
  package: "openblas",
  folders: ["{lib}/openblas-pthread", "{lib}/openblas-openmp", "{lib}/openblas-serial", "{lib}"],
  formula: "openblas",
};
const blis: Places = {
  name: "blis",
  package: "blis",
  folders: ["{lib}/blis-pthread", "{lib}/blis-openmp", "{lib}/blis-serial", "{lib}"],
  formula: null,
};
const netlibBlas: Places = { name: "blas", package: null, folders: ["{lib}/blas"], formula: "lapack" };
const netlibLapack: Places = { name: "lapack", package: null, folders: ["{lib}/lapack"], formula: "lapack" };
// Intel's installer, and Debian's package intel-mkl.
const mkl: Places = {
  name: "mkl_rt",
  package: "mkl-sdl",
  folders: ["/opt/intel/oneapi/mkl/latest/lib", "/opt/intel/oneapi/mkl/latest/lib/intel64", "{lib}"],
  formula: null,
};

type Linked = Exclude<SourceLibrary, "accelerate">;

const wanted: Readonly<Record<Linked, { readonly blas: Places; readonly lapack: Places; readonly remedy: string }>> = {
  openblas: { blas: openblas, lapack: openblas, remedy: "Install it (Debian: libopenblas-dev, Homebrew: openblas)" },
  blis: { blas: blis, lapack: netlibLapack, remedy: "Install both (Debian: libblis-dev and liblapack-dev)" },
  netlib: {
    blas: netlibBlas,
    lapack: netlibLapack,
    remedy: "Install both (Debian: libblas-dev and liblapack-dev, Homebrew: lapack)",
  },
  mkl: { blas: mkl, lapack: mkl, remedy: "Install Intel's oneMKL, or set MKLROOT to where it is" },
};

const systemFolders: Readonly<Record<Platform, readonly string[]>> = {
  "linux-64": ["/usr/lib/x86_64-linux-gnu", "/usr/lib64", "/usr/local/lib", "/usr/lib"],
  "linux-aarch64": ["/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/local/lib", "/usr/lib"],
  "osx-64": [],
  "osx-arm64": [],
};
const homebrew: Partial<Record<Platform, string>> = { "osx-64": "/usr/local", "osx-arm64": "/opt/homebrew" };

/**
 * @param variables What pkg-config is run with; MKLROOT counts as well.
 * @throws Interrupted
 */
export async function findLibraries(
  effects: Pick<Effects, "processes" | "files">,
  library: Linked,
  platform: Platform,
  variables: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<FoundLibraries | Fault> {
  const { blas, lapack, remedy } = wanted[library];
  const found = new Map<Places, LinkedLibrary>();
  const looked: string[] = [];
  for (const places of new Set([blas, lapack])) {
    const folders = [...(await folderOfPackage(effects, places, variables, signal)), ...foldersOf(places, platform)];
    if (library === "mkl" && variables.MKLROOT !== undefined)
      folders.unshift(...["lib", "lib/intel64"].map((below) => path.join(variables.MKLROOT ?? "", below)));
    const file = `lib${places.name}.${platform.startsWith("osx") ? "dylib" : "so"}`;
    const folder = await firstWith(effects, folders, file);
    if (folder !== null) found.set(places, { folder, name: places.name });
    else looked.push(`${file} in ${folders.join(", ")}`);
  }
  const [ofBlas, ofLapack] = [found.get(blas), found.get(lapack)];
  if (ofBlas !== undefined && ofLapack !== undefined) return { status: "found", blas: ofBlas, lapack: ofLapack };
  return fault("package-not-found", `${library}: there is no ${looked.join(", and no ")}. ${remedy}.`);
}

async function folderOfPackage(
  { processes }: Pick<Effects, "processes">,
  places: Places,
  variables: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (places.package === null) return [];
  const command = ["pkg-config", "--variable=libdir", places.package] as const;
  const { exitCode, stdout, stopped } = await processes.run({ command, variables, signal });
  if (stopped === "aborted") throw new Interrupted();
  // Without pkg-config, or with one that does not know it, there are still the usual places.
  return exitCode === 0 && path.isAbsolute(stdout.trim()) ? [path.resolve(stdout.trim())] : [];
}

function foldersOf({ folders, formula }: Places, platform: Platform): readonly string[] {
  const brewed = homebrew[platform];
  // A keg that shadows the system's own is linked nowhere else.
  if (brewed !== undefined)
    return [...(formula === null ? [] : [`${brewed}/opt/${formula}/lib`]), ...folders.filter(path.isAbsolute)];
  return folders.flatMap((folder) =>
    folder.startsWith("{lib}") ? systemFolders[platform].map((lib) => folder.replace("{lib}", lib)) : [folder],
  );
}

async function firstWith(
  { files }: Pick<Effects, "files">,
  folders: readonly string[],
  file: string,
): Promise<string | null> {
  for (const folder of folders) if ((await files.kind(path.join(folder, file))) === "file") return folder;
  return null;
}
