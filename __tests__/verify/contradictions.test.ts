import { describe, expect, it } from "vitest";
import type { Evidence } from "../../src/result/evidence.ts";
import type { Expectation } from "../../src/result/schema.ts";
import { judgeBackend } from "../../src/verify/judge.ts";
import {
  anything,
  bundled,
  changed,
  conda,
  condaEvidence,
  imported,
  library,
  netlibBlas,
  only,
  owned,
  pip,
  redirected,
  sighting,
  systemEvidence,
  wheelEvidence,
} from "./evidence-examples.ts";

function judge(evidence: Evidence, expectation: Expectation = anything) {
  return judgeBackend({ expectation, sightings: [sighting(evidence)], threadsAsked: null, proof: "once" });
}

/** Reasons of a verdict that has to be a mismatch, with an expectation that holds and without one. */
function reasonsAgainst(evidence: Evidence, held: Expectation): readonly string[] {
  for (const expectation of [held, anything]) expect(judge(evidence, expectation).status).toBe("mismatch");
  return judge(evidence, held).reasons;
}

const strayOpenblas = library("/elsewhere/lib/libopenblas.so.0", { markers: ["cblas_dgemm", "openblas_get_config"] });
const strayBlis = library("/elsewhere/lib/libblis.so.4", { markers: ["cblas_dgemm", "bli_info_get_version_str"] });

