// How NumPy is told what to build against: meson's options and our own pkg-config files, or distutils' variables.
import type { FoundLibraries, LinkedLibrary } from "./find-library.ts";

/** What a build gets beside the source. */
export interface Recipe {
  /** Flags of `pip wheel`. */
  readonly flags: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
  /** Texts of files by name, in a folder that PKG_CONFIG_PATH begins with. */
  readonly packages: Readonly<Record<string, string>>;
}

/** "accelerate": the framework that NumPy's build finds by itself. */
export type BuiltAgainst = FoundLibraries | "accelerate";

/** NumPy is built by meson as of 1.26 and by setuptools before: its documentation, "Building with BLAS and LAPACK". */
export function recipeFor(numpyVersion: string, against: BuiltAgainst): Recipe {
  const [major = 0, minor = 0] = numpyVersion.split(".").map(Number);
  if (major > 1 || minor >= 26) return mesonRecipe(against);
  // NPY_BLAS_LIBS and its like are of 1.21 (its numpy/distutils/system_info.py); older ones pass over them.
  return minor >= 21 || against === "accelerate" ? distutilsRecipe(against) : oldDistutilsRecipe(against);
}

function mesonRecipe(against: BuiltAgainst): Recipe {
  const [blas, lapack] =
    against === "accelerate" ? ["accelerate", "accelerate"] : ["blas-bench-blas", "blas-bench-lapack"];
  const options = [`blas=${blas}`, `lapack=${lapack}`, "allow-noblas=false"];
  return {
    flags: options.map((option) => `--config-settings=setup-args=-D${option}`),
    variables: {},
    packages:
      against === "accelerate"
        ? {}
        : {
            "blas-bench-blas.pc": packageText("blas-bench-blas", against.blas),
            "blas-bench-lapack.pc": packageText("blas-bench-lapack", against.lapack),
          },
  };
}

/** The order of search where NumPy may look by itself; else exactly what to link, which ends its search. */
function distutilsRecipe(against: BuiltAgainst): Recipe {
  if (against === "accelerate") {
    const order = { NPY_BLAS_ORDER: "accelerate", NPY_LAPACK_ORDER: "accelerate" };
    return { flags: [], variables: order, packages: {} };
  }
  const [blas, lapack] = [linkerWords(against.blas), linkerWords(against.lapack)];
  const variables = { NPY_BLAS_LIBS: blas, NPY_CBLAS_LIBS: blas, NPY_LAPACK_LIBS: lapack };
  return { flags: [], variables, packages: {} };
}

/** What distutils calls a library in its orders, and the variable that names its folder before all others. */
const searched: Readonly<Record<string, readonly [name: string, variable: string]>> = {
  openblas: ["openblas", "OPENBLAS"],
  blis: ["blis", "BLIS"],
  blas: ["blas", "BLAS"],
  lapack: ["lapack", "LAPACK"],
  mkl_rt: ["mkl", "MKLROOT"],
};

/** Orders of one library each, so that nothing else is taken where it is not found. */
function oldDistutilsRecipe({ blas, lapack }: FoundLibraries): Recipe {
  const wanted = ({ name, folder }: LinkedLibrary): readonly [string, string, string] => {
    const known = searched[name];
    if (known === undefined) throw new Error(`distutils has no name for ${name}`);
    return [...known, folder];
  };
  const [blasName, blasVariable, blasFolder] = wanted(blas);
  const [lapackName, lapackVariable, lapackFolder] = wanted(lapack);
  const variables = {
    NPY_BLAS_ORDER: blasName,
    NPY_LAPACK_ORDER: lapackName,
    [blasVariable]: blasFolder,
    [lapackVariable]: lapackFolder,
    // The linker's own way of being told an rpath, where no flag tells it.
    LD_RUN_PATH: [...new Set([blasFolder, lapackFolder])].join(":"),
  };
  return { flags: [], variables, packages: {} };
}

function packageText(name: string, library: LinkedLibrary): string {
  return [
    `Name: ${name}`,
    "Description: what this build is for",
    "Version: 0",
    `Libs: ${linkerWords(library)}`,
    "",
  ].join("\n");
}

/** As comments for a file of requirements. */
export function describeRecipe({ flags, variables, packages }: Recipe): string {
  const given = Object.entries({ ...variables, ...packages }).map(([name, text]) => `${name}: ${text.trimEnd()}`);
  const lines = ["Built from source:", ...flags, ...given].join("\n").split("\n");
  return lines.map((line) => `# ${line}\n`).join("");
}

/** With the folder for running, too: there may be another file of the same name where the system looks first. */
function linkerWords({ folder, name }: LinkedLibrary): string {
  return `-L${folder} -l${name} -Wl,-rpath,${folder}`;
}
