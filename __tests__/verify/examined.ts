// The doctor's document of some evidence, where nothing but the evidence counts.
import { examine } from "../../src/doctor.ts";
import type { Evidence } from "../../src/result/evidence.ts";
import type { Surroundings } from "../../src/verify/surroundings.ts";
import { host } from "./evidence-examples.ts";

/** Started from a terminal like any other. */
export const alike: Surroundings = {
  startedFrom: null,
  loginShell: { status: "compared", shell: "/bin/zsh" },
  differences: [],
  standing: [],
};

const notAsked = { status: "unavailable", reason: "not asked" } as const;

export function examined(
  evidence: Evidence,
  requested: Parameters<typeof examine>[0] = null,
): ReturnType<typeof examine> {
  return examine(requested, host, evidence, notAsked, alike);
}
