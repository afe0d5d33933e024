import { describe, expect, it } from "vitest";
import { judgeBackend } from "../../src/verify/judge.ts";
import {
  changed,
  condaEvidence,
  imported,
  library,
  netlibBlas,
  only,
  openblas,
  redirected,
  sighting,
} from "./evidence-examples.ts";

describe("before and after timing", () => {
  const timed = (timedBlocks: readonly number[], ...sightings: ReturnType<typeof sighting>[]) =>
    judgeBackend({ expectation: only("openblas"), sightings, threadsAsked: null, proof: { timedBlocks } });
  /** Every block that was seen was timed to its end. */
  const around = (...sightings: ReturnType<typeof sighting>[]) => {
    const blocks = sightings.flatMap(({ moments }) => moments.map(({ block }) => block));
    return timed(
      [...new Set(blocks)].sort((one, other) => one - other),
      ...sightings,
    );
  };
  const both = (block: number) => [{ block, phase: "before" } as const, { block, phase: "after" } as const];
  const evidence = condaEvidence("openblas");

  it("is verified when all of it is the same", () => {
    expect(around(sighting(evidence, ...both(0), ...both(1)))).toMatchObject({
      status: "verified",
      reasons: [expect.stringMatching(/, before and after timing in 2 blocks$/)],
    });
  });

  it("is verified where a process that ran as a whole spoke at its end, and unknown where only another one did", () => {
    const beside = { block: 0, phase: "beside" } as const;
    expect(timed([0], sighting(evidence, beside, { block: 0, phase: "after" }))).toMatchObject({
      status: "verified",
      reasons: [expect.stringMatching(/, at the end of the processes that were timed in 1 block$/)],
    });
    expect(timed([0], sighting(evidence, beside))).toMatchObject({
      status: "unknown",
      reasons: [
        "the process that was timed in block 1 cannot be asked: what is shown is another one of its environment",
      ],
    });
    const elsewhere = timed(
      [0],
      sighting(evidence, beside),
      sighting(redirected(evidence, netlibBlas), { block: 0, phase: "after" }),
    );
    expect(elsewhere.status).toBe("mismatch");
    expect(elsewhere.reasons.join("\n")).toMatch(/in another process beside the one timed in block 1/);
  });

  it.each([
    ["before", 1],
    ["after", 0],
  ] as const)("is unknown when evidence from %s timing is missing in a block", (missing, block) => {
    const moments = [...both(0), ...both(1)].filter((one) => !(one.phase === missing && one.block === block));
    expect(around(sighting(evidence, ...moments))).toMatchObject({
      status: "unknown",
      reasons: [`no evidence was taken ${missing} timing in block ${block + 1}`],
    });
  });

  it("is unknown when nobody looked in a block that was timed", () => {
    expect(timed([0, 1], sighting(evidence, ...both(0)))).toMatchObject({
      status: "unknown",
      reasons: ["no evidence was taken before timing in block 2", "no evidence was taken after timing in block 2"],
    });
  });

  it("needs no proof of a block that left no figures, and looks at what was seen there", () => {
    const [before] = both(1);
    if (before === undefined) throw new Error("no moment");
    expect(timed([0], sighting(evidence, ...both(0), before))).toMatchObject({
      status: "verified",
      reasons: [expect.stringMatching(/, before and after timing in 1 block$/)],
    });
    expect(timed([0], sighting(evidence, ...both(0)), sighting(condaEvidence("mkl"), before)).status).toBe("mismatch");
  });

  it("is a mismatch when a call moved, even within its family", () => {
    const moved = redirected(evidence, { ...openblas, realPath: "/env/lib/libopenblasp-r0.3.31.so" }, ["lapack"]);
    const [before, after] = both(0);
    if (before === undefined || after === undefined) throw new Error("no moments");
    expect(around(sighting(evidence, before), sighting(moved, after))).toMatchObject({
      status: "mismatch",
      reasons: [
        "NumPy's dgesdd_ went to /env/lib/libopenblasp-r0.3.30.so before timing in block 1 and to " +
          "/env/lib/libopenblasp-r0.3.31.so after timing in block 1",
      ],
    });
  });

  it("is a mismatch when a later block calls another library", () => {
    const verdict = around(sighting(evidence, ...both(0)), sighting(condaEvidence("mkl"), ...both(1)));
    expect(verdict.status).toBe("mismatch");
    expect(verdict.reasons.join("\n")).toContain("MKL");
  });

  it("is a mismatch when NumPy was exchanged in between", () => {
    const newer = changed(evidence, (draft) => {
      Object.assign(draft.numpy, { version: "2.3.0" });
      for (const record of draft.packages) if (record.name === "numpy") record.version = "2.3.0";
    });
    const verdict = around(sighting(evidence, ...both(0)), sighting(newer, ...both(1)));
    expect(verdict.status).toBe("mismatch");
    expect(verdict.reasons).toContain("NumPy was 2.2.0 before timing in block 1 and 2.3.0 before timing in block 2");
  });

  it("is a mismatch when SciPy was exchanged in between", () => {
    const scipy = (version: string) =>
      changed(evidence, (draft) => Object.assign(draft, { scipy: imported("scipy", version, []) }));
    const verdict = around(sighting(scipy("1.14.0"), ...both(0)), sighting(scipy("1.15.0"), ...both(1)));
    expect(verdict.status).toBe("mismatch");
    expect(verdict.reasons[0]).toMatch(/^SciPy was 1\.14\.0 before timing in block 1 and 1\.15\.0 before/);
  });

  it("is unknown, and no exchange, when NumPy or a call could not be looked at again", () => {
    const failed = changed(evidence, (draft) => {
      Object.assign(draft, { numpy: { status: "failed", error: "MemoryError: ", lastLines: [] }, calls: [] });
    });
    const unresolved = changed(evidence, (draft) => {
      for (const call of draft.calls) call.library = null;
    });
    for (const other of [failed, unresolved])
      for (const order of [
        [evidence, other],
        [other, evidence],
      ] as const) {
        const [first, second] = order;
        expect(around(sighting(first, ...both(0)), sighting(second, ...both(1))).status).toBe("unknown");
      }
  });

  it("names the blocks in order, and evidence of no moment as such", () => {
    expect(around(sighting(evidence, { block: 2, phase: "after" }, { block: 0, phase: "after" })).reasons).toEqual([
      "no evidence was taken before timing in block 1",
      "no evidence was taken before timing in block 3",
    ]);
    const timeless = { moments: [], evidence: condaEvidence("mkl") };
    expect(around(timeless).reasons).toContain("no evidence was taken");
    expect(around(sighting(evidence, ...both(0)), timeless).reasons[0]).toMatch(/libmkl_rt\.so\.2 at no known moment$/);
  });

  it("does not mind libraries that only come later", () => {
    const more = changed(evidence, (draft) =>
      draft.libraries.push(library("/env/lib/libgomp.so.1", { markers: ["GOMP_parallel"] })),
    );
    const verdict = around(sighting(evidence, ...both(0)), sighting(more, ...both(1)));
    expect(verdict).toMatchObject({ status: "verified", others: ["libgomp.so.1"] });
  });
});
