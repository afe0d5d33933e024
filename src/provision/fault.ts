// Why one environment cannot be had, as the steps of provisioning hand it on.
import * as z from "zod";
import type { EnvironmentPlan } from "../plan/plan.ts";
import { redactCredentials } from "../result/credentials.ts";
import type { ProvisionFailure, ProvisionFailureKind } from "./provider.ts";

export interface Fault {
  readonly status: "failed";
  readonly kind: ProvisionFailureKind;
  readonly message: string;
  readonly lastLines: readonly string[];
}

const kinds = [
  "channel-unreachable",
  "channel-missing",
  "channel-malformed",
  "package-not-found",
  "unsatisfiable",
  "bad-spec",
  "disk-full",
  "hash-mismatch",
  "prefix-exists",
  "no-python",
  "numpy-missing",
  "other",
] as const satisfies readonly ProvisionFailureKind[];

/** What our Python programs answer when they fail. */
export const faultSchema = z.object({
  status: z.literal("failed"),
  kind: z.enum(kinds),
  message: z.string(),
  lastLines: z.array(z.string()),
});

export function fault(kind: ProvisionFailureKind, message: string, lastLines: readonly string[] = []): Fault {
  return { status: "failed", kind, message, lastLines };
}

/** The outcome of a plan. Credentials are taken out once more here, whoever wrote the words. */
export function failureOf(plan: EnvironmentPlan, { kind, message, lastLines }: Fault): ProvisionFailure {
  return {
    status: "failed",
    plan,
    kind,
    message: redactCredentials(message),
    lastLines: lastLines.map(redactCredentials),
  };
}

/** The last lines of an output that say something. */
export function lastLinesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trimEnd())
    .filter((line) => line !== "")
    .slice(-5);
}

const diskFull = new Set(["ENOSPC", "EDQUOT", "EFBIG"]);

/** A failure of the file system below `place` becomes a fault; anything else is a bug and stays one. */
export function faultFromFileError(place: string, error: unknown): Fault {
  if (!(error instanceof Error && "code" in error && typeof error.code === "string")) throw error;
  return diskFull.has(error.code)
    ? fault("disk-full", `${place}: the disk is full. Free some space, or choose another disk for the output folder.`)
    : fault("other", `${place}: ${error.message}.`);
}
