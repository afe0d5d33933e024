// The variants that pip makes: from wheels of the Python package index, or from NumPy's source. Facts: the file lists of
// numpy, tensorflow and tensorflow-metal on the index, and NumPy's "Building with BLAS and LAPACK".
import type { Expectation } from "../result/schema.ts";
import type { SourceLibrary } from "./plan.ts";
import type { Support, Variant } from "./variant.ts";
import {
  anyLibrary,
  mklNotTranslated,
  noMklOnArm,
  noted,
  notOnLinux,
  only,
  onSystems,
  specs,
  unsupported,
} from "./variant.ts";

const machinesPython =
  "it would be made with this machine's own Python, which is not translated: name an Intel one as existing:PATH";

/** NumPy's wheels call Accelerate as of macosx_14_0 and bring OpenBLAS before. */
function wheelsBefore14(machine: "x86_64" | "arm64"): Support {
  return { status: "supported", specs: ["numpy"], wheelsFor: `macosx_13_0_${machine}` };
}

const anyWheel = unsupported("NumPy's wheels for Linux all bring OpenBLAS: name pip");
const noPlugin = unsupported("tensorflow-metal is a plugin for Macs");
const accelerateSince14 =
  "on macOS 14 or newer the wheel calls Accelerate; pip-openblas takes the one that brings OpenBLAS";

/** NumPy built on this machine. */
function built(library: SourceLibrary, description: string, promise: Expectation, on: Partial<Variant["on"]>): Variant {
  return {
    name: `source:${library}`,
    provider: "source",
    library,
    description: `NumPy built here from its source against ${description}`,
    expectation: promise,
    on: { ...onSystems(specs("numpy"), specs("numpy")), ...on },
    notTranslated: library === "mkl" ? mklNotTranslated : machinesPython,
    onlyByName: true,
  };
}

const noBlisKeg = unsupported("Homebrew has no BLIS to build against");

export const wheelVariants: readonly Variant[] = [
  {
    name: "pip",
    provider: "pip",
    description: "NumPy's wheel from the Python package index, with the library it bundles",
    expectation: anyLibrary,
    on: onSystems(specs("numpy"), noted(accelerateSince14, "numpy")),
    notTranslated: machinesPython,
  },
  {
    name: "pip-openblas",
    provider: "pip",
    description: "NumPy's wheel for macOS before 14, which brings OpenBLAS",
    expectation: only("openblas"),
    on: {
      ...onSystems(anyWheel, anyWheel),
      "osx-64": wheelsBefore14("x86_64"),
      "osx-arm64": wheelsBefore14("arm64"),
    },
    notTranslated: machinesPython,
  },
  {
    name: "tensorflow-metal",
    provider: "pip",
    description: "NumPy beside TensorFlow and Apple's plugin, as published today",
    expectation: anyLibrary,
    on: {
      ...onSystems(noPlugin, specs("numpy", "tensorflow", "tensorflow-metal")),
      "osx-64": unsupported("TensorFlow's wheels for Intel Macs ended with 2.16.2"),
    },
    notTranslated: machinesPython,
    onlyByName: true,
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
