// The variants of channels other than conda-forge: Anaconda's `defaults`, and Apple's for TensorFlow. Facts: the package
// lists of `defaults` (nomkl depends on `blas * openblas`), Apple's "Get started with tensorflow-metal", and the index.
import type { Variant } from "./variant.ts";
import { anyLibrary, mklNotTranslated, noMklOnArm, only, onSystems, specs, unsupported } from "./variant.ts";

const defaults = { name: "defaults", alone: true } as const;
/** `defaults` has no libblas: the metapackage says which BLAS, and NumPy's files are in numpy-base. */
const pinned = ["blas", "numpy", "numpy-base"];

const noAppleDependencies = unsupported(
  "the apple channel has tensorflow-deps for Macs with Apple silicon only (osx-arm64)",
);

export const otherChannelVariants: readonly Variant[] = [
  {
    name: "defaults-mkl",
    provider: "rattler",
    description: "Anaconda's own NumPy with MKL, from `defaults`",
    expectation: only("mkl"),
    on: {
      ...onSystems(specs("blas=1.0=mkl"), specs("blas=1.0=mkl")),
      "linux-aarch64": noMklOnArm,
      "osx-arm64": noMklOnArm,
    },
    spellings: ["blas=1.0=mkl"],
    channel: defaults,
    pinned,
    notTranslated: mklNotTranslated,
    onlyByName: true,
  },
  {
    name: "defaults-openblas",
    provider: "rattler",
    description: "Anaconda's own NumPy without MKL, from `defaults`",
    expectation: only("openblas"),
    on: onSystems(specs("nomkl", "blas=1.0=openblas"), specs("nomkl", "blas=1.0=openblas")),
    spellings: ["nomkl", "blas=1.0=openblas"],
    channel: defaults,
    pinned,
    onlyByName: true,
  },
  {
    name: "apple-tensorflow",
    provider: "rattler",
    description: "Apple's TensorFlow dependencies, as published until 2022",
    // The metapackage lays no pin on the BLAS.
    expectation: anyLibrary,
    on: {
      ...onSystems(noAppleDependencies, noAppleDependencies),
      "osx-arm64": {
        status: "supported",
        specs: ["tensorflow-deps=2.10.0"],
        pip: ["tensorflow-macos==2.10.0", "tensorflow-metal==0.6.0"],
        note: "replaced by tensorflow-metal: TensorFlow's own wheels, as of 2.13",
      },
    },
    channel: { name: "apple", alone: false },
    onlyByName: true,
  },
];
