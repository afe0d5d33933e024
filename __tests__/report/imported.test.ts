// Files of other tools as people read them: `vitest --update` writes the golden files anew.
import { describe, expect, it } from "vitest";
import { assessImportedRuns } from "../../src/imported-assessment.ts";
import type { Document } from "../../src/report/document.ts";
import { layOutImportedComparison, layOutImportedReport } from "../../src/report/imported-document.ts";
import { importedReportModel } from "../../src/report/imported-model.ts";
import { renderMarkdown } from "../../src/report/markdown.ts";
import { renderTerminal, widestLine } from "../../src/report/terminal.ts";
import type { ImportedRun } from "../../src/result/import/imported-run.ts";
import { runOf } from "../result/import/real-files.ts";
import { expectInert } from "./rendered.ts";
import { hostileNames } from "./trying-situations.ts";

function compared(a: string, b: string): Document {
  return layOutImportedComparison(assessImportedRuns({ file: a, run: runOf(a) }, { file: b, run: runOf(b) }));
}

function hostileRun(factor: number): ImportedRun {
  const word = hostileNames.join(" ");
  return {
    format: "go",
    toolVersion: word,
    startedAt: word,
    machine: [],
    settings: [{ what: "Python", value: `${word} ${factor}` }],
    benchmarks: hostileNames.map((name) => ({
      name,
      unit: name.slice(0, 40),
      better: null,
      figures: { kind: "samples", samples: [1, 2, 3, 4].map((one) => factor * one) },
    })),
    omitted: hostileNames.map((name) => ({ name, why: "failed" })),
    notices: [],
  };
}

const situations: Readonly<Record<string, () => Document>> = {
  "imported-processes": () => compared("pyperf-a.json", "pyperf-b.json"),
  "imported-samples": () => compared("go-a.txt", "go-b.txt"),
  "imported-summaries": () => compared("asv-a.json", "asv-summary.json"),
  "imported-report": () =>
    layOutImportedReport(
      importedReportModel(["google-benchmark-a.json", "asv-summary.json"].map((file) => ({ file, run: runOf(file) }))),
    ),
  "imported-hostile": () =>
    layOutImportedComparison(
      assessImportedRuns(
        { file: hostileNames[0] ?? "", run: hostileRun(1) },
        { file: hostileNames[1] ?? "", run: hostileRun(9) },
      ),
    ),
};

describe.each(Object.entries(situations))("%s", (name, document) => {
  it("in the terminal", async () => {
    const text = renderTerminal(document(), { colour: false, width: widestLine });
    await expect(text).toMatchFileSnapshot(`../golden/report/${name}.txt`);
    expect(text).not.toMatch(/(?!\n)\p{Cc}|[\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
  });
  it("in markdown", async () => {
    const text = renderMarkdown(document());
    await expect(text).toMatchFileSnapshot(`../golden/report/${name}.md`);
    expectInert(text);
  });
});

it("says in its first line that it is not lockstep, and what has no interval", () => {
  const text = renderTerminal(compared("asv-a.json", "asv-summary.json"), { colour: false, width: 1000 });
  expect(text).toMatch(/^blas-bench: not lockstep\. Two files of asv; B against A: 9 from summaries alone\n/);
  expect(text).toContain(
    "9 ratios rest on summary statistics only: without samples there is no interval, and no decision may rest on it.",
  );
});
