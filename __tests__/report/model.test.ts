// What the model decides, beside what the golden files show.
import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import { layOut } from "../../src/report/lay-out.ts";
import { renderMarkdown } from "../../src/report/markdown.ts";
import type { ReportFacts } from "../../src/report/model.ts";
import { buildReport } from "../../src/report/model.ts";
import { renderTerminal } from "../../src/report/terminal.ts";
import type { Result } from "../../src/result/schema.ts";
import { withBlocks } from "../result/blocks.ts";
import { openblas } from "../result/sound-result.ts";
import { verdict } from "./facts.ts";
import { situations } from "./situations.ts";

function facts(situation: string): ReportFacts {
  return situations[situation]?.() ?? expect.fail(`no situation ${situation}`);
}

function markdown(document: ReportFacts): string {
  return renderMarkdown(layOut(buildReport(document)));
}

/** All but what is folded, without empty lines. */
function visibleLines(document: ReportFacts): string[] {
  const [shown = ""] = markdown(document).split("<details>");
  return shown.split("\n").filter((line) => line !== "");
}

describe("the first lines", () => {
  it("are all there is above the fold when all is well", () => {
    expect(visibleLines(facts("all-well"))).toHaveLength(3);
  });

  it("never say pass when nothing was measured, whatever the gate says", () => {
    const nothing = facts("nothing-measured");
    const decision = { status: "pass", reasons: [], exitCode: 0 } as const;
    expect(buildReport({ ...nothing, decision }).headline).toBe("inconclusive. Nothing was measured");
    const onlyControls = facts("all-well");
    const timings = onlyControls.comparisons.timings.filter(({ benchmark }) => benchmark === "interpreter");
    const report = buildReport({ ...onlyControls, comparisons: { ...onlyControls.comparisons, timings } });
    expect(report.headline).toBe("inconclusive. Nothing was measured");
    expect(report.isAllWell).toBe(false);
  });

  it("count what is verified, and show the table when not all is", () => {
    const document = facts("all-well");
    const verdicts = new Map(document.verdicts).set("blis-head-1", verdict(openblas, { status: "unknown" }));
    const lines = visibleLines({ ...document, verdicts });
    expect(lines[0]).toContain("2 of 3 backends verified");
    expect(lines).toContain("#### Backends");
  });

  it("take a series without a verdict for unknown", () => {
    const report = buildReport({ ...facts("one-series"), verdicts: new Map() });
    expect(report.backends[0]).toMatchObject({ status: "unknown", blas: null });
    expect(report.isAllWell).toBe(false);
  });

  it("say when blocks are missing", () => {
    const document = facts("all-well");
    const measurements = document.result.measurements.map((one) => withBlocks(one, (blocks) => blocks.slice(0, 4)));
    expect(buildReport({ ...document, result: { ...document.result, measurements } }).lead[0]).toContain(
      "in 4 of 6 blocks",
    );
  });
});

describe("labels", () => {
  const two = (change: Partial<Result["series"][number]>): ReportFacts => {
    const document = facts("one-series");
    const { series } = document.result;
    return {
      ...document,
      result: { ...document.result, series: series.flatMap((one) => [one, { ...one, id: "other", ...change }]) },
    };
  };

  it.each([
    [{ threads: 4 }, ["openblas, 1 thread", "openblas, 4 threads"]],
    [{ platform: "osx-64" as const }, ["openblas, linux-64", "openblas, osx-64"]],
    [{ launcher: "conda-run" as const }, ["openblas, direct", "openblas, conda-run"]],
    [{ variant: "mkl" }, ["openblas", "mkl"]],
  ])("name what varies, and nothing else: %j", (change, labels) => {
    expect(buildReport(two(change)).backends.map(({ label }) => label)).toEqual(labels);
  });
});

