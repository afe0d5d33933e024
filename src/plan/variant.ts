// One row of the catalogue: how a variant is asked for, what it promises, and where it cannot be had and why.
import type { Expectation, LibraryFamily, Platform } from "../result/schema.ts";
import type { SourceLibrary } from "./plan.ts";

/** Where a variant stands on one platform. */
export type Support =
  | {
      readonly status: "supported";
      /** For conda, or for pip where pip makes the environment. */
      readonly specs: readonly string[];
      readonly note?: string;
      /** What pip installs after conda. */
      readonly pip?: readonly string[];
      /** The newest system whose wheels pip may take, as a platform tag; absent: this machine's own. */
      readonly wheelsFor?: string;
    }
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
  /** What else people write for it. */
  readonly spellings?: readonly string[];
  /** A channel that it cannot do without, before the others or, where the two must not be mixed, alone. */
  readonly channel?: { readonly name: string; readonly alone: boolean };
  /** Packages that later installs must leave as they are; absent: those of conda-forge's NumPy. */
  readonly pinned?: readonly string[];
  /** Why it cannot run translated by Rosetta; absent: it can. */
  readonly notTranslated?: string;
  /** Left out of "all": it takes minutes or gigabytes, or comes under other terms, so it has to be wanted. */
  readonly onlyByName?: boolean;
}

/** Packages whose build must not move under a later install. */
export function pinnedOf({ pinned }: Pick<Variant, "pinned">): readonly string[] {
  return pinned ?? ["libblas", "numpy"];
}

export const anyLibrary: Expectation = { blas: null, lapack: null };

export function only(blas: LibraryFamily, lapack: LibraryFamily = blas): Expectation {
  return { blas: [blas], lapack: [lapack] };
}

export function specs(...list: string[]): Support {
  return { status: "supported", specs: list };
}

export function noted(note: string, ...list: string[]): Support {
  return { status: "supported", specs: list, note };
}

export function unsupported(reason: string): Support {
  return { status: "unsupported", reason };
}

/** The same on Linux and on macOS, whatever the processor. */
export function onSystems(linux: Support, macos: Support): Variant["on"] {
  return { "linux-64": linux, "linux-aarch64": linux, "osx-64": macos, "osx-arm64": macos };
}

export const notOnLinux = unsupported("Accelerate is a framework of macOS: there is no Accelerate on Linux");
export const noMklOnArm = unsupported("MKL is built for x86-64 only: there is none for arm64");
export const mklNotTranslated = "MKL from 2022 on refuses to run translated under Rosetta";
