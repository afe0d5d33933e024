// What the model makes of two arms, beside what the golden files show.
import { describe, expect, it } from "vitest";
import { unmeasured } from "../../src/plan/base.ts";
import { layOut } from "../../src/report/lay-out.ts";
import { renderMarkdown } from "../../src/report/markdown.ts";
import type { ReportFacts } from "../../src/report/model.ts";
import { buildReport } from "../../src/report/model.ts";
import { conda, openblas } from "../result/sound-result.ts";
import { armSituations } from "./arm-situations.ts";
import { verdict } from "./facts.ts";
import { situations } from "./situations.ts";

function facts(situation: string): ReportFacts {
  return armSituations[situation]?.() ?? expect.fail(`no situation ${situation}`);
}

function withResult(document: ReportFacts, change: Partial<ReportFacts["result"]>): ReportFacts {
  return { ...document, result: { ...document.result, ...change } };
}

describe("both arms of a variant", () => {
  it("are one where their proof is equal, however often each was looked at", () => {
    const document = facts("regression");
    const seen = verdict(openblas, { reasons: ["seen in 11 of 11 looks"] });
    const report = buildReport({ ...document, verdicts: new Map(document.verdicts).set("openblas-base-1", seen) });
    expect(report.backends).toHaveLength(2);
    expect(report.cells).toEqual([expect.objectContaining({ label: "openblas", before: null })]);
  });

  it("are two where anything else differs", () => {
    const document = facts("regression");
    const threads = verdict(openblas, { threads: { asked: 1, effective: 2 } });
    const report = buildReport({ ...document, verdicts: new Map(document.verdicts).set("openblas-base-1", threads) });
    expect(report.cells[0]).toMatchObject({ label: "openblas", before: { arm: "base" }, now: { arm: "head" } });
    expect(report.isAllWell).toBe(false);
  });

  it("are named where only base is there", () => {
    const document = facts("all-unchanged");
    const series = document.result.series.filter(({ id }) => id !== "blis-head-1");
    const report = buildReport(withResult(document, { series }));
    expect(report.cells.map(({ label }) => label)).toEqual(["openblas", "blis, base"]);
  });
});

