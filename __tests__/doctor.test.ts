import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DoctorRequest } from "../src/doctor.ts";
import { exitCodeOf, runDoctor } from "../src/doctor.ts";
import { exitCode, UserError } from "../src/errors.ts";
import { doctorDocumentSchema } from "../src/report/doctor-document.ts";
import type { Evidence } from "../src/result/evidence.ts";
import type { Expectation } from "../src/result/schema.ts";
import { systemClock } from "../src/system/clock.ts";
import type { Effects } from "../src/system/effects.ts";
import { systemFiles } from "../src/system/files.ts";
import { createMachine } from "../src/system/machine.ts";
import { createProcesses } from "../src/system/processes.ts";
import { changed, condaEvidence, host, only, wheelEvidence } from "./verify/evidence-examples.ts";
import { examined } from "./verify/examined.ts";

const processes = createProcesses();
let folder = "";

beforeAll(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), "blas-bench-doctor-"));
});
afterAll(async () => {
  await processes.killAll();
  await fs.rm(folder, { recursive: true, force: true });
});

const effects: Effects = {
  processes,
  files: systemFiles,
  clock: systemClock,
  machine: createMachine(processes),
  childVariables: {},
  buildVariables: {},
  networkVariables: {},
  clientVariables: {},
  pythonFolder: fileURLToPath(new URL("../python", import.meta.url)),
  cacheFolder: "/nowhere",
  temporaryFolder: "/nowhere",
  offline: false,
  signal: new AbortController().signal,
  log: () => {},
};

function request(change: Partial<DoctorRequest>): DoctorRequest {
  return {
    python: null,
    prefix: null,
    expect: null,
    variables: { PATH: process.env.PATH ?? "" },
    host,
    standing: { nice: 0, priority: null },
    node: process.execPath,
    threadpoolctlFolder: async () => null,
    terminal: { colour: false, width: 100 },
    ...change,
  };
}

const asked = (expectation: Expectation) => ({ variant: "some", expectation });

const unresolved = changed(condaEvidence("openblas"), (draft) => {
  for (const call of draft.calls) call.library = null;
});
const contradicted = changed(condaEvidence("openblas"), (draft) => {
  for (const one of draft.libraries) one.owners = [];
});
const withoutNumpy = changed(wheelEvidence(), (draft) => {
  Object.assign(draft, { numpy: { status: "absent" }, calls: [], libraries: [] });
});

describe("the ending", () => {
  it.each<[string, Evidence, Expectation | null, number]>([
    ["verified as expected", condaEvidence("openblas"), only("openblas"), exitCode.pass],
    ["verified, nothing expected", condaEvidence("openblas"), null, exitCode.pass],
    ["verified, and anything will do", condaEvidence("openblas"), { blas: null, lapack: null }, exitCode.pass],
    ["not what was expected", condaEvidence("mkl"), only("openblas"), exitCode.gateFailed],
    ["a record contradicted, nothing expected", contradicted, null, exitCode.gateFailed],
    ["unknown, although expected", unresolved, only("openblas"), exitCode.gateFailed],
    ["unknown, although anything would do", unresolved, { blas: null, lapack: null }, exitCode.gateFailed],
    ["unknown, nothing expected", unresolved, null, exitCode.pass],
    ["no NumPy, although expected", withoutNumpy, only("openblas"), exitCode.gateFailed],
    ["no NumPy, nothing expected", withoutNumpy, null, exitCode.usage],
  ])("%s", (_, evidence, expectation, code) => {
    expect(exitCodeOf(examined(evidence, expectation === null ? null : asked(expectation)))).toBe(code);
  });
});

