// The picture of the intervals: what is drawn, where, and that names from outside cannot act in it.
import { describe, expect, test } from "vitest";
import type { CodeRow } from "../../src/report/code-rows.ts";
import { forestOf } from "../../src/report/forest.ts";
import { renderForestSvg } from "../../src/report/forest-svg.ts";
import { forestLines } from "../../src/report/forest-text.ts";
import { hostileNames } from "./trying-situations.ts";

function row(benchmark: string, ratio: number | null, half = 0.02): CodeRow {
  const interval = ratio === null ? null : { low: ratio - half, high: ratio + half, level: 0.95 };
  return {
    outcome: ratio === null ? "added" : "unchanged",
    benchmark,
    label: "openblas",
    baseSeconds: 1,
    headSeconds: ratio,
    estimate: ratio === null ? null : { ratio, interval, blocks: 20 },
    p: null,
    threshold: 0.05,
    detectable: null,
    blocksToDecide: null,
    reason: null,
  };
}

describe("the axis", () => {
  test("is logarithmic, and symmetric about no change", () => {
    const forest = forestOf([row("twice", 2, 0), row("half", 0.5, 0)]);
    expect(forest?.rows.map(({ centre }) => centre)).toEqual([1, 0]);
    expect((forest?.smallest ?? 0) * (forest?.largest ?? 0)).toBeCloseTo(1, 12);
  });
  test("is nothing without ratios", () => {
    expect(forestOf([row("new", null)])).toBeNull();
    expect(forestLines([row("new", null)])).toEqual([]);
    expect(renderForestSvg([row("new", null)])).toBeNull();
  });
});

describe("in text", () => {
  test("a slower one stands right of the line", () => {
    const [slower = "", faster = ""] = forestLines([row("slow", 1.3), row("fast", 0.7)]);
    expect(slower.indexOf("o", 16)).toBeGreaterThan(slower.indexOf("|"));
    expect(faster.lastIndexOf("o")).toBeLessThan(faster.indexOf("|"));
  });
  test("many rows are counted", () => {
    expect(forestLines(Array.from({ length: 50 }, (_, index) => row(`b${index}`, 1))).at(-1)).toBe("and 10 more");
  });
});

test("in SVG, no name from outside becomes markup", () => {
  const svg = renderForestSvg(hostileNames.map((name) => row(name, 1.1))) ?? "";
  expect(svg).toMatch(/^<svg [^>]+>\n<title>/);
  expect(svg.match(/<(?!\/?(svg|title|line|g|text|circle)\b)/g)).toBeNull();
  expect(svg.match(/<g>/g)).toHaveLength(hostileNames.length);
});
