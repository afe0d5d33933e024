import { describe, expect, it } from "vitest";
import type { Evidence, Library } from "../../src/result/evidence.ts";
import type { Expectation } from "../../src/result/schema.ts";
import { judgeBackend } from "../../src/verify/judge.ts";
import {
  anything,
  changed,
  condaEvidence,
  library,
  only,
  openblas,
  redirected,
  sighting,
  systemEvidence,
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

describe("the loader's variables", () => {
  const because = (target: Library, variables: Record<string, string>, base = condaEvidence("openblas")) =>
    reasonsAgainst(
      changed(redirected(base, target), (draft) => {
        draft.variables = variables;
      }),
      only("openblas"),
    );

  it.each([
    [
      "the file",
      { LD_PRELOAD: "/elsewhere/lib/libopenblas.so.0" },
      "LD_PRELOAD names /elsewhere/lib/libopenblas.so.0, which",
    ],
    [
      "one of several",
      { LD_PRELOAD: "/x.so /elsewhere/lib/libopenblas.so.0" },
      "LD_PRELOAD names /elsewhere/lib/libopenblas",
    ],
    [
      "its name only",
      { LD_PRELOAD: "libx.so:libopenblas.so.0" },
      "LD_PRELOAD names libopenblas.so.0, which is loaded before",
    ],
    [
      "on macOS",
      { DYLD_INSERT_LIBRARIES: "/elsewhere/lib/libopenblas.so.0" },
      "DYLD_INSERT_LIBRARIES names /elsewhere",
    ],
    ["something else", { LD_PRELOAD: "/x/libwrapper.so" }, "LD_PRELOAD is set to /x/libwrapper.so"],
    [
      "its folder",
      { LD_LIBRARY_PATH: "/x:/elsewhere/lib/" },
      "LD_LIBRARY_PATH names /elsewhere/lib, where libopenblas.so.0",
    ],
  ])("come first among the reasons when they name %s", (_, variables, cause) => {
    const [first, second] = because(strayOpenblas, variables as Record<string, string>);
    expect(first).toContain(cause);
    expect(second).toContain("is in no package record");
  });

  it("name a link that was preloaded", () => {
    const linked = { ...strayOpenblas, path: "/lib/liblinked.so" };
    expect(because(linked, { LD_PRELOAD: "/lib/liblinked.so" })[0]).toContain("LD_PRELOAD names /lib/liblinked.so");
  });

  it("name the folder of a link, on macOS too", () => {
    const linked = { ...strayOpenblas, path: "/links/libblas.dylib" };
    expect(because(linked, { DYLD_LIBRARY_PATH: "/links" })[0]).toContain("DYLD_LIBRARY_PATH names /links, where");
  });

  it("say nothing when nothing is wrong, or when they lead elsewhere", () => {
    const harmless = changed(condaEvidence("openblas"), (draft) => {
      draft.variables = { LD_PRELOAD: openblas.realPath, LD_LIBRARY_PATH: "/env/lib" };
    });
    expect(judge(harmless, only("openblas"))).toMatchObject({ status: "verified", reasons: [expect.anything()] });
    expect(because(strayOpenblas, { LD_LIBRARY_PATH: "/x::/y", LD_PRELOAD: "" })).toHaveLength(2);
  });

  it("are a mismatch over a bare system's Python only with an expectation", () => {
    const evidence = changed(systemEvidence(strayBlis), (draft) => {
      draft.variables = { LD_PRELOAD: strayBlis.realPath };
    });
    expect(judge(evidence).status).toBe("verified");
    expect(judge(evidence, only("openblas")).reasons[0]).toContain("LD_PRELOAD names");
  });
});