describe("the document", () => {
  it("is of the published form, and keeps requested, installed and loaded apart", () => {
    const document = examined(condaEvidence("blis"), asked(only("openblas")));
    expect(doctorDocumentSchema.parse(JSON.parse(JSON.stringify(document)))).toEqual(document);
    expect(document).toMatchObject({
      requested: { variant: "some" },
      installed: {
        numpy: { blas: "libblas 3.11.0 5_h1234567_blis", lapack: "liblapack 3.11.0 8_h1234567_netlib" },
        scipy: null,
      },
      verdict: { status: "mismatch", blas: { family: "blis" }, lapack: { family: "netlib" } },
    });
  });

  it("takes the threads asked from the variables that the loaded library follows", () => {
    const evidence = changed(condaEvidence("mkl"), (draft) => {
      Object.assign(draft.variables, { OPENBLAS_NUM_THREADS: "4", MKL_NUM_THREADS: "3" });
    });
    expect(examined(evidence).verdict.threads).toEqual({ asked: 3, effective: 1 });
  });

  it("advises, and reads what the build says", () => {
    const evidence = changed(condaEvidence("netlib"), (draft) => {
      Object.assign(draft.numpy, {
        showConfigText: "blas_opt_info:\n    libraries = ['blas']\nlapack_opt_info:\n  NOT AVAILABLE\n",
      });
    });
    const document = examined(evidence);
    expect(document.advice.find((advice) => advice.code === "netlib-blas")?.subjects).toEqual(["this Python"]);
    const advice = examined(evidence, asked(only("netlib"))).advice;
    expect(advice.find(({ code }) => code === "netlib-blas")?.subjects).toEqual(["some"]);
    expect(document.build.numpy).toMatchObject({ era: "setuptools", blas: { name: "blas" }, lapack: null });
  });
});

describe("usage", () => {
  const problemsOf = async (change: Partial<DoctorRequest>): Promise<readonly string[]> => {
    const outcome = await runDoctor(request(change), effects).then(
      () => null,
      (error: unknown) => error,
    );
    if (!(outcome instanceof UserError)) throw new Error(`no UserError, but ${String(outcome)}`);
    expect(outcome.exitCode).toBe(exitCode.usage);
    return outcome.message.split("\n");
  };

  it.each<[string, Partial<DoctorRequest>, RegExp[]]>([
    ["an unknown variant", { expect: "opnblas" }, [/^--expect: unknown variant "opnblas"\. Did you mean openblas/]],
    [
      "a variant that may be anything",
      { expect: "pip" },
      [/^--expect: "pip" promises no library\. Name a variant that/],
    ],
    ["an environment for a variant", { expect: "existing:/x" }, [/^--expect: "existing:\/x" is an environment/]],
    [
      "two ways to name a Python and an unknown variant, at once",
      { python: "python3", prefix: "/x", expect: "none" },
      [/^--prefix: both --python and --prefix are given/, /^--expect: unknown variant "none"/],
    ],
    [
      "a prefix without a Python",
      { prefix: "/nowhere/at/all" },
      [/^--prefix: there is no bin\/python in "\/nowhere\/at\/all"/],
    ],
    ["a folder for a Python", { python: "/" }, [/^--python: "\/" is a folder.*use --prefix/]],
    [
      "a Python that does not exist",
      { python: "/no/such/python" },
      [/^--python: "\/no\/such\/python" cannot be started/],
    ],
    ["no Python on PATH", { variables: { PATH: "/nowhere:" } }, [/^PATH: there is no python3 and no python on PATH/]],
  ])("%s", async (_, change, messages) => {
    const problems = await problemsOf(change);
    expect(problems).toHaveLength(messages.length);
    for (const [index, message] of messages.entries()) expect(problems[index]).toMatch(message);
  });
});

describe("where it was started", () => {
  it("is compared with a login shell: what its profile sets is named, and what is secret is not", async () => {
    const home = path.join(folder, "home");
    await fs.mkdir(home);
    await fs.writeFile(path.join(home, ".bash_profile"), "export OMP_NUM_THREADS=4 PROFILE_TOKEN=secret-a\n");
    const PATH = process.env.PATH ?? "";
    const childVariables = { HOME: home, SHELL: "/bin/bash", PATH };
    const variables = { ...childVariables, PYCHARM_HOSTED: "1", PYTHONPATH: "/project", GITHUB_TOKEN: "secret-b" };
    const python = "python3";
    const { document, text } = await runDoctor(request({ python, variables, standing: { nice: 10, priority: null } }), {
      ...effects,
      childVariables,
    });
    expect(document.surroundings).toMatchObject({
      startedFrom: "PyCharm",
      loginShell: { status: "compared", shell: "/bin/bash" },
      differences: [
        { variable: "OMP_NUM_THREADS", here: null, loginShell: "4" },
        { variable: "PYTHONPATH", here: "/project", loginShell: null },
      ],
    });
    expect(text.replace(/\s+/g, " ")).toContain(
      "Where this was started - Started from PyCharm. - no OMP_NUM_THREADS here, OMP_NUM_THREADS=4 in a login shell:",
    );
    expect(text).toContain("nice 10");
    expect(JSON.stringify(document) + text).not.toMatch(/secret-[ab]/);
    expect(doctorDocumentSchema.parse(document)).toEqual(document);
  });

  it("is said not to have been compared where there is no login shell", async () => {
    const { text } = await runDoctor(request({ python: "python3" }), effects);
    expect(text).toContain("Not compared with a login shell: SHELL is not set.");
  });
});