describe("figures", () => {
  it("are labelled with the LAPACK that computed them, and only those", () => {
    const [table] = buildReport(facts("all-well")).ratios;
    const lapacks = table?.rows.map(({ cells }) => cells.map((cell) => (cell.kind === "ratio" ? cell.lapack : "gap")));
    expect(lapacks).toEqual([
      ["netlib", null],
      ["netlib", null],
      [null, null],
    ]);
  });

  it("of a backend that is not verified say so", () => {
    expect(markdown(facts("mismatch"))).toContain("| benchmark | mkl (mismatch) |");
  });

  it("leave out controls", () => {
    const report = buildReport(facts("all-well"));
    expect(report.times.rows.map(({ benchmark }) => benchmark.name)).toEqual(["svd", "solve", "matmul"]);
    expect(report.legs[0]?.noise.controls).toHaveLength(3);
  });

  it("are replaced by the reason where there are none", () => {
    const document = facts("all-well");
    const { comparisons, result } = document;
    const timings = comparisons.timings.filter(({ series }) => series === "openblas-head-1");
    const failures = [
      { stage: "measure", subject: "blis-head-1", benchmark: "svd", message: "ended", lastLines: [] } as const,
    ];
    const withheld = [
      { benchmark: "solve", series: "blis-head-1", kind: "unusable", reason: "a time of zero" } as const,
    ];
    const report = buildReport({
      ...document,
      result: { ...result, failures: failures.map((one) => ({ ...one, lastLines: [] })) },
      comparisons: { ...comparisons, timings, withheld },
    });
    expect(report.times.rows.map(({ cells }) => cells[1]?.kind)).toEqual(["failed", "unusable", "not-measured"]);
    expect(report.troubles.map(({ message }) => message)).toEqual(["ended", "a time of zero"]);
  });
});

describe("noise", () => {
  it("is the spread of a control's blocks and the CPU time of waiting workers", () => {
    const { result, ...rest } = facts("all-well");
    const measurements = result.measurements
      .filter(({ benchmark }) => benchmark === "interpreter")
      .slice(0, 2)
      .map((one) =>
        withBlocks(one, (blocks) =>
          blocks.slice(0, 2).map((block, index) => ({
            ...block,
            batchNanoseconds: [1000 * (index + 1), 1000 * (index + 1)],
            disturbance: { cpuNanoseconds: 6000, involuntarySwitches: 3, idleCpuNanoseconds: 6 },
          })),
        ),
      );
    const noise = buildReport({ ...rest, result: { ...result, measurements } }).legs[0]?.noise;
    expect(noise?.controls.map(({ spread }) => spread)).toEqual([1, 1]);
    expect(noise).toMatchObject({ batches: 8, involuntarySwitches: 12, idleCpuShare: 24 / 12_000 });
  });

  it("is not known of whole runs, nor of a control without usable times", () => {
    const quiet = {
      findings: [],
      busyShares: null,
      controls: [],
      batches: 0,
      involuntarySwitches: 0,
      idleCpuShare: null,
    };
    expect(buildReport(facts("published")).legs[0]?.noise).toEqual(quiet);
    const { result, ...rest } = facts("all-well");
    const measurements = result.measurements
      .filter(({ benchmark }) => benchmark === "interpreter")
      .map((one) => withBlocks(one, () => []));
    const withheld = measurements.map(({ benchmark, series }) => ({
      benchmark,
      series,
      kind: "unusable" as const,
      reason: "no block was measured",
    }));
    const document = { ...rest, result: { ...result, measurements }, comparisons: { ...rest.comparisons, withheld } };
    expect(buildReport(document).legs[0]?.noise).toEqual(quiet);
  });
});

describe("run it yourself", () => {
  const command = (configuration: Result["configuration"]): string => {
    const document = facts("one-series");
    return (
      buildReport({ ...document, result: { ...document.result, configuration } }).legs[0]?.reproduce ??
      expect.fail("no leg")
    );
  };

  it.each([
    [{}, "npx blas-bench run"],
    [{ variants: "openblas,\n mkl" }, "npx blas-bench run --variants openblas,mkl"],
    [{ packages: "scipy\nnumpy>=1.20,<2" }, "npx blas-bench run --packages scipy --packages 'numpy>=1.20,<2'"],
    [{ select: "it's $(rm -rf ~)" }, "npx blas-bench run --select 'it'\\''s $(rm -rf ~)'"],
    [{ variants: "existing:{home}/my env" }, "npx blas-bench run --variants existing:\"$HOME\"'/my env'"],
    [{ "no-such-input": "x" }, "npx blas-bench run"],
  ])("%j", (configuration, expected) => {
    expect(command(configuration)).toBe(expected);
  });
});

describe("in the terminal", () => {
  it("colour adds nothing but colour", () => {
    for (const name of Object.keys(situations)) {
      const document = layOut(buildReport(facts(name)));
      const coloured = renderTerminal(document, { colour: true, width: 100 });
      expect(coloured).toContain("\u001b[");
      expect(stripVTControlCharacters(coloured)).toBe(renderTerminal(document, { colour: false, width: 100 }));
    }
  });

  it("an interval that is missing is said", () => {
    expect(markdown(facts("published"))).toContain("4.31\u00a0(no\u00a0interval)");
  });
});
