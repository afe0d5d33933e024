// Everything the stages may do to the outside world, handed in as values.
import type { Clock } from "./clock.ts";
import type { Files } from "./files.ts";
import type { OpenGit } from "./git.ts";
import type { Machine } from "./machine-sample.ts";
import type { Processes } from "./processes.ts";

export interface Effects {
  readonly processes: Processes;
  readonly files: Files;
  readonly clock: Clock;
  readonly machine: Machine;
  /** Allow-listed variables of our own environment that every child may have. */
  readonly childVariables: Readonly<Record<string, string>>;
  /** The same with what package clients need: proxies, certificates, their configuration. */
  readonly networkVariables: Readonly<Record<string, string>>;
  /** What compilers and pkg-config need beside those. */
  readonly buildVariables: Readonly<Record<string, string>>;
  /** What a conda client of the machine needs to find its own configuration: see docs/environments.md. */
  readonly clientVariables: Readonly<Record<string, string>>;
  /** Folder of the Python package, absolute: contains blas_bench/. */
  readonly pythonFolder: string;
  /** Folder for what is kept between runs, absolute. */
  readonly cacheFolder: string;
  /** Where folders go that a run makes and removes, absolute. The system empties it in the end. */
  readonly temporaryFolder: string;
  /** Packages come from what this machine has. */
  readonly offline: boolean;
  /** Aborted on Ctrl-C, on the runner's cancellation, and when the run ends. */
  readonly signal: AbortSignal;
  /** One line for people, on standard error or in the log. */
  readonly log: (line: string) => void;
}

/** For what works on the repository under test, too. */
export interface RepositoryEffects extends Effects {
  readonly openGit: OpenGit;
}