describe("which Python is asked", () => {
  /** Answers as a Python whose evidence says which file it was started by. */
  async function pretender(name: string): Promise<string> {
    const file = path.join(folder, name);
    await fs.mkdir(path.dirname(file), { recursive: true });
    const evidence = changed(wheelEvidence(), (draft) => {
      draft.python.executable = file;
      draft.variables = {};
    });
    const answer = JSON.stringify(evidence).replaceAll("'", "");
    await fs.writeFile(file, `#!/bin/sh\n[ "$2" = evidence ] && echo '${answer}' || exit 1\n`, { mode: 0o755 });
    return file;
  }

  it.each<[string, string[], Partial<DoctorRequest>, string]>([
    ["the first on PATH", ["a/python3", "b/python3"], {}, "a/python3"],
    ["the first on PATH, by either name", ["c/python", "d/python3"], {}, "c/python"],
    ["python3 before python in one folder", ["e/python", "e/python3"], {}, "e/python3"],
    ["the environment's", ["env/bin/python", "f/python3"], { prefix: "env/" }, "env/bin/python"],
    ["the one that is named", ["g/mypython", "h/python3"], { python: "g/mypython" }, "g/mypython"],
    ["a name on PATH", ["i/python3.12", "j/python3"], { python: "python3.12" }, "i/python3.12"],
  ])("%s", async (_, names, change, chosen) => {
    const files = await Promise.all(names.map(pretender));
    const PATH = [...files.map((file) => path.dirname(file)), "/usr/bin", "/bin"].join(":");
    const absolute = (name: string | null | undefined) =>
      name?.includes("/") ? path.join(folder, name) : (name ?? null);
    const { document } = await runDoctor(
      request({ variables: { PATH }, python: absolute(change.python), prefix: absolute(change.prefix) }),
      effects,
    );
    expect(document.evidence.python.executable).toBe(path.join(folder, chosen));
  });

  it("names the input that named it, when it does not start", async () => {
    const python = path.join(folder, "locked", "bin", "python");
    await fs.mkdir(path.dirname(python), { recursive: true });
    await fs.writeFile(python, "", { mode: 0o644 });
    const byPrefix = runDoctor(request({ prefix: path.join(folder, "locked") }), effects);
    await expect(byPrefix).rejects.toThrow(/^--prefix: .* cannot be started/);
    await expect(runDoctor(request({ python }), effects)).rejects.toThrow(/^--python: .* cannot be started/);
  });

  it("keeps the caller's variables, all of them", async () => {
    const { document } = await runDoctor(
      request({
        python: "python3",
        variables: { PATH: process.env.PATH ?? "", OMP_NUM_THREADS: "3", LD_LIBRARY_PATH: "/x" },
      }),
      effects,
    );
    expect(document.evidence.variables).toMatchObject({ OMP_NUM_THREADS: "3", LD_LIBRARY_PATH: "/x" });
  });

  it("understands older spellings of what is expected", async () => {
    const python = await pretender("spelling/python");
    const outcome = await runDoctor(request({ python, expect: "blas=*=*openblas*" }), effects);
    expect(outcome).toMatchObject({ exitCode: exitCode.pass, document: { requested: { variant: "openblas" } } });
    expect(outcome.text).toMatch(/^verified: NumPy's calls/);
  });
});
