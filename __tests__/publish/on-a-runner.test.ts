// Outputs and summary as the runner gets them: files named by variables, written by a process of their own.
import { execFile } from "node:child_process";
import * as fs from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Published } from "../../src/publish/outputs.ts";
import { outputsOf } from "../../src/publish/outputs.ts";
import { summaryLimitBytes, summaryText } from "../../src/publish/summary.ts";
import type { ReportFacts } from "../../src/report/model.ts";
import { buildReport } from "../../src/report/model.ts";
import { startVariables } from "../from-sources.ts";
import { situations } from "../report/situations.ts";

let folder = "";
beforeEach(async () => {
  folder = await fs.mkdtemp(path.join(tmpdir(), "blas-bench-publish-"));
});
afterEach(() => fs.rm(folder, { recursive: true }));

function published(situation: string): Published {
  const facts: ReportFacts = situations[situation]?.() ?? expect.fail(`no situation ${situation}`);
  const plan = { id: "openblas-linux-64-head", variant: "openblas", arm: "head", platform: "linux-64" } as const;
  const source = { provider: "pip", requirements: ["numpy"] } as const;
  const expectation = { blas: null, lapack: null };
  return {
    assessment: { decision: facts.decision, report: buildReport(facts) },
    environments: [{ plan: { ...plan, source, expectation, explicit: true }, prefix: "/tmp/env/openblas" }],
    resultFile: "/tmp/out/result.json",
    reportFile: "/tmp/out/report.md",
  };
}

/** Writes outputs and summary in a process of its own, as a runner starts it. */
async function publish(document: Published, variables: Readonly<Record<string, string>>): Promise<string> {
  const module = (name: string): string => JSON.stringify(new URL(`../../src/publish/${name}`, import.meta.url).href);
  const program = `
    const published = JSON.parse(process.env.PUBLISHED);
    const { writeOutputs } = await import(${module("outputs.ts")});
    const { writeSummary } = await import(${module("summary.ts")});
    await writeOutputs(published);
    await writeSummary(published.assessment.report);`;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", program], {
    env: { ...startVariables, PUBLISHED: JSON.stringify(document), ...variables },
  });
  return stdout;
}

/** Reads GITHUB_OUTPUT as the runner does: NAME<<DELIMITER, lines, DELIMITER. */
async function readOutputs(file: string): Promise<Record<string, string>> {
  const text = await fs.readFile(file, "utf8");
  return Object.fromEntries(
    [...text.matchAll(/^([\w-]+)<<(\S+)\n([\s\S]*?)\n\2$/gm)].map(([, name, , value]) => [name, value]),
  );
}

it("writes every output and the summary to the runner's files, and nothing to the log", async () => {
  const [outputs, summary] = [path.join(folder, "output"), path.join(folder, "summary")];
  await Promise.all([fs.writeFile(outputs, ""), fs.writeFile(summary, "")]);
  const document = published("mismatch");
  const stdout = await publish(document, { GITHUB_OUTPUT: outputs, GITHUB_STEP_SUMMARY: summary });
  expect(await readOutputs(outputs)).toEqual(outputsOf(document));
  expect(await fs.readFile(summary, "utf8")).toBe(summaryText(document.assessment.report));
  expect(stdout).toBe("");
});

it("only warns where there is no summary to write to", async () => {
  const outputs = path.join(folder, "output");
  await fs.writeFile(outputs, "");
  const stdout = await publish(published("all-well"), { GITHUB_OUTPUT: outputs });
  expect(stdout).toMatch(/^::warning::The job summary could not be written: .*\n$/);
});

it("a hostile name cannot end its output or begin another", async () => {
  const [outputs, summary] = [path.join(folder, "output"), path.join(folder, "summary")];
  await Promise.all([fs.writeFile(outputs, ""), fs.writeFile(summary, "")]);
  const document = published("hostile");
  await publish(document, { GITHUB_OUTPUT: outputs, GITHUB_STEP_SUMMARY: summary });
  expect(await readOutputs(outputs)).toEqual(outputsOf(document));
});

describe("outputsOf", () => {
  it("gives what later steps need", () => {
    const outputs = outputsOf(published("mismatch"));
    expect(outputs).toMatchObject({
      decision: "fail",
      regressions: "0",
      improvements: "0",
      environments: '{"openblas":"/tmp/env/openblas"}',
      "result-file": "/tmp/out/result.json",
      "report-file": "/tmp/out/report.md",
    });
    expect(JSON.parse(outputs.backends ?? "")).toMatchObject({
      openblas: { requested: "openblas", status: "verified", blas: { fileName: "libopenblasp-r0.3.30.so" } },
      mkl: { status: "mismatch", threads: { asked: 1, effective: 4 } },
    });
  });

  it("calls a backend by its variant also where base is in the run, and tells head's", () => {
    expect(JSON.parse(outputsOf(published("replaced-numpy")).backends ?? "")).toEqual({
      openblas: expect.objectContaining({ status: "mismatch" }),
    });
  });

  it("leaves out the environments of base", () => {
    const document = published("all-well");
    const environments = document.environments.map((one) => ({ ...one, plan: { ...one.plan, arm: "base" as const } }));
    expect(outputsOf({ ...document, environments }).environments).toBe("{}");
  });
});

it("the summary keeps to GitHub's limit by whole rows, and says what is missing", () => {
  const { report } = published("many-rows").assessment;
  const rows = report.ratios.flatMap((table) => table.rows);
  const many = Array.from({ length: 40 }, () => rows).flat();
  const text = summaryText({ ...report, ratios: report.ratios.map((table) => ({ ...table, rows: many })) });
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(summaryLimitBytes);
  expect(Buffer.byteLength(text)).toBeGreaterThan(summaryLimitBytes - 500);
  expect(text).toContain("#### Cut to fit");
  expect(text.endsWith("</details>\n")).toBe(true);
});