describe("a replaced package", () => {
  const replaced = changed(condaEvidence("openblas"), (draft) => {
    draft.numpy = imported("numpy", "2.4.6", [
      owned("conda", "numpy", "2.2.0", "differs"),
      owned("pip", "numpy", "2.4.6", "matches"),
    ]);
    draft.packages.push(pip("numpy", "2.4.6"));
    const own = { ...bundled, owners: [owned("pip", "numpy", "2.4.6", "matches")] };
    draft.libraries = [own];
    for (const call of draft.calls) call.library = own.realPath;
  });

  it("names both owners, although both NumPys run on OpenBLAS", () => {
    expect(reasonsAgainst(replaced, only("openblas"))).toEqual([
      "NumPy was replaced: conda's record says numpy 2.2.0, the files belong to pip's numpy 2.4.6",
    ]);
    expect(judge(replaced).installed).toBe("libblas 3.11.0 5_h1234567_openblas");
  });

  it("comes before what follows from it", () => {
    expect(judge(replaced, only("mkl")).reasons[0]).toMatch(/^NumPy was replaced/);
    const touched = changed(replaced, (draft) => {
      for (const one of draft.libraries) one.owners = [owned("pip", "numpy", "2.4.6", "differs")];
    });
    expect(judge(touched).reasons).toEqual([
      expect.stringMatching(/^NumPy was replaced/),
      expect.stringMatching(/its checksum differs$/),
    ]);
  });

  it("is seen by its version where the files that are looked at are the same", () => {
    const same = changed(condaEvidence("openblas"), (draft) => Object.assign(draft.numpy, { version: "2.2.1" }));
    expect(reasonsAgainst(same, only("openblas"))).toEqual([
      "NumPy was replaced: conda's record says numpy 2.2.0, what was imported says it is 2.2.1",
    ]);
    const claimed = changed(same, (draft) => {
      if (draft.numpy.status === "imported") draft.numpy.owners.push(owned("pip", "numpy", "2.2.1", "matches"));
    });
    expect(reasonsAgainst(claimed, only("openblas"))[0]).toMatch(/the files belong to pip's numpy 2\.2\.1$/);
  });

  it("is seen where it comes from a place that no record lists", () => {
    const shadowed = changed(condaEvidence("openblas"), (draft) => {
      draft.numpy = { ...imported("numpy", "1.26.4", []), file: "/home/me/lib/numpy/__init__.py" };
      draft.variables.PYTHONPATH = "/other:/home/me/lib/";
    });
    expect(reasonsAgainst(shadowed, only("openblas"))).toEqual([
      "NumPy was replaced: conda's record says numpy 2.2.0, but it was imported from " +
        "/home/me/lib/numpy/__init__.py (PYTHONPATH names /home/me/lib/)",
    ]);
  });

  it("may only be changed", () => {
    const touched = changed(condaEvidence("openblas"), (draft) => {
      draft.numpy = imported("numpy", "2.2.0", [owned("conda", "numpy", "2.2.0", "differs")]);
    });
    expect(reasonsAgainst(touched, only("openblas"))).toEqual([
      "NumPy was changed: conda's record says numpy 2.2.0, but a file of it has another checksum",
    ]);
  });

  it("is seen in a venv by its version", () => {
    const shadowed = changed(wheelEvidence(), (draft) => {
      draft.numpy = { ...imported("numpy", "1.26.4", []), file: "/usr/lib/python3/numpy/__init__.py" };
    });
    expect(reasonsAgainst(shadowed, only("openblas"))).toEqual([
      "NumPy was replaced: pip's record says numpy 2.2.0, but version 1.26.4 was imported from /usr/lib/python3/numpy/__init__.py",
    ]);
  });

  it("is none in a virtual environment over conda's, unless it takes conda's NumPy", () => {
    const over = (file: string) =>
      changed(wheelEvidence(), (draft) => {
        draft.python.basePrefix = "/conda";
        draft.packages.push(...condaEvidence("mkl").packages);
        Object.assign(draft.numpy, { file });
      });
    expect(judge(over("/env/site-packages/numpy/__init__.py"))).toMatchObject({
      status: "verified",
      installed: "numpy 2.2.0 (pip)",
    });
    expect(judge(over("/conda/site-packages/numpy/__init__.py")).status).toBe("mismatch");
  });

  it("is none where one of two records fits, as with a venv over a system's packages, or in an editable install", () => {
    const two = changed(wheelEvidence(), (draft) => draft.packages.unshift(pip("numpy", "1.26.4")));
    expect(judge(two).status).toBe("verified");
    const editable = changed(systemEvidence(strayOpenblas), (draft) => draft.packages.push(pip("numpy", "2.2.0")));
    expect(judge(editable).status).toBe("verified");
  });
});

describe("a loaded file against conda's record", () => {
  it("of another family", () => {
    const other = { ...strayBlis, owners: [owned("conda", "blis", "0.9.0", "matches")] };
    expect(reasonsAgainst(redirected(condaEvidence("openblas"), other), only("blis"))).toEqual([
      "conda's record says libblas 3.11.0 5_h1234567_openblas, but NumPy's BLAS calls go to libblis.so.4 (BLIS)",
      "conda's record says liblapack 3.11.0 5_h1234567_openblas, but NumPy's LAPACK calls go to libblis.so.4 (BLIS)",
    ]);
  });

  it.each(["3_openblas", "20_linux64_openblas", "5_h8d724d3_openblas"])("reads the build string %s", (build) => {
    const evidence = changed(condaEvidence("mkl"), (draft) => {
      for (const record of draft.packages) if (record.name !== "numpy") record.build = build;
    });
    expect(reasonsAgainst(evidence, only("mkl"))[0]).toContain(`${build}, but NumPy's BLAS calls go to libmkl_rt.so.2`);
  });

  it("reads NVPL's build string, which ends in its threading", () => {
    const nvpl = library("/env/lib/libnvpl_blas_lp64_gomp.so.0", {
      owners: [owned("conda", "libnvpl-blas", "0.3", "matches")],
    });
    const evidence = changed(redirected(condaEvidence("openblas"), nvpl), (draft) => {
      for (const record of draft.packages) if (record.name !== "numpy") record.build = "5_h1234567_nvpl_gomp";
    });
    expect(judge(evidence).status).toBe("verified");
  });

  it("that is in no record, of the very same family", () => {
    expect(reasonsAgainst(redirected(condaEvidence("openblas"), strayOpenblas, ["blas"]), only("openblas"))).toEqual([
      "NumPy's BLAS calls go to /elsewhere/lib/libopenblas.so.0, which is in no package record of this environment",
    ]);
  });

  // A link libblas.so.3 that now leads elsewhere is still claimed by libblas; the file at its end is not.
  it.each(["matches", "unrecorded"] as const)("that only a link's record claims (%s)", (checksum) => {
    const linked = { ...strayOpenblas, owners: [owned("conda", "libblas", "3.11.0", checksum)] };
    expect(reasonsAgainst(redirected(condaEvidence("openblas"), linked, ["blas"]), only("openblas"))).toEqual([
      "NumPy's BLAS calls go to /elsewhere/lib/libopenblas.so.0, which is in no package record of this environment",
    ]);
  });

  it("of netlib, where libblas owns the file itself and its checksum has to match", () => {
    const other = {
      ...netlibBlas,
      realPath: "/elsewhere/libblas.so.3",
      owners: [owned("conda", "libblas", "3.11.0", "unrecorded")],
    };
    expect(reasonsAgainst(redirected(condaEvidence("netlib"), other, ["blas"]), only("netlib"))).toEqual([
      expect.stringMatching(/go to \/elsewhere\/libblas\.so\.3, which is in no package record/),
    ]);
  });

  it("that belongs to pip", () => {
    const wheels = { ...strayOpenblas, owners: [owned("pip", "scipy-openblas32", "0.3.30", "matches")] };
    expect(reasonsAgainst(redirected(condaEvidence("openblas"), wheels, ["blas"]), only("openblas"))).toEqual([
      "NumPy's BLAS calls go to /elsewhere/lib/libopenblas.so.0, which belongs to pip's scipy-openblas32 0.3.30",
    ]);
  });

  it("of Apple's, where the record does not speak of Apple's", () => {
    const evidence = changed(condaEvidence("newaccelerate"), (draft) => {
      for (const record of draft.packages) if (record.name !== "numpy") record.build = "5_h1234567_openblas";
    });
    expect(reasonsAgainst(evidence, only("accelerate"))).toContainEqual(
      expect.stringMatching(/libBLAS\.dylib, which is in no package record/),
    );
  });

  it("whose checksum differs", () => {
    const evidence = changed(condaEvidence("openblas"), (draft) => {
      for (const one of draft.libraries) one.owners = [owned("conda", "libopenblas", "0.3.30", "differs")];
    });
    expect(reasonsAgainst(evidence, only("openblas"))).toEqual([
      "/env/lib/libopenblasp-r0.3.30.so is not the file that conda's libopenblas 0.3.30 installed: its checksum differs",
    ]);
  });
});

describe("a loaded file against the wheel", () => {
  it("that brings its own and calls another", () => {
    expect(reasonsAgainst(redirected(wheelEvidence(), strayOpenblas, ["lapack"]), only("openblas"))).toEqual([
      "NumPy's wheel brings libscipy_openblas64_-abc.so, but NumPy's LAPACK calls go to /elsewhere/lib/libopenblas.so.0",
    ]);
  });

  it("may bring two and call one of them", () => {
    const evidence = changed(wheelEvidence(), (draft) =>
      draft.libraries.unshift({ ...bundled, realPath: "/env/second.so" }),
    );
    expect(judge(evidence, only("openblas")).status).toBe("verified");
  });

  it("says nothing of a wheel that brings none", () => {
    const gomp = library("/env/numpy.libs/libgomp.so.1", {
      markers: ["GOMP_parallel"],
      owners: [owned("pip", "numpy", "2.2.0", "matches")],
    });
    const evidence = changed(systemEvidence(strayOpenblas), (draft) => {
      draft.libraries.push(gomp);
      draft.numpy = imported("numpy", "2.2.0", [owned("pip", "numpy", "2.2.0", "matches")]);
      draft.packages = [pip("numpy", "2.2.0")];
    });
    expect(judge(evidence, only("openblas")).status).toBe("verified");
  });

  it("whose checksum differs", () => {
    const evidence = changed(wheelEvidence(), (draft) => {
      for (const one of draft.libraries) one.owners = [owned("pip", "numpy", "2.2.0", "differs")];
    });
    expect(reasonsAgainst(evidence, only("openblas"))).toContainEqual(
      expect.stringMatching(/pip's numpy 2\.2\.0 installed/),
    );
  });
});

describe("an environment of the defaults channel", () => {
  it("is held against its blas package", () => {
    const evidence = changed(condaEvidence("mkl"), (draft) => {
      draft.numpy = imported("numpy", "2.2.0", [owned("conda", "numpy-base", "2.2.0", "matches")]);
      draft.packages = [conda("blas", "1.0", "openblas"), conda("numpy-base", "2.2.0")];
    });
    expect(reasonsAgainst(evidence, only("mkl"))).toEqual([
      "conda's record says blas 1.0 openblas, but NumPy's BLAS calls go to libmkl_rt.so.2 (MKL)",
      "conda's record says blas 1.0 openblas, but NumPy's LAPACK calls go to libmkl_rt.so.2 (MKL)",
    ]);
  });
});
