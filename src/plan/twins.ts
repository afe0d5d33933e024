// One environment for each arm: twins that differ in nothing but their last folder's name, which is of equal length.
import type { Problem } from "../errors.ts";
import type { EnvironmentPlan } from "./plan.ts";

/** Each environment of head, after its base: neighbours, so that both are made from one answer of the index. */
export function withTwins(atHead: readonly EnvironmentPlan[]): EnvironmentPlan[] {
  return atHead.flatMap((head) => [{ ...head, id: baseIdOf(head.id), arm: "base" as const }, head]);
}

/** "openblas-linux-64-head~2" -> "openblas-linux-64-base~2". */
function baseIdOf(headId: string): string {
  return headId.replace(/-head(~\d+)?$/, "-base$1");
}

/** The twin of an environment at head; undefined without a code axis, or where it was lost. */
export function twinOf<Planned extends EnvironmentPlan>(head: Planned, all: readonly Planned[]): Planned | undefined {
  return all.find(({ arm, id }) => arm === "base" && head.arm === "head" && id === baseIdOf(head.id));
}

/** Environments that exist already are one for both arms: whatever was installed last would be in both. */
export function sharedByArms(environments: readonly EnvironmentPlan[]): Problem[] {
  return environments
    .filter(({ arm, source }) => arm === "base" && source.provider === "existing")
    .map(({ variant }) => ({
      where: `variant ${variant}`,
      what: "base and head would be installed into the same environment",
      remedy: "leave install out, or name a variant that blas-bench makes",
    }));
}
