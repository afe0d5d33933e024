// The catalogue of variants, as data: how each is asked for, what it promises, and where it cannot be had and why.
// Facts: the build matrices of conda-forge's blas-feedstock and lapack-feedstock, NumPy's "Building with BLAS" page.
import type { Expectation, LibraryFamily, Platform } from "../result/schema.ts";
import type { SourceLibrary } from "./plan.ts";

/** Where a variant stands on one platform. */
export type Support =
  | { readonly status: "supported"; readonly specs: readonly string[]; readonly note?: string }
  | { readonly status: "unsupported"; readonly reason: string };

export interface Variant {
  readonly name: string;
  readonly provider: "rattler" | "pip" | "source";
  /** What NumPy is built against, where it is built. */
  readonly library?: SourceLibrary;
  readonly description: string;
  /** What NumPy must really call. null: the variant lays no pin, so only the package records are held against it. */
  readonly expectation: Expectation;
  readonly on: Readonly<Record<Platform, Support>>;
}

const anyLibrary: Expectation = { blas: null, lapack: null };

function only(blas: LibraryFamily, lapack: LibraryFamily = blas): Expectation {
  return { blas: [blas], lapack: [lapack] };
}

function specs(...list: string[]): Support {
  return { status: "supported", specs: list };
}

function unsupported(reason: string): Support {
  return { status: "unsupported", reason };
}

/** conda-forge's spelling with the underscore: "*accelerate" would also match "newaccelerate". */
function pin(implementation: string): string {
  return `libblas=*=*_${implementation}`;
}

const notOnLinux = unsupported("Accelerate is a framework of macOS: there is no Accelerate on Linux");
const noMklOnArm = unsupported("MKL is built for x86-64 only: there is none for arm64");

/** NumPy built on this machine. */
function built(library: SourceLibrary, description: string, promise: Expectation, on: Partial<Variant["on"]>): Variant {
  const everywhere = specs("numpy");
  return {
    name: `source:${library}`,
    provider: "source",
    library,
    description: `NumPy built here from its source against ${description}`,
    expectation: promise,
    on: {
      "linux-64": everywhere,
      "linux-aarch64": everywhere,
      "osx-64": everywhere,
      "osx-arm64": everywhere,
      ...on,
    },
  };
}

const noBlisKeg = unsupported("Homebrew has no BLIS to build against");

