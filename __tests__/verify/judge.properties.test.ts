// What must hold of every verdict, on evidence put together at random.
import * as fc from "fast-check";
import { expect, it } from "vitest";
import type { Call, Evidence, Library } from "../../src/result/evidence.ts";
import type { Expectation, LibraryFamily } from "../../src/result/schema.ts";
import { libraryFamilySchema } from "../../src/result/schema.ts";
import { judgeBackend } from "../../src/verify/judge.ts";
import { backendVerdictSchema } from "../../src/verify/verdict.ts";
import {
  anything,
  blis,
  bundled,
  calls,
  changed,
  condaEvidence,
  library,
  mkl,
  netlibBlas,
  netlibLapack,
  openblas,
  sighting,
  systemEvidence,
  wheelEvidence,
} from "./evidence-examples.ts";

/** Each with the family it is, said here once more and by hand. */
const pool: readonly (readonly [Library, LibraryFamily | null])[] = [
  [openblas, "openblas"],
  [bundled, "openblas"],
  [mkl, "mkl"],
  [blis, "blis"],
  [netlibBlas, "netlib"],
  [netlibLapack, "netlib"],
  [library("/opt/libunmarked.so"), null],
  [library("/opt/libflexiblas.so.3", { markers: ["flexiblas_current_backend"], backend: "ATLAS" }), "atlas"],
  [library("/opt/libflexiblas.so.4", { markers: ["flexiblas_current_backend"] }), null],
];
const isFlexiblas = (call: Call): boolean => call.library?.includes("libflexiblas") ?? false;
const familyOfFile = new Map(pool.map(([one, family]) => [one.realPath, family]));

const target = fc.option(fc.constantFrom(...pool.map(([one]) => one.realPath)), { freq: 12 });
const expectation = fc.record<Expectation>({
  blas: fc.option(fc.subarray([...libraryFamilySchema.options], { minLength: 1, maxLength: 3 })),
  lapack: fc.option(fc.subarray([...libraryFamilySchema.options], { minLength: 1, maxLength: 3 })),
});

/** One target for most calls of a layer, so that verified verdicts come up. */
const layerCalls = (layer: "blas" | "lapack") =>
  fc
    .record({ common: target, odd: fc.option(target, { freq: 3 }), count: fc.integer({ min: 0, max: 3 }) })
    .map(({ common, odd, count }) =>
      calls("numpy", layer, common)
        .slice(0, count)
        .map((call, index) => (index === 0 && odd !== null ? { ...call, library: odd } : call)),
    );

const base = fc.constantFrom(
  systemEvidence(openblas),
  wheelEvidence(),
  condaEvidence("openblas"),
  condaEvidence("mkl"),
  condaEvidence("blis"),
  condaEvidence("netlib"),
);

const anyEvidence: fc.Arbitrary<Evidence> = fc
  .record({ base, blas: layerCalls("blas"), lapack: layerCalls("lapack"), redirect: fc.boolean() })
  .map(({ base: evidence, blas, lapack, redirect }) =>
    changed(evidence, (draft) => {
      if (!redirect) return;
      draft.calls = [...blas, ...lapack];
      draft.libraries = structuredClone(pool.map(([one]) => one));
    }),
  );

const judge = (evidence: Evidence, expected: Expectation) =>
  judgeBackend({ expectation: expected, sightings: [sighting(evidence)], threadsAsked: null, proof: "once" });

it("verified comes up, so that the next property says something", () => {
  const samples = fc.sample(fc.tuple(anyEvidence, expectation), { numRuns: 500, seed: 1 });
  const verified = samples.filter(([evidence, expected]) => judge(evidence, expected).status === "verified");
  expect(verified.length).toBeGreaterThan(20);
});

it("verified means: every call of both layers is known to go where it was expected to", () =>
  fc.assert(
    fc.property(anyEvidence, expectation, (evidence, expected) => {
      if (judge(evidence, expected).status !== "verified") return;
      for (const layer of ["blas", "lapack"] as const) {
        const layerCallsOf = evidence.calls.filter((call) => call.owner === "numpy" && call.layer === layer);
        const families = layerCallsOf.map((call) => (call.library === null ? null : familyOfFile.get(call.library)));
        expect(new Set(families).size).toBe(1);
        // Who wants FlexiBLAS itself takes whatever it forwards to.
        if (expected[layer]?.includes("flexiblas") && layerCallsOf.some(isFlexiblas)) continue;
        expect(families[0] ?? null).not.toBeNull();
        if (expected[layer] !== null) expect(expected[layer]).toContain(families[0]);
      }
    }),
    { numRuns: 1000 },
  ));

it("losing any one call never verifies what was not, and an unresolved one always takes it away", () =>
  fc.assert(
    fc.property(anyEvidence, expectation, fc.nat(), (evidence, expected, at) => {
      if (evidence.calls.length === 0) return;
      const lost = changed(evidence, (draft) => {
        const call = draft.calls[at % draft.calls.length];
        if (call !== undefined) call.library = null;
      });
      expect(judge(lost, expected).status).not.toBe("verified");
    }),
  ));

it("a promise never turns a mismatch into anything better", () =>
  fc.assert(
    fc.property(anyEvidence, expectation, (evidence, expected) => {
      if (judge(evidence, anything).status === "mismatch") expect(judge(evidence, expected).status).toBe("mismatch");
    }),
  ));

it("the order of calls, libraries and packages changes nothing", () =>
  fc.assert(
    fc.property(anyEvidence, expectation, (evidence, expected) => {
      const turned = changed(evidence, (draft) => {
        draft.calls.reverse();
        draft.libraries.reverse();
        draft.packages.reverse();
      });
      expect(judge(turned, expected).status).toBe(judge(evidence, expected).status);
    }),
  ));

it("seeing the same twice changes nothing, and a worse sighting decides", () =>
  fc.assert(
    fc.property(anyEvidence, anyEvidence, expectation, (one, other, expected) => {
      const order = ["verified", "unknown", "mismatch"];
      const together = (sightings: Evidence[]) =>
        judgeBackend({
          expectation: expected,
          sightings: sightings.map((each) => sighting(each)),
          threadsAsked: null,
          proof: "once",
        });
      expect(together([one, one]).status).toBe(judge(one, expected).status);
      const worst = Math.max(...[one, other].map((each) => order.indexOf(judge(each, expected).status)));
      expect(order.indexOf(together([one, other]).status)).toBeGreaterThanOrEqual(worst);
    }),
  ));

it("every verdict has a reason, and is of the published form", () =>
  fc.assert(
    fc.property(anyEvidence, expectation, (evidence, expected) => {
      const verdict = judge(evidence, expected);
      expect(verdict.reasons.length).toBeGreaterThan(0);
      expect(backendVerdictSchema.parse(verdict)).toEqual(verdict);
    }),
  ));
