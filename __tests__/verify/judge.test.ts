import { describe, expect, it } from "vitest";
import type { Evidence } from "../../src/result/evidence.ts";
import type { Expectation } from "../../src/result/schema.ts";
import { judgeBackend } from "../../src/verify/judge.ts";
import {
  anything,
  changed,
  conda,
  condaEvidence,
  library,
  only,
  systemEvidence,
  wheelEvidence,
} from "./evidence-examples.ts";
import { judge, stray } from "./judging.ts";

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
        draft.limitations = [{ path: null, text: "the process cannot be looked into: not supported" }];
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

  it.each([
    ["NumPy's record", "/env/conda-meta/numpy-2.1.0-h1_0.json"],
    ["NumPy's record of pip", "/env/lib/python3.12/site-packages/numpy-2.1.0.dist-info/RECORD"],
    ["the library's record", "/env/conda-meta/libopenblas-0.3.28-h1_0.json"],
    ["a module", "/env/lib/python3.12/site-packages/numpy/linalg/lapack_lite.so"],
    ["a module of the system's NumPy", "/usr/lib/python3/dist-packages/numpy/linalg/lapack_lite.so"],
    ["the library as it was loaded", "{library}"],
  ])("where %s cannot be seen", (_, file) => {
    const sound = condaEvidence("openblas");
    const library = sound.calls[0]?.library ?? expect.fail("there is a call");
    const path = file.replace("{library}", library);
    const evidence = changed(sound, (draft) => void draft.limitations.push({ path, text: "it cannot be seen" }));
    expect(judge(evidence, only("openblas"))).toMatchObject({ status: "unknown", reasons: ["it cannot be seen"] });
  });

  it.each([
    ["another package's record", "/env/conda-meta/mklearn-1.json"],
    ["another wheel's record", "/env/lib/python3.12/site-packages/numpy_financial-1.0.dist-info/RECORD"],
    ["a module of SciPy", "/env/lib/python3.12/site-packages/scipy/linalg/_fblas.so"],
    ["no file", null],
  ])("but not where it is %s", (_, path) => {
    const limitation = { path, text: "/env/conda-meta/numpy-2.1.0-h1_0.json is only spoken of" };
    const evidence = changed(condaEvidence("openblas"), (draft) => void draft.limitations.push(limitation));
    expect(judge(evidence, only("openblas")).status).toBe("verified");
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
