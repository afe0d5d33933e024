// Where the doctor was started against a login shell: what is named, what is advised, and what is never looked at.
import { describe, expect, it } from "vitest";
import type { SurroundingFacts } from "../../src/verify/surroundings.ts";
import { comparedVariables, compareSurroundings, surroundingsSchema } from "../../src/verify/surroundings.ts";

type Variables = SurroundingFacts["here"];

const usual = { nice: 0, priority: null, translated: false };

function compared(here: Variables, variables: Variables = {}, change: Partial<SurroundingFacts> = {}) {
  const loginShell = { status: "asked", shell: "/bin/zsh", variables } as const;
  const found = compareSurroundings({ here, loginShell, ...usual, ...change });
  return surroundingsSchema.parse(found);
}

const texts = (...variables: Parameters<typeof compared>): string[] =>
  compared(...variables).differences.map(({ variable, here, loginShell, text }) =>
    [variable, here ?? "-", loginShell ?? "-", text].join(" | "),
  );

describe("a variable that matters", () => {
  it.each<[string, Variables, Variables, string]>([
    [
      "that a profile alone sets",
      {},
      { OMP_NUM_THREADS: "4" },
      "OMP_NUM_THREADS | - | 4 | it decides how many threads BLAS uses. A profile sets it, which is not read here: set it where this was started, or take it out of the profile.",
    ],
    [
      "that no profile sets",
      { LD_LIBRARY_PATH: "/opt/lib" },
      {},
      "LD_LIBRARY_PATH | /opt/lib | - | it decides which libraries are loaded. No profile sets it: take it away where this was started, or set it in a profile.",
    ],
    [
      "that is set to something else",
      { MKL_NUM_THREADS: "1" },
      { MKL_NUM_THREADS: "8" },
      "MKL_NUM_THREADS | 1 | 8 | it decides how many threads BLAS uses. Set it to the same where this was started and in the profile.",
    ],
    [
      "that PyCharm sets by itself",
      { PYCHARM_HOSTED: "1", PYTHONPATH: "/project" },
      {},
      "PYTHONPATH | /project | - | it decides which NumPy is imported. PyCharm adds content roots and source roots to it, unless these boxes of the run configuration are cleared.",
    ],
    [
      "that PyCharm does not get",
      { PYCHARM_HOSTED: "1" },
      { PYTHONPATH: "/own" },
      "PYTHONPATH | - | /own | it decides which NumPy is imported. A profile sets it, which is not read here: set it in the environment variables of the run configuration, or take it out of the profile.",
    ],
    [
      "below VS Code",
      { TERM_PROGRAM: "vscode" },
      { OPENBLAS_CORETYPE: "Haswell" },
      "OPENBLAS_CORETYPE | - | Haswell | it decides which code computes. A profile sets it, which is not read here: set it in terminal.integrated.env of the settings, or env of launch.json, or take it out of the profile.",
    ],
  ])("%s is named, with what to do", (_, here, there, text) => {
    expect(texts(here, there)).toEqual([text]);
  });

  it("that is equal, or set to nothing, is not named", () => {
    expect(texts({ OMP_NUM_THREADS: "2", PYTHONPATH: "" }, { OMP_NUM_THREADS: "2", LD_PRELOAD: "" })).toEqual([]);
  });

  it("is one of a list: no other is shown, whatever its value", () => {
    const secrets = {
      GITHUB_TOKEN: "secret",
      MKL_TOKEN: "secret",
      OMP_SECRET: "secret",
      PATH: "secret",
      CONDA_PREFIX: "s",
    };
    expect(JSON.stringify(compared(secrets, { AWS_SECRET_ACCESS_KEY: "secret" }))).not.toContain("secret");
    expect(comparedVariables.filter((name) => /TOKEN|KEY|SECRET|PASS/.test(name))).toEqual([]);
    expect(new Set(comparedVariables).size).toBe(comparedVariables.length);
  });
});

describe("what it was started from", () => {
  it.each<[Variables, string | null]>([
    [{}, null],
    [{ TERM_PROGRAM: "Apple_Terminal" }, null],
    [{ PYCHARM_HOSTED: "1" }, "PyCharm"],
    [{ TERMINAL_EMULATOR: "JetBrains-JediTerm" }, "PyCharm or another IDE of JetBrains"],
    [{ TERM_PROGRAM: "vscode" }, "VS Code"],
    [{ VSCODE_PID: "4711" }, "VS Code"],
    // PyCharm's console, in a PyCharm that was opened from the other's terminal.
    [{ TERM_PROGRAM: "vscode", PYCHARM_HOSTED: "1" }, "PyCharm"],
  ])("%j: %s", (here, name) => {
    expect(compared(here).startedFrom).toBe(name);
  });
});

describe("how the system ranks it", () => {
  it.each<[Partial<SurroundingFacts>, RegExp[]]>([
    [{}, []],
    [{ nice: -5 }, []],
    [{ nice: 10 }, [/^It runs with nice 10: other work goes first\./]],
    [{ priority: 31 }, []],
    [{ priority: 20 }, [/^macOS ranks it as background work \(priority 20\)/]],
    [{ priority: 4, nice: 1 }, [/nice 1/, /priority 4/]],
    [{ translated: true }, [/^This program runs translated by Rosetta/]],
  ])("%j", (change, expected) => {
    const { standing } = compared({}, {}, change);
    expect(standing).toHaveLength(expected.length);
    for (const [index, text] of expected.entries()) expect(standing[index]).toMatch(text);
  });
});

it("says why there was nothing to compare with, and claims no difference then", () => {
  const loginShell = { status: "unavailable", reason: "SHELL is not set" } as const;
  const found = compareSurroundings({ here: { OMP_NUM_THREADS: "1" }, loginShell, ...usual });
  expect(found).toMatchObject({ loginShell: { status: "not-compared", reason: "SHELL is not set" }, differences: [] });
});
