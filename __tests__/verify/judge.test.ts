import { describe, expect, it } from "vitest";
import type { Evidence } from "../../src/result/evidence.ts";
import type { Expectation } from "../../src/result/schema.ts";
import { judgeBackend } from "../../src/verify/judge.ts";
import type { BackendVerdict } from "../../src/verify/verdict.ts";
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

function judge(
  evidence: Evidence,
  expectation: Expectation = anything,
  threadsAsked: number | null = null,
): BackendVerdict {
  return judgeBackend({ expectation, sightings: [sighting(evidence)], threadsAsked, proof: "once" });
}

const stray = (name: string, family: "openblas" | "blis" = "openblas") =>
  library(`/elsewhere/lib/${name}`, {
    markers: ["cblas_dgemm", "dgesdd_", family === "openblas" ? "openblas_get_config" : "bli_info_get_version_str"],
  });

describe("verified", () => {
  it.each<[string, Evidence, Expectation]>([
    ["conda's openblas", condaEvidence("openblas"), only("openblas")],
    ["conda's mkl", condaEvidence("mkl"), only("mkl")],
    ["conda's blis with netlib's LAPACK", condaEvidence("blis"), only("blis", "netlib")],
    ["conda's netlib", condaEvidence("netlib"), only("netlib")],
    ["conda's accelerate with netlib's LAPACK", condaEvidence("accelerate"), only("accelerate", "netlib")],
    ["conda's newaccelerate", condaEvidence("newaccelerate"), only("accelerate")],
    ["the wheel's own OpenBLAS in a venv", wheelEvidence(), only("openblas")],
    ["a system's Python without records", systemEvidence(stray("libopenblas.so.0")), only("openblas")],
  ])("%s, with its expectation and without one", (_, evidence, expectation) => {
    expect(judge(evidence, expectation)).toMatchObject({ status: "verified" });
    expect(judge(evidence)).toMatchObject({ status: "verified" });
  });

  it("says what goes where, and where both layers were seen", () => {
    expect(judge(condaEvidence("openblas")).reasons).toEqual([
      "NumPy's calls of 3 BLAS and 3 LAPACK routines go to libopenblasp-r0.3.30.so (OpenBLAS)",
    ]);
    expect(judge(condaEvidence("blis"))).toMatchObject({
      reasons: [
        "NumPy's calls of 3 BLAS routines go to libblis.so.4 (BLIS), of 3 LAPACK routines to liblapack.so.3.11.0 (netlib)",
      ],
      blas: { family: "blis" },
      lapack: { family: "netlib" },
    });
  });

  it("lets pip's NumPy stand beside a libblas that is in the environment for others", () => {
    const evidence = changed(wheelEvidence(), (draft) => draft.packages.push(conda("libblas", "3.11.0", "5_h1_mkl")));
    expect(judge(evidence)).toMatchObject({ status: "verified", installed: "numpy 2.2.0 (pip)" });
  });

  it("accepts a conda build whose implementation it does not know, on conda's own file", () => {
    const evidence = changed(condaEvidence("openblas"), (draft) => {
      for (const record of draft.packages) if (record.name !== "numpy") record.build = "5_h1234567_newthing";
    });
    expect(judge(evidence).status).toBe("verified");
  });
});

describe("mismatch with the expectation", () => {
  it("of BLAS, and says what is installed", () => {
    expect(judge(condaEvidence("mkl"), { blas: ["openblas"], lapack: null })).toMatchObject({
      status: "mismatch",
      reasons: [
        "OpenBLAS was expected, but libblas 3.11.0 5_h1234567_mkl is installed, and NumPy's BLAS calls go to libmkl_rt.so.2 (MKL)",
      ],
    });
  });

  it("of LAPACK alone", () => {
    const verdict = judge(condaEvidence("blis"), only("blis"));
    expect(verdict.status).toBe("mismatch");
    expect(verdict.reasons).toEqual([expect.stringMatching(/^BLIS was expected, .* LAPACK calls go to liblapack/)]);
  });

  it("when a single routine goes elsewhere", () => {
    const evidence = changed(systemEvidence(stray("libopenblas.so.0")), (draft) => {
      const blis = stray("libblis.so.4", "blis");
      draft.libraries.push(blis);
      for (const call of draft.calls) if (call.routine === "ddot") call.library = blis.realPath;
    });
    const split = expect.stringContaining("are split between libopenblas.so.0 (OpenBLAS) and libblis.so.4 (BLIS)");
    expect(judge(evidence)).toMatchObject({ status: "mismatch", reasons: [split] });
    expect(judge(evidence, only("openblas")).reasons).toContain(
      "OpenBLAS was expected, but NumPy's BLAS calls go to libblis.so.4 (BLIS)",
    );
    const preloaded = changed(evidence, (draft) => {
      draft.variables.LD_PRELOAD = "/elsewhere/lib/libblis.so.4";
    });
    expect(judge(preloaded).reasons).toEqual([expect.stringMatching(/^LD_PRELOAD names/), split]);
    expect(judge(evidence).blas?.fileName).toBe("libopenblas.so.0");
    const reversed = changed(evidence, (draft) => draft.calls.reverse());
    expect(judge(reversed).blas?.fileName).toBe("libopenblas.so.0");
    const three = changed(evidence, (draft) => {
      const [call] = draft.calls;
      if (call !== undefined) call.library = "/elsewhere/lib/libunmarked.so";
    });
    expect(judge(three).reasons[0]).toContain("libunmarked.so (of no known family)");
    // Two families that both would do are still two.
    expect(judge(evidence, { blas: ["openblas", "blis"], lapack: ["openblas"] }).status).toBe("mismatch");
  });

  it("outranks what is unknown", () => {
    const evidence = changed(condaEvidence("mkl"), (draft) => {
      for (const call of draft.calls) if (call.layer === "lapack") call.library = null;
    });
    expect(judge(evidence, only("openblas")).status).toBe("mismatch");
  });
});

