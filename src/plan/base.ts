// Event + inputs -> what is compared with what, and which commit is the base. Pure; what git knows comes later.
import { UserError } from "../errors.ts";
import type { Config } from "../inputs/config.ts";
import { areOwn } from "../inputs/config.ts";
import type { EventFacts } from "../system/event.ts";

/** Which commit head is compared with, as far as it is known without asking git. */
export type WantedBase =
  /** First parent of the pull request's merge commit; its merge base with the branch where HEAD is no merge commit. */
  | { readonly kind: "merge-parent"; readonly baseBranch: string; readonly headCommit: string }
  | { readonly kind: "commit"; readonly commit: string }
  /** The merge base of HEAD and what the name stands for. */
  | { readonly kind: "merge-base"; readonly name: string };

export interface Axes {
  /** null: there is no code axis, and the code is measured as it is here. */
  readonly base: WantedBase | null;
  /** Whether variants are compared with the reference. */
  readonly backend: boolean;
  /** What "auto" could not do, as sentences for people; empty when it did all it would. */
  readonly notices: readonly string[];
}

type Asked = Pick<Config, "compare" | "baseRef" | "benchmarks" | "install" | "environmentFile">;

/** What is done where nothing is known of an event or a base. */
export const variantsOnly: Axes = { base: null, backend: true, notices: [] };

/** The same without a base, which is of use only to a run that measures it. */
export function withoutBase(config: Config): Config {
  return { ...config, compare: "variants", baseRef: null };
}

/**
 * @param event null on the command line
 * @throws UserError for pull_request_target, and where a base is asked for and none is known.
 */
export function planAxes(event: EventFacts | null, asked: Asked): Axes {
  if (event?.name === "pull_request_target") throw refuseTarget();
  const { compare } = asked;
  if (compare === "variants" || compare === "none") return { ...variantsOnly, backend: compare === "variants" };
  const base = wantedBase(event, asked.baseRef);
  if (compare !== "auto") {
    if (base === null) throw noBase(event);
    return { base, backend: compare === "both", notices: [] };
  }
  if (base === null) return variantsOnly;
  if (!hasOwnCode(asked)) return { ...variantsOnly, notices: [unmeasured] };
  const isPull = event !== null && eventBase(event) !== null;
  return { base, backend: isPull, notices: [] };
}

export const unmeasured =
  "Your code was not measured: built-in benchmarks in equal environments would time the same code twice. " +
  "Name benchmarks of your own with functions:FILE, or say what to install.";

/** Whether base and head can differ in anything that is timed. */
function hasOwnCode({ benchmarks, install, environmentFile }: Asked): boolean {
  return areOwn(benchmarks) || install.length > 0 || environmentFile !== null;
}

function wantedBase(event: EventFacts | null, baseRef: string | null): WantedBase | null {
  if (baseRef !== null) return { kind: "merge-base", name: baseRef };
  return event === null ? null : eventBase(event);
}

/**
 * The payload's own base of a pull request is the branch's tip when the event was made; the merge commit's first parent
 * is what the checked-out code was really merged with.
 */
function eventBase({ name, pullRequest, mergeGroupBase }: EventFacts): WantedBase | null {
  if (name === "pull_request" && pullRequest !== null) {
    const { baseBranch, headCommit } = pullRequest;
    return { kind: "merge-parent", baseBranch, headCommit };
  }
  if (name === "merge_group" && mergeGroupBase !== null) return { kind: "commit", commit: mergeGroupBase };
  return null;
}

function refuseTarget(): UserError {
  return new UserError([
    {
      where: "pull_request_target",
      what: "would run a pull request's code with the rights and secrets of the base repository",
      remedy: "run on pull_request, and report from a workflow_run workflow",
    },
  ]);
}

function noBase(event: EventFacts | null): UserError {
  const what = event === null ? "no base is known here" : `the event ${event.name} has no base`;
  return new UserError([{ where: "base-ref", what, remedy: "name the branch, tag or commit to compare with" }]);
}
