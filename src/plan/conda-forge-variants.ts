// The variants of conda-forge. Facts: the build matrices of its blas-feedstock, lapack-feedstock and openblas-feedstock.
import type { Variant } from "./variant.ts";
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

/** conda-forge's spelling with the underscore: "*accelerate" would also match "newaccelerate". */
function pin(implementation: string): string {
  return `libblas=*=*_${implementation}`;
}

function everywhere(...list: string[]): Variant["on"] {
  return onSystems(specs(...list), specs(...list));
}

const openmp = [pin("openblas"), "libopenblas=*=*openmp*"];

export const condaForgeVariants: readonly Variant[] = [
  {
    name: "openblas",
    provider: "rattler",
    description: "conda-forge's default: OpenBLAS with its own LAPACK",
    expectation: only("openblas"),
    on: everywhere(pin("openblas")),
  },
  {
    name: "openblas-openmp",
    provider: "rattler",
    description: "OpenBLAS threaded by OpenMP instead of its own threads",
    expectation: only("openblas"),
    on: onSystems(specs(...openmp), noted("conda-forge's OpenBLAS for macOS is this one by default", ...openmp)),
    pinned: ["libblas", "libopenblas", "numpy"],
  },
  {
    name: "mkl",
    provider: "rattler",
    description: "Intel's oneMKL",
    expectation: only("mkl"),
    on: {
      "linux-64": specs(pin("mkl")),
      "linux-aarch64": noMklOnArm,
      "osx-64": noted("frozen at libblas 3.9.0 20_osx64_mkl with mkl 2023.2.0", pin("mkl")),
      "osx-arm64": noMklOnArm,
    },
    notTranslated: mklNotTranslated,
  },
  {
    name: "blis",
    provider: "rattler",
    description: "BLIS for BLAS, with netlib's LAPACK",
    expectation: only("blis", "netlib"),
    on: everywhere(pin("blis")),
  },
  {
    name: "netlib",
    provider: "rattler",
    description: "The reference implementation: correct, and slow",
    expectation: only("netlib"),
    on: everywhere(pin("netlib")),
  },
  {
    name: "accelerate",
    provider: "rattler",
    description: "Apple's BLAS with netlib's LAPACK",
    expectation: only("accelerate", "netlib"),
    on: onSystems(notOnLinux, specs(pin("accelerate"))),
  },
  {
    name: "newaccelerate",
    provider: "rattler",
    description: "Apple's BLAS and LAPACK, as of macOS 15.5",
    expectation: only("accelerate"),
    on: onSystems(notOnLinux, noted("macOS 15.5 or newer; accelerate runs on older ones", pin("newaccelerate"))),
  },
  {
    name: "nvpl",
    provider: "rattler",
    description: "NVIDIA's performance libraries for Arm servers",
    expectation: only("nvpl"),
    on: {
      ...onSystems(specs(pin("nvpl")), unsupported("NVPL is built for Linux on 64-bit Arm only")),
      "linux-64": unsupported("NVPL is built for 64-bit Arm only"),
    },
  },
  {
    name: "default",
    provider: "rattler",
    description: "Whatever the channel gives when nothing is pinned",
    expectation: anyLibrary,
    on: everywhere(),
  },
];