describe("unknown", () => {
  it.each<[string, (draft: Evidence) => void, RegExp]>([
    [
      "an unresolved call",
      (draft) => {
        const [call] = draft.calls;
        if (call !== undefined) Object.assign(call, { library: null, reason: "its memory cannot be read" });
      },
      /^NumPy's BLAS calls: 1 of 3 could not be followed \(cblas_dgemm of .*: its memory cannot be read\)/,
    ],
    [
      "no BLAS calls",
      (draft) => {
        draft.calls = draft.calls.filter((call) => call.layer !== "blas");
      },
      /^none of NumPy's BLAS calls was found: it may have been built without/,
    ],
    [
      "no LAPACK calls, with the reason that was given",
      (draft) => {
        draft.calls = draft.calls.filter((call) => call.layer !== "lapack");
        draft.limitations = ["the process cannot be looked into: not supported"];
      },
      /^none of NumPy's LAPACK calls was found: the process cannot be looked into/,
    ],
    [
      "an unmarked library",
      (draft) => {
        for (const one of draft.libraries) Object.assign(one, { markers: ["dgemm_"] });
      },
      /which carries the marks of no known library/,
    ],
    [
      "FlexiBLAS that does not name its backend",
      (draft) => {
        for (const one of draft.libraries) one.markers = ["flexiblas_current_backend"];
      },
      /which backend it forwards to could not be told/,
    ],
    [
      "a library that was not listed",
      (draft) => {
        draft.libraries = [];
      },
      /which carries the marks of no known library/,
    ],
  ])("%s", (_, change, reason) => {
    const evidence = changed(systemEvidence(stray("libopenblas.so.0")), change);
    for (const expectation of [anything, only("openblas")]) {
      const verdict = judge(evidence, expectation);
      expect(verdict.status).toBe("unknown");
      expect(verdict.reasons[0]).toMatch(reason);
    }
  });

  it.each<[string, Evidence["numpy"], string]>([
    ["absent", { status: "absent" }, "this Python has no NumPy"],
    [
      "failing",
      { status: "failed", error: "ImportError: libblas.so.3: cannot open", lastLines: [] },
      "NumPy could not be imported: ImportError: libblas.so.3: cannot open",
    ],
  ])("with NumPy %s", (_, numpy, reason) => {
    const evidence = changed(condaEvidence("openblas"), (draft) => Object.assign(draft, { numpy, calls: [] }));
    expect(judge(evidence)).toMatchObject({ status: "unknown", reasons: [reason] });
  });

  it("without evidence", () => {
    const verdict = judgeBackend({ expectation: anything, sightings: [], threadsAsked: 1, proof: "once" });
    const nothing = { blas: null, lapack: null, scipy: null, others: [], installed: null };
    const threads = { asked: 1, effective: null };
    expect(verdict).toEqual({ status: "unknown", reasons: ["no evidence was taken"], threads, ...nothing });
  });
});

describe("FlexiBLAS", () => {
  const flexiblas = (backend: string) =>
    systemEvidence(library("/usr/lib64/libflexiblas.so.3", { markers: ["flexiblas_current_backend"], backend }));

  it("is judged by its backend, and that is said", () => {
    expect(judge(flexiblas("OPENBLAS-OPENMP"), only("openblas"))).toMatchObject({
      status: "verified",
      reasons: [expect.anything(), "libflexiblas.so.3 forwards to OPENBLAS-OPENMP, by which it was judged"],
    });
    const netlib = judge(flexiblas("NETLIB"), only("openblas"));
    expect(netlib.status).toBe("mismatch");
    expect(netlib.reasons[0]).toMatch(/go to libflexiblas\.so\.3 \(FlexiBLAS, forwarding to NETLIB\)$/);
  });

  it("fulfils an expectation of FlexiBLAS itself", () => {
    expect(judge(flexiblas("SOMETHING"), only("flexiblas"))).toMatchObject({ status: "verified" });
  });
});

describe("before and after timing", () => {
  const around = (...sightings: ReturnType<typeof sighting>[]) =>
    judgeBackend({ expectation: only("openblas"), sightings, threadsAsked: null, proof: "around-timing" });
  const both = (block: number) => [{ block, phase: "before" } as const, { block, phase: "after" } as const];
  const evidence = condaEvidence("openblas");

  it("is verified when all of it is the same", () => {
    expect(around(sighting(evidence, ...both(0), ...both(1)))).toMatchObject({
      status: "verified",
      reasons: [expect.stringMatching(/, before and after timing in 2 blocks$/)],
    });
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
