// The total of `npm test` is tried on real runs of vitest and pytest that fail, skip, crash or find nothing.
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { StepOutcome } from "../../scripts/test/outcome.mjs";
import { countReport } from "../../scripts/test/outcome.mjs";
import { programs, root } from "../../scripts/test/project.mjs";
import { runStep } from "../../scripts/test/run-step.mjs";
import { selectSteps, steps } from "../../scripts/test/steps.mjs";

// Inside the project, so that the planted tests find vitest; ignored by git, and not matched by the real projects.
const parent = join(root, "node_modules", ".cache");
mkdirSync(parent, { recursive: true });
const folder = mkdtempSync(join(parent, "blas-bench-counting-"));
const reports = mkdtempSync(join(tmpdir(), "blas-bench-counting-"));

afterAll(() => {
  for (const path of [folder, reports]) rmSync(path, { recursive: true, force: true });
});

let planted = 0;

/** Runs the given commands' step as `npm test` would. */
async function runner(command: string[], limitMinutes = 1): Promise<StepOutcome> {
  planted += 1;
  return await runStep(
    { name: `planted-${planted}`, needs: [], runner: () => command, limitMinutes },
    new Map(),
    reports,
  );
}

async function vitest(source: string): Promise<StepOutcome> {
  const project = mkdtempSync(join(folder, "vitest-"));
  writeFileSync(
    join(project, "planted.test.mjs"),
    `import { beforeAll, describe, expect, it, test } from "vitest";\n${source}`,
  );
  writeFileSync(join(project, "vitest.config.mjs"), "export default {};\n");
  const reporter = join(root, "scripts", "test", "vitest-reporter.mjs");
  // On CI vitest refuses .only by itself; what is tried here is that what it leaves out is counted.
  const options = ["--allowOnly", `--root=${project}`, `--reporter=${reporter}`];
  return await runner([join(programs, "vitest"), "run", ...options]);
}

const counts = ({ passed, failed, skipped }: StepOutcome) => ({ passed, failed, skipped });

describe("vitest", () => {
  test("passed, failed and skipped tests are counted, skips with their reasons", async () => {
    const outcome = await vitest(`
      test("good", () => {});
      test("bad", () => expect(1).toBe(2));
      test("not here", ({ skip }) => skip("needs a Mac"));`);
    expect(counts(outcome)).toEqual({ passed: 1, failed: 1, skipped: 1 });
    expect(outcome.skips).toEqual([expect.stringMatching(/planted\.test\.mjs > not here: needs a Mac$/)]);
    expect(outcome.faults).toEqual([expect.stringMatching(/planted\.test\.mjs > bad: expected 1 to be 2/)]);
  });

  test("a skip without a reason is a failure, and so is what .only leaves out", async () => {
    expect(counts(await vitest('test("good", () => {}); test.skip("silent", () => {});'))).toMatchObject({ failed: 1 });
    expect(counts(await vitest('test("good", () => {}); test.only("this", () => {});'))).toMatchObject({ failed: 1 });
  });

  test.each([
    ["a file that does not load", 'throw new Error("broken file");'],
    ["a file without tests", "export {};"],
    ["an unhandled rejection", 'test("good", () => { void Promise.reject(new Error("lost")); });'],
    ["a hook that fails", 'describe("a", () => { beforeAll(() => { throw new Error("no"); }); it("b", () => {}); });'],
    ["a killed worker", 'test("dies", () => { process.kill(process.pid, "SIGKILL"); });'],
  ])("%s is a failure", async (_case, source) => {
    expect((await vitest(source)).failed).toBeGreaterThan(0);
  });
});

describe("pytest", () => {
  const python = process.env.BLAS_BENCH_TEST_PYTHON ?? "";

  async function pytest(source: string): Promise<StepOutcome> {
    const file = join(mkdtempSync(join(folder, "pytest-")), "test_planted.py");
    writeFileSync(file, source);
    return await runner([python, join(root, "scripts", "test", "run_pytest.py"), file]);
  }

  test.each([
    ["passed", "def test_a():\n    pass\n", { passed: 1, failed: 0, skipped: 0 }],
    ["failed", "def test_a():\n    assert 1 == 2\n", { passed: 0, failed: 1, skipped: 0 }],
    [
      "skipped",
      "import pytest\n\ndef test_a():\n    pytest.skip('needs a Mac')\n",
      { passed: 0, failed: 0, skipped: 1 },
    ],
    ["does not import", "import not_there_at_all\n", { passed: 0, failed: 1, skipped: 0 }],
    ["finds nothing", "", { passed: 0, failed: 1, skipped: 0 }],
    ["warns", "import warnings\n\ndef test_a():\n    warnings.warn('old')\n", { passed: 0, failed: 1, skipped: 0 }],
    ["dies", "import os\n\ndef test_a():\n    os._exit(0)\n", { passed: 0, failed: 1, skipped: 0 }],
  ])("a test that %s", async (_case, source, expected) => {
    expect(counts(await pytest(source))).toEqual(expected);
  });
});

describe("a step", () => {
  const end = { problem: null, output: "", standardOutput: "", seconds: 0 };

  test("whose runner writes no report has failed, whatever its exit code", async () => {
    expect(counts(await runner(["true"]))).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  test("whose program does not exist has failed", async () => {
    expect(counts(await runner(["blas-bench-no-such-program"]))).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  test("whose exit code the report does not explain has failed", () => {
    const report = { tests: [{ name: "a", state: "passed" as const, reason: null }], errors: [] };
    expect(counts(countReport(report, { ...end, problem: "ended with exit code 1" }))).toMatchObject({ failed: 1 });
    expect(counts(countReport(report, end))).toMatchObject({ failed: 0 });
  });

  test("that hangs is ended, with its children, and has failed", async () => {
    const outcome = await runner(["sh", "-c", "sleep 600 & sleep 600"], 0.005);
    expect(counts(outcome)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  test("is not run when what it needs has failed", async () => {
    const before = new Map([["install", { ...(await runner(["true"])) }]]);
    const step = { name: "next", needs: ["install"], check: () => ["true"] };
    expect(counts(await runStep(step, before, reports))).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });
});

test("an interrupted run prints no total", async () => {
  const run = spawn("node", [join(root, "scripts", "test.mjs"), "types"], { stdio: ["ignore", "pipe", "ignore"] });
  let output = "";
  run.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
    if (output.includes("install")) run.kill("SIGINT");
  });
  const exitCode = await new Promise((resolve) => run.once("close", resolve));
  expect(output).toMatch(/^ok +install/);
  expect(output).not.toMatch(/^\d+ passed, \d+ failed, \d+ skipped$/m);
  expect(exitCode).not.toBe(0);
});

describe("the selection", () => {
  test("takes in what the named steps need, in order", () => {
    const selection = selectSteps(["e2e", "lint"]);
    const names = "steps" in selection ? selection.steps.map((step) => step.name) : [];
    expect(names).toEqual(["install", "lint", "python-install", "rig", "e2e"]);
  });

  test("is everything by default", () => {
    expect(selectSteps([])).toEqual({ steps });
  });

  test("refuses unknown names", () => {
    expect(selectSteps(["unit", "linnt"])).toMatchObject({ problem: expect.stringContaining("unknown step: linnt") });
  });
});
