// What a command did to an environment's backend: NumPy's owner, its BLAS and LAPACK, before and after.
import { Interrupted } from "../errors.ts";
import type { Evidence } from "../result/evidence.ts";
import type { Processes } from "../system/processes.ts";
import { describeProvider, followCalls } from "./calls.ts";
import type { ProbeRequest } from "./probe.ts";
import { collectEvidence } from "./probe.ts";
import { describeOwner, holderOf, installedText } from "./records.ts";

/** In words, by what they are about: "NumPy", "BLAS", "LAPACK". */
export type BackendFacts = ReadonlyMap<string, string>;

/** An environment that cannot be looked into any more is a fact too. @throws Interrupted */
export async function lookAtBackend(request: ProbeRequest, processes: Processes): Promise<BackendFacts> {
  try {
    return backendFacts(await collectEvidence(request, processes));
  } catch (error) {
    if (error instanceof Interrupted || !(error instanceof Error)) throw error;
    return new Map([["NumPy", `what cannot be looked into (${error.message})`]]);
  }
}

export function backendFacts(evidence: Evidence): BackendFacts {
  const { numpy } = evidence;
  if (numpy.status === "failed") return new Map([["NumPy", `what cannot be imported (${numpy.error})`]]);
  if (numpy.status !== "imported") return new Map([["NumPy", "none"]]);
  const holder = holderOf(evidence, "numpy");
  const layer = (name: "blas" | "lapack"): string => {
    const loaded = followCalls(evidence, "numpy", name).providers.map(describeProvider).join(" and ");
    return `${loaded || "an unknown library"} of ${installedText(evidence, "numpy", name) ?? "no package"}`;
  };
  return new Map([
    ["NumPy", holder === null ? `numpy ${numpy.version} of nobody` : describeOwner(holder)],
    ["BLAS", layer("blas")],
    ["LAPACK", layer("lapack")],
  ]);
}

/** "NumPy from conda's numpy 2.1.3 to pip's numpy 2.2.6; BLAS from ...", or null when all is as it was. */
export function backendChange(before: BackendFacts, after: BackendFacts): string | null {
  const changes = [...new Set([...before.keys(), ...after.keys()])].flatMap((name) => {
    const [one, other] = [before.get(name), after.get(name)];
    return one === other || other === undefined ? [] : [`${name} from ${one ?? "none"} to ${other}`];
  });
  return changes.length === 0 ? null : changes.join("; ");
}
