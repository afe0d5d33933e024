// Anaconda's `defaults` has no libblas: a metapackage's bare build names the implementation, and all else follows from it.
import { expect, test } from "vitest";
import type { Evidence } from "../../src/result/evidence.ts";
import { adviceFor } from "../../src/verify/advice.ts";
import { judgeBackend } from "../../src/verify/judge.ts";
import { changed, conda, condaEvidence, host, only, openblas, redirected, sighting } from "./evidence-examples.ts";

const mkl = changed(condaEvidence("mkl"), (draft) => {
  draft.packages = [conda("blas", "1.0", "mkl"), conda("numpy", "2.2.0"), conda("numpy-base", "2.2.0")];
  draft.pinned = ["blas *=mkl"];
});

function judge(evidence: Evidence) {
  const question = {
    expectation: only("mkl"),
    sightings: [sighting(evidence)],
    threadsAsked: 1,
    proof: "once",
  } as const;
  const verdict = judgeBackend(question);
  return { verdict, advice: adviceFor(host, [{ name: "defaults-mkl", verdict, evidence }]) };
}

test("what it names is installed and proven", () => {
  const { verdict, advice } = judge(mkl);
  expect(verdict).toMatchObject({ status: "verified", installed: "blas 1.0 mkl" });
  expect(advice.map(({ code }) => code)).toEqual(["mkl-on-amd"]);
});

test("another library than it names is a contradiction, and no pin is worth an advice", () => {
  const { verdict, advice } = judge(
    changed(redirected(mkl, openblas), (draft) => Object.assign(draft, { pinned: null })),
  );
  expect(verdict.status).toBe("mismatch");
  expect(verdict.reasons.join("\n")).toContain("conda's record says blas 1.0 mkl");
  expect(advice.map(({ text }) => text)).toContainEqual(
    expect.stringContaining('write "blas *=mkl" into conda-meta/pinned'),
  );
});
