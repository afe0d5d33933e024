// One evidence, judged: what most tests of the judge ask.
import type { Evidence, Library } from "../../src/result/evidence.ts";
import type { Expectation } from "../../src/result/schema.ts";
import { judgeBackend } from "../../src/verify/judge.ts";
import type { BackendVerdict } from "../../src/verify/verdict.ts";
import { anything, library, sighting } from "./evidence-examples.ts";

export function judge(
  evidence: Evidence,
  expectation: Expectation = anything,
  threadsAsked: number | null = null,
): BackendVerdict {
  return judgeBackend({ expectation, sightings: [sighting(evidence)], threadsAsked, proof: "once" });
}

/** A library that no package record knows of. */
export function stray(name: string, family: "openblas" | "blis" = "openblas"): Library {
  const mark = family === "openblas" ? "openblas_get_config" : "bli_info_get_version_str";
  return library(`/elsewhere/lib/${name}`, { markers: ["cblas_dgemm", "dgesdd_", mark] });
}