describe("the first lines", () => {
  it("give no chance on an unfit machine", () => {
    expect(buildReport(facts("regression")).lead[0]).toContain("called slower: at most 1 %");
    const unfit = buildReport(facts("unfit")).lead[0];
    expect(unfit).not.toContain("at most");
    expect(unfit).toContain("none of this can be said of the code");
  });

  it("come after the regressions, and nothing else does before them", () => {
    const [title, table] = renderMarkdown(layOut(buildReport(facts("regression")))).split("\n\n");
    expect(title).toMatch(/^### blas-bench: fail\. 1 regression in 3 comparisons$/);
    expect(table).toMatch(/^\| \*\*slower\*\* \| \*\*1\.31\*\*\u00a0\(.*?\) \| `bench_fit` \|/m);
  });

  it("name a backend that another one has taken the place of, also where nothing is slower", () => {
    const document = facts("backend-change");
    const decision = { status: "pass", reasons: [], exitCode: 0 } as const;
    expect(buildReport({ ...document, decision }).headline).toBe(
      "pass. The backend is verified, no regression in 3 comparisons; `default` runs on netlib instead of OpenBLAS",
    );
  });
});

describe("code that was not measured", () => {
  it("is said in the first line of what would be a plain pass", () => {
    const well = situations["all-well"]?.() ?? expect.fail("no situation");
    expect(buildReport({ ...well, notices: [unmeasured] }).headline).toBe(
      "pass. All 3 backends verified, 3 benchmarks measured; your code was not measured",
    );
    const shown = renderMarkdown(layOut(buildReport({ ...well, notices: [unmeasured] }))).split("<details>")[0];
    expect(shown).toContain("- Your code was not measured: ");
  });

  it("is also what built-in benchmarks in equal environments are", () => {
    const document = facts("regression");
    const { code } = document.comparisons;
    const comparisons = { ...document.comparisons, code: { ...code, comparisons: [] } };
    const decision = { status: "pass", reasons: [], exitCode: 0 } as const;
    expect(buildReport({ ...document, comparisons, decision }).headline).toBe(
      "pass. The backend is verified, 3 benchmarks measured; your code was not measured",
    );
  });
});

describe("slower on some variants only", () => {
  const contrastOf = (document: ReportFacts): string | undefined => buildReport(document).code.contrasts[0];

  it("is said with the intervals that say so", () => {
    expect(contrastOf(facts("slower-on-one"))).toMatch(
      /^`bench_fit` is slower only on `blis`, 1\.\d\d \(1\.\d\d to 1\.\d\d\); unchanged on `openblas` \(.*\), `netlib` \(.*\)\. Its change on `blis` is .* times that on `openblas`\.$/,
    );
  });

  it("is not claimed where another one is undecided", () => {
    const document = facts("slower-on-one");
    const { code } = document.comparisons;
    const comparisons = code.comparisons.map((one) =>
      one.cell.variant === "netlib" ? { ...one, outcome: "inconclusive" as const } : one,
    );
    const text = contrastOf({ ...document, comparisons: { ...document.comparisons, code: { ...code, comparisons } } });
    expect(text).toContain("`bench_fit` is slower on `blis`,");
    expect(text).toContain("; inconclusive on `netlib` (");
  });
});

describe("what is not decided", () => {
  const itemsOf = (document: ReportFacts): string[] => {
    const [, text = ""] = renderMarkdown(layOut(buildReport(document))).split("#### Not decided\n\n");
    return text.split("\n").filter((line) => line.startsWith("- `"));
  };

  it("for want of blocks is one item", () => {
    expect(itemsOf(facts("insufficient"))).toEqual([
      "- `bench_fit`, `bench_predict`, `bench_score` on openblas: more blocks, as 4 blocks can find no slowdown",
    ]);
  });

  it("is shown for twelve at most, and counted beyond", () => {
    const document = facts("inconclusive");
    const { code } = document.comparisons;
    const [one] = code.comparisons.filter(({ outcome }) => outcome === "inconclusive");
    const comparisons =
      one === undefined ? [] : Array.from({ length: 15 }, (_, at) => ({ ...one, benchmark: `b${at}` }));
    const many = { ...document, comparisons: { ...document.comparisons, code: { ...code, comparisons } } };
    expect(renderMarkdown(layOut(buildReport(many)))).toContain("3 comparisons more are among all of them below.");
    expect(buildReport(many).code.rows).toHaveLength(15);
  });
});

describe("what failed", () => {
  it("has the sound side's time, and one item for one reason", () => {
    const report = buildReport(facts("not-compared"));
    const failed = report.code.rows.filter(({ outcome }) => outcome === "failed");
    expect(failed.map(({ benchmark, label, reason }) => [benchmark, label, reason])).toEqual([
      ["bench_fit", "openblas", null],
      ...["bench_fit", "bench_predict", "bench_score"].map((name) => [
        name,
        "blis",
        expect.stringContaining("base has"),
      ]),
    ]);
    expect(failed.map(({ baseSeconds, headSeconds }) => [baseSeconds === null, headSeconds === null])).toEqual(
      failed.map(() => [true, false]),
    );
    const items = renderMarkdown(layOut(report)).match(/#### Not decided\n\n([\s\S]*?)\n\n/)?.[1];
    expect(items?.split("\n")).toHaveLength(2);
  });

  it("is told with labels, never with ids", () => {
    const document = facts("all-unchanged");
    const withheld = [
      {
        benchmark: "bench_fit",
        series: "blis-head-1",
        kind: "no-reference",
        reason: "openblas-head-1 has no figure to compare with",
      } as const,
    ];
    const [trouble] = buildReport({ ...document, comparisons: { ...document.comparisons, withheld } }).troubles;
    expect(trouble).toMatchObject({
      subject: "blis, head",
      message: "openblas, head has no figure to compare with",
    });
  });
});

describe("the environments", () => {
  it("are one row for twins that are alike", () => {
    expect(buildReport(facts("regression")).environments.map(({ label }) => label)).toEqual(["openblas"]);
    expect(buildReport(facts("backend-change")).environments.map(({ label }) => label)).toEqual([
      "default, base",
      "default, head",
    ]);
  });

  it("show what changed between base and head, folded where it is long", () => {
    const document = facts("backend-change");
    const packages = Array.from({ length: 13 }, (_, index) => conda(`package-${index}`, "2", "0"));
    const environments = document.result.environments.map((one) => (one.arm === "head" ? { ...one, packages } : one));
    const long = layOut(buildReport(withResult(document, { environments })));
    const placeIn = ({ sections }: ReturnType<typeof layOut>) =>
      sections.find(({ title }) => title.startsWith("Packages that differ between"))?.place;
    expect([placeIn(layOut(buildReport(document))), placeIn(long)]).toEqual(["shown", "folded"]);
  });

  it("name a change once for all variants that have it", () => {
    const document = facts("all-unchanged");
    const environments = document.result.environments.map((one) =>
      one.arm === "head" ? { ...one, packages: [...one.packages, conda("scipy", "1.14.0", "0")] } : one,
    );
    expect(buildReport(withResult(document, { environments })).packageChanges).toEqual([
      expect.objectContaining({ labels: ["openblas", "blis"], name: "scipy", base: null, head: "1.14.0 0" }),
    ]);
  });
});

it("a run is repeated against the commit that was its base", () => {
  const document = facts("regression");
  const code = { repository: null, baseCommit: "3f2c1e0b9a8d7c6f5e4d", headCommit: "aa", dirty: false };
  expect(buildReport(withResult(document, { code })).legs[0]?.reproduce).toMatch(
    / --compare base --base-ref 3f2c1e0b9a8d$/,
  );
  const series = document.result.series.filter(({ arm }) => arm === "head");
  expect(buildReport(withResult(document, { code, series })).legs[0]?.reproduce).not.toContain("--base-ref");
});