export const catalogue: readonly Variant[] = [
  {
    name: "openblas",
    provider: "rattler",
    description: "conda-forge's default: OpenBLAS with its own LAPACK",
    expectation: only("openblas"),
    on: {
      "linux-64": specs(pin("openblas")),
      "linux-aarch64": specs(pin("openblas")),
      "osx-64": specs(pin("openblas")),
      "osx-arm64": specs(pin("openblas")),
    },
  },
  {
    name: "openblas-openmp",
    provider: "rattler",
    description: "OpenBLAS threaded by OpenMP instead of its own threads",
    expectation: only("openblas"),
    on: {
      "linux-64": specs(pin("openblas"), "libopenblas=*=*openmp*"),
      "linux-aarch64": specs(pin("openblas"), "libopenblas=*=*openmp*"),
      "osx-64": specs(pin("openblas"), "libopenblas=*=*openmp*"),
      "osx-arm64": specs(pin("openblas"), "libopenblas=*=*openmp*"),
    },
  },
  {
    name: "mkl",
    provider: "rattler",
    description: "Intel's oneMKL",
    expectation: only("mkl"),
    on: {
      "linux-64": specs(pin("mkl")),
      "linux-aarch64": noMklOnArm,
      "osx-64": {
        status: "supported",
        specs: [pin("mkl")],
        note: "frozen at libblas 3.9.0 20_osx64_mkl with mkl 2023.2.0",
      },
      "osx-arm64": noMklOnArm,
    },
  },
  {
    name: "blis",
    provider: "rattler",
    description: "BLIS for BLAS, with netlib's LAPACK",
    expectation: only("blis", "netlib"),
    on: {
      "linux-64": specs(pin("blis")),
      "linux-aarch64": specs(pin("blis")),
      "osx-64": specs(pin("blis")),
      "osx-arm64": specs(pin("blis")),
    },
  },
  {
    name: "netlib",
    provider: "rattler",
    description: "The reference implementation: correct, and slow",
    expectation: only("netlib"),
    on: {
      "linux-64": specs(pin("netlib")),
      "linux-aarch64": specs(pin("netlib")),
      "osx-64": specs(pin("netlib")),
      "osx-arm64": specs(pin("netlib")),
    },
  },
  {
    name: "accelerate",
    provider: "rattler",
    description: "Apple's BLAS with netlib's LAPACK",
    expectation: only("accelerate", "netlib"),
    on: {
      "linux-64": notOnLinux,
      "linux-aarch64": notOnLinux,
      "osx-64": specs(pin("accelerate")),
      "osx-arm64": specs(pin("accelerate")),
    },
  },
  {
    name: "newaccelerate",
    provider: "rattler",
    description: "Apple's BLAS and LAPACK, as of macOS 15.5",
    expectation: only("accelerate"),
    on: {
      "linux-64": notOnLinux,
      "linux-aarch64": notOnLinux,
      "osx-64": specs(pin("newaccelerate")),
      "osx-arm64": specs(pin("newaccelerate")),
    },
  },
  {
    name: "nvpl",
    provider: "rattler",
    description: "NVIDIA's performance libraries for Arm servers",
    expectation: only("nvpl"),
    on: {
      "linux-64": unsupported("NVPL is built for 64-bit Arm only"),
      "linux-aarch64": specs(pin("nvpl")),
      "osx-64": unsupported("NVPL is built for Linux on 64-bit Arm only"),
      "osx-arm64": unsupported("NVPL is built for Linux on 64-bit Arm only"),
    },
  },
  {
    name: "default",
    provider: "rattler",
    description: "Whatever the channel gives when nothing is pinned",
    expectation: anyLibrary,
    on: { "linux-64": specs(), "linux-aarch64": specs(), "osx-64": specs(), "osx-arm64": specs() },
  },
  {
    name: "pip",
    provider: "pip",
    description: "NumPy's wheel from the Python package index, with the library it bundles",
    expectation: anyLibrary,
    on: {
      "linux-64": specs("numpy"),
      "linux-aarch64": specs("numpy"),
      "osx-64": specs("numpy"),
      "osx-arm64": specs("numpy"),
    },
  },
  built("openblas", "the machine's OpenBLAS", only("openblas"), {}),
  built("blis", "the machine's BLIS, with netlib's LAPACK", only("blis", "netlib"), {
    "osx-64": noBlisKeg,
    "osx-arm64": noBlisKeg,
  }),
  built("netlib", "the machine's reference BLAS and LAPACK", only("netlib"), {}),
  built("mkl", "Intel's oneMKL", only("mkl"), { "linux-aarch64": noMklOnArm, "osx-arm64": noMklOnArm }),
  built("accelerate", "Apple's framework", only("accelerate"), {
    "linux-64": notOnLinux,
    "linux-aarch64": notOnLinux,
  }),
];

export const variantNames: readonly string[] = catalogue.map((variant) => variant.name);

export function findVariant(name: string): Variant | undefined {
  return catalogue.find((variant) => variant.name === name);
}

/** What a variant promises, or undefined for a name the catalogue does not know. */
export function expectationOf(name: string): Expectation | undefined {
  return findVariant(name)?.expectation;
}

/** The variants that "auto" tries, strongest claim first. */
export function automaticVariants(platform: Platform, osVersion: string): readonly string[] {
  if (platform === "linux-64") return ["openblas", "mkl"];
  if (platform === "linux-aarch64") return ["openblas"];
  return ["openblas", hasNewAccelerate(osVersion) ? "newaccelerate" : "accelerate"];
}

/** @param osVersion macOS's; conda-forge's newaccelerate needs 15.5 or newer (its `__osx` constraint) */
export function hasNewAccelerate(osVersion: string): boolean {
  const [major = 0, minor = 0] = osVersion.split(".").map(Number);
  return major > 15 || (major === 15 && minor >= 5);
}
