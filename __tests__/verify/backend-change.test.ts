// What is said of an environment before and after a command.
import { expect, test } from "vitest";
import { backendChange, backendFacts } from "../../src/verify/backend-change.ts";
import { changed, condaEvidence, wheelEvidence } from "./evidence-examples.ts";

const facts = backendFacts;

test("nothing changed", () => {
  expect(backendChange(facts(condaEvidence("openblas")), facts(condaEvidence("openblas")))).toBeNull();
});

test("pip's NumPy over conda's", () => {
  const change = backendChange(facts(condaEvidence("openblas")), facts(wheelEvidence()));
  expect(change).toMatch(/^NumPy from conda's numpy \S+ to pip's numpy \S+; BLAS from libopenblas/);
});

test("another libblas", () => {
  const change = backendChange(facts(condaEvidence("openblas")), facts(condaEvidence("netlib")));
  expect(change).toMatch(/^BLAS from .*OpenBLAS.* to .*Netlib.*; LAPACK from /i);
});

test("a NumPy that is gone", () => {
  const gone = changed(condaEvidence("openblas"), (draft) => {
    draft.numpy = { status: "absent" };
  });
  expect(backendChange(facts(condaEvidence("openblas")), facts(gone))).toMatch(
    /^NumPy from conda's numpy \S+ to none$/,
  );
});
