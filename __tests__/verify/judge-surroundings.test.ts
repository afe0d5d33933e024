// What a verdict says beside NumPy's own calls: SciPy, threads, other runtimes, what is installed.
import { describe, expect, it } from "vitest";
import type { Evidence } from "../../src/result/evidence.ts";
import { judgeBackend } from "../../src/verify/judge.ts";
import * as examples from "./evidence-examples.ts";
import {
  anything,
  calls,
  changed,
  conda,
  condaEvidence,
  imported,
  library,
  only,
  openblas,
  owned,
  pip,
  redirected,
  sighting,
  systemEvidence,
  wheelEvidence,
} from "./evidence-examples.ts";
import { judge, stray } from "./judging.ts";

describe("SciPy", () => {
  const withScipy = (numpys: Evidence, own = examples.bundled.realPath.replaceAll("numpy", "scipy")) =>
    changed(numpys, (draft) => {
      draft.scipy = imported("scipy", "1.15.0", [owned("pip", "scipy", "1.15.0", "matches")]);
      draft.packages.push(pip("scipy", "1.15.0"));
      draft.calls.push(...calls("scipy", "blas", own), ...calls("scipy", "lapack", own));
      draft.libraries.push(
        library(own, { ...examples.bundled, realPath: own, owners: [owned("pip", "scipy", "1.15.0", "matches")] }),
      );
    });

  it("may have a copy of its own", () => {
    const verdict = judge(withScipy(condaEvidence("mkl")), only("mkl"));
    expect(verdict).toMatchObject({
      status: "verified",
      blas: { family: "mkl" },
      scipy: { blas: { family: "openblas" } },
    });
    expect(judge(condaEvidence("mkl")).scipy).toBeNull();
  });

  it("must not contradict its own record", () => {
    const evidence = changed(withScipy(condaEvidence("mkl")), (draft) => draft.packages.push(conda("scipy", "1.14.0")));
    expect(judge(evidence, only("mkl"))).toMatchObject({
      status: "mismatch",
      reasons: ["SciPy was replaced: conda's record says scipy 1.14.0, the files belong to pip's scipy 1.15.0"],
    });
  });

  it("is a note where it could not be followed", () => {
    const unresolved = changed(withScipy(condaEvidence("mkl")), (draft) => {
      for (const call of draft.calls) if (call.owner === "scipy") call.library = null;
    });
    const failed = changed(condaEvidence("mkl"), (draft) => {
      draft.scipy = { status: "failed", error: "ImportError: broken", lastLines: [] };
    });
    expect(judge(unresolved)).toMatchObject({ status: "verified" });
    expect(judge(unresolved).reasons[1]).toMatch(/^SciPy's BLAS calls: 3 of 3 could not be followed/);
    expect(judge(failed)).toMatchObject({ status: "verified" });
    expect(judge(failed).reasons[1]).toBe("SciPy could not be imported: ImportError: broken");
  });
});

describe("threads", () => {
  const withThreads = (threads: number | null) =>
    changed(condaEvidence("openblas"), (draft) => {
      for (const one of draft.libraries) one.threads = threads;
    });

  it.each<[string, Evidence, number | null]>([
    ["what the library says", withThreads(8), 8],
    ["not known", withThreads(null), null],
    ["not known of a nonsensical number", withThreads(0), null],
    ["1 for netlib, which has none", condaEvidence("netlib"), 1],
    ["not known of Accelerate, whatever its LAPACK says", condaEvidence("accelerate"), null],
  ])("effective: %s", (_, evidence, effective) => {
    expect(judge(evidence, anything, 2).threads).toEqual({ asked: 2, effective });
  });

  it("effective: the larger one of two libraries, and of all sightings", () => {
    const two = redirected(
      condaEvidence("openblas"),
      { ...openblas, realPath: "/env/lib/libopenblas2.so", threads: 6 },
      ["lapack"],
    );
    expect(judge(two).threads.effective).toBe(6);
    const sightings = [sighting(withThreads(2)), sighting(withThreads(3))];
    const question = { expectation: anything, sightings, threadsAsked: 2, proof: "once" } as const;
    expect(judgeBackend(question).threads.effective).toBe(3);
    const partly = { ...question, sightings: [sighting(withThreads(2)), sighting(withThreads(null))] };
    expect(judgeBackend(partly).threads.effective).toBeNull();
  });

  it("more than asked is a reason, and no mismatch", () => {
    const verdict = judge(withThreads(8), only("openblas"), 1);
    expect(verdict.status).toBe("verified");
    expect(verdict.reasons).toContain("1 asked of the BLAS threads, but it would use 8");
    expect(judge(withThreads(1), only("openblas"), 1).reasons).toHaveLength(1);
  });
});

describe("others and installed", () => {
  it("lists BLAS and OpenMP runtimes that are no part of what is called", () => {
    const evidence = changed(condaEvidence("mkl"), (draft) => {
      draft.libraries.push(library("/env/lib/libmkl_intel_lp64.so.2", { markers: ["MKL_Get_Version_String"] }));
      draft.libraries.push(library("/env/lib/libiomp5.so", { markers: ["__kmpc_fork_call"] }));
      draft.libraries.push(stray("libopenblas.so.0"));
      draft.libraries.push(library("/env/lib/libquiet.so", { markers: ["dgemm_"] }));
    });
    expect(judge(evidence).others).toEqual(["libiomp5.so", "libopenblas.so.0"]);
    const sightings = [condaEvidence("blis"), condaEvidence("openblas")].map((base, index) =>
      sighting(
        changed(base, (draft) =>
          draft.libraries.push(
            library(index === 0 ? "/b/libgomp.so" : "/a/libatlas.so", { markers: ["GOMP_x", "ATL_x"].slice(index) }),
          ),
        ),
      ),
    );
    const { others } = judgeBackend({ expectation: anything, sightings, threadsAsked: null, proof: "once" });
    expect(others).toEqual(["libatlas.so", "libgomp.so"]);
  });

  it.each<[string, Evidence, string | null]>([
    ["conda", condaEvidence("blis"), "libblas 3.11.0 5_h1234567_blis"],
    ["a wheel", wheelEvidence(), "numpy 2.2.0 (pip)"],
    ["no records", systemEvidence(stray("libopenblas.so.0")), null],
    [
      "the defaults channel",
      changed(condaEvidence("mkl"), (draft) => {
        draft.packages = [conda("blas", "1.0", "mkl"), conda("numpy-base", "2.2.0")];
      }),
      "blas 1.0 mkl",
    ],
    [
      "conda without an interface package",
      changed(condaEvidence("mkl"), (draft) => {
        draft.packages = [conda("numpy", "2.2.0")];
      }),
      "numpy 2.2.0 h1234567_0",
    ],
  ])("installed, from %s", (_, evidence, installed) => {
    expect(judge(evidence)).toMatchObject({ status: "verified", installed });
  });
});
