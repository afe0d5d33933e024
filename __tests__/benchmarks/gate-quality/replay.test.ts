// What the replay makes of recordings: windows, readings, counts, and a study from end to end.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { evaluate, falseBlocks, foundAt, settingFor } from "../../../benchmarks/gate-quality/evaluation.ts";
import { renderPage } from "../../../benchmarks/gate-quality/page.ts";
import { renderPlot } from "../../../benchmarks/gate-quality/plot.ts";
import { others, ourRule } from "../../../benchmarks/gate-quality/rules/all.ts";
import {
  blasBench,
  blasBenchByThreshold,
  blasBenchTwoLooks,
  isUnfit,
  logRatios,
} from "../../../benchmarks/gate-quality/rules/blas-bench.ts";
import type { CellTimes } from "../../../benchmarks/gate-quality/rules/rule.ts";
import { isBlocked } from "../../../benchmarks/gate-quality/rules/rule.ts";
import { studyTrace } from "../../../benchmarks/gate-quality/study.ts";
import { targetsOf } from "../../../benchmarks/gate-quality/targets.ts";
import type { TracedBlock } from "../../../benchmarks/gate-quality/trace.ts";
import { appendTrace, readTraces } from "../../../benchmarks/gate-quality/trace.ts";
import { cellTimes, slowed, windowsOf } from "../../../benchmarks/gate-quality/windows.ts";
import { share } from "../../../benchmarks/gate-quality/wording.ts";
import { judgeFamily } from "../../../src/compare/family.ts";
import { familyRate } from "../../../src/plan/blocks.ts";

/** Numbers that repeat in every run and do not tie. */
const wobble = (seed: number, spread: number): number => spread * Math.sin(12.9898 * seed + 78.233 * Math.cos(seed));

/** @param headShare How much slower head is, by block. */
function recording(count: number, spread = 0.01, headShare: (block: number) => number = () => 0): TracedBlock[] {
  const turns = (seed: number, scale: number): number[] =>
    Array.from({ length: 4 }, (_, turn) => 1000 * scale * Math.exp(wobble(seed + turn / 7, spread)));
  return Array.from({ length: count }, (_, block) => {
    const names = ["bench_one", "bench_two", "control/interpreter"];
    const arms = names.map((name, place) => {
      const seed = 100 * block + 10 * place;
      return [name, { base: turns(seed, 1), head: turns(seed + 5, 1 + headShare(block)) }] as const;
    });
    return { run: Math.floor(block / 20), startedAt: 1000 + 4 * block, microseconds: Object.fromEntries(arms) };
  });
}

const benchmarks = ["bench_one", "bench_two"];

test("a recording in several files is read in the order in which it was made", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "blas-bench-trace-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const [early, late] = [path.join(folder, "early.jsonl.gz"), path.join(folder, "late.jsonl.gz")];
  const blocks = recording(5);
  appendTrace(late, blocks.slice(3, 4));
  appendTrace(late, blocks.slice(4));
  appendTrace(early, blocks.slice(0, 3));
  expect(readTraces([late, early])).toEqual(blocks);
  expect(readTraces([])).toEqual([]);
});

describe("windows", () => {
  /** First block, whether exchanged, whether of the set that shares none. */
  const seen = (blocks: readonly TracedBlock[], size: number): [number, boolean, boolean][] =>
    windowsOf(blocks, size).map((window) => {
      expect(window.blocks).toHaveLength(size);
      const first = window.blocks[0] ?? expect.fail("an empty window");
      return [blocks.indexOf(first), window.exchanged, window.disjoint];
    });

  test("slide by a block, as they are and exchanged; every size-th shares none, and is exchanged in turn", () => {
    expect(seen(recording(6), 3)).toEqual([
      [0, false, true],
      [0, true, false],
      [1, false, false],
      [1, true, false],
      [2, false, false],
      [2, true, false],
      [3, false, false],
      [3, true, true],
    ]);
  });
  test("none spans a long pause", () => {
    const blocks = recording(8).map((block, at) => ({ ...block, startedAt: block.startedAt + (at < 4 ? 0 : 121) }));
    expect(
      seen(blocks, 3)
        .filter(([, exchanged]) => !exchanged)
        .map(([at]) => at),
    ).toEqual([0, 1, 4, 5]);
  });
  test("too few blocks are no window", () => {
    expect(windowsOf(recording(2), 3)).toEqual([]);
  });

  const [window] = windowsOf(recording(4), 4);
  if (window === undefined) throw new Error("four blocks are a window of four");
  const [first, second, third, last] = window.blocks.map(({ microseconds }) => microseconds.bench_one);
  test("by arms: as recorded", () => {
    const { base, head } = cellTimes(window, "bench_one", "arms");
    expect(base).toEqual([first?.base, second?.base, third?.base, last?.base]);
    expect(head).toEqual([first?.head, second?.head, third?.head, last?.head]);
  });
  test("by halves: one after the other", () => {
    const { base, head } = cellTimes(window, "bench_one", "halves");
    expect(base).toEqual([first?.base, first?.head, second?.base, second?.head]);
    expect(head).toEqual([third?.base, third?.head, last?.base, last?.head]);
  });
  test("by rounds: the second one in reverse", () => {
    const { base, head } = cellTimes(window, "bench_one", "rounds");
    expect(base).toEqual([first?.base, first?.head, last?.base, last?.head]);
    expect(head).toEqual([second?.base, second?.head, third?.base, third?.head]);
  });
  test("exchanged", () => {
    for (const reading of ["arms", "halves", "rounds"] as const) {
      const { base, head } = cellTimes(window, "bench_one", reading);
      expect(cellTimes({ ...window, exchanged: true }, "bench_one", reading)).toEqual({ base: head, head: base });
    }
  });
  test("slowing scales head alone", () => {
    const cell: CellTimes = { base: [[1, 2]], head: [[3, 4]] };
    expect(slowed(cell, 0.5)).toEqual({ base: [[1, 2]], head: [[4.5, 6]] });
  });
  test("a benchmark that a block lacks is refused", () => {
    expect(() => cellTimes(window, "bench_three", "arms")).toThrow(RangeError);
  });
});

describe("our rule", () => {
  const family = (at: number, count: number, slower: number): CellTimes[] => {
    const [window] = windowsOf(recording(60, 0.05).slice(at), count);
    return benchmarks.map((name, place) =>
      slowed(cellTimes(window ?? expect.fail("no window"), name, "arms"), place === 0 ? slower : 0),
    );
  };

  test.each([0, 0.04, 0.055, 0.06, 0.08])("blocks what is judged regressed, %d slower", (slower) => {
    for (const at of [0, 7, 23]) {
      const cells = family(at, 20, slower);
      const judged = judgeFamily(cells.map((cell) => ({ values: logRatios(cell), threshold: 0.05 })));
      expect(
        blasBench(0.05)
          .figures(cells)
          .map((figure) => isBlocked(ourRule, figure, familyRate)),
      ).toEqual(judged.map(({ outcome }) => outcome === "regressed"));
    }
  });
  test("the first look of two is at the first half, the second at all where the first left it open", () => {
    const rule = blasBenchTwoLooks(0.05);
    const blockedAt = (cells: CellTimes[]): boolean[] =>
      rule.figures(cells).map((p) => isBlocked(rule, p, rule.setting));
    // Slower in the second half alone: decided at the first look, it stays unchanged.
    const steady = windowsOf(
      recording(40, 0.002, (block) => (block < 20 ? 0 : 0.3)),
      40,
    );
    const open = windowsOf(
      recording(40, 0.002, (block) => (block < 20 ? 0.05 : 0.3)),
      40,
    );
    const cellsOf = ([window]: typeof steady): CellTimes[] =>
      benchmarks.map((name) => cellTimes(window ?? expect.fail("no window"), name, "arms"));
    expect(blockedAt(cellsOf(steady))).toEqual([false, false]);
    expect(blockedAt(cellsOf(open))).toEqual([true, true]);
  });
  test("by threshold: blocks at a threshold what is regressed at it", () => {
    const cells = family(3, 20, 0.08);
    const [figure] = blasBenchByThreshold(2).figures(cells);
    for (const step of [-1e-6, 1e-6]) {
      const threshold = (figure ?? expect.fail("no figure")) - 1 + step;
      const judged = judgeFamily(cells.map((cell) => ({ values: logRatios(cell), threshold })));
      expect(judged[0]?.outcome === "regressed").toBe(step < 0);
    }
  });
  test("a control that moves is unfit in either direction", () => {
    const [window] = windowsOf(recording(20, 0.002), 20);
    const control = cellTimes(window ?? expect.fail("no window"), "control/interpreter", "arms");
    expect(isUnfit([control], 0.05)).toBe(false);
    expect(isUnfit([slowed(control, 0.1)], 0.05)).toBe(true);
    expect(isUnfit([slowed(control, -0.1)], 0.05)).toBe(true);
  });
});

describe("counts", () => {
  const windows = windowsOf(recording(60, 0.04), 20);
  const evaluations = evaluate(windows, "arms", { rules: [ourRule, ...others], benchmarks, shares: [0.08, 0.3] });

  test.each(evaluations)(
    "$rule.name: a setting for so many false blocks gives no more, and one step on does",
    (one) => {
      for (const allowed of [0, 3]) {
        const setting = settingFor(one, allowed);
        expect(falseBlocks(one, setting).sliding.count).toBeLessThanOrEqual(allowed);
        if (one.rule.knob === "ratio" && setting === 1) continue;
        const beyond = one.rule.knob === "chance" ? setting * (1 + 1e-12) + 1e-300 : setting * (1 - 1e-12);
        expect(falseBlocks(one, beyond).sliding.count).toBeGreaterThan(allowed);
      }
      expect(foundAt(one, 0.3, settingFor(one, windows.length)).found).toBe(2 * windows.length);
    },
  );
  test("each benchmark is slowed in its turn", () => {
    const [ours] = evaluations;
    if (ours === undefined) throw new Error("nothing was evaluated");
    expect(foundAt(ours, 0.3)).toEqual({
      found: 2 * windows.length,
      alone: 2 * windows.length,
      of: 2 * windows.length,
    });
  });
  test("what is slower everywhere is blocked in every window, and never found alone", () => {
    const moved = windowsOf(
      recording(40, 0.002, () => 0.1),
      20,
    ).filter(({ exchanged }) => !exchanged);
    const [ours] = evaluate(moved, "arms", { rules: [ourRule], benchmarks, shares: [0.08] });
    if (ours === undefined) throw new Error("nothing was evaluated");
    const blocked = falseBlocks(ours);
    expect(blocked.sliding).toEqual({ count: 21, of: 21 });
    expect(blocked).toMatchObject({ disjoint: { count: 1, of: 1 }, upperBound: 1 });
    expect(foundAt(ours, 0.08)).toEqual({ found: 42, alone: 0, of: 42 });
  });
  test("are not rounded to all or nothing", () => {
    expect(share({ count: 0, of: 2000 })).toBe("0 %");
    expect(share({ count: 1, of: 2000 })).toBe("0.1 %");
    expect(share({ count: 1999, of: 2000 })).toBe("99.9 %");
    expect(share({ count: 2000, of: 2000 })).toBe("100 %");
  });
});

describe("a study", () => {
  const slower = recording(60, 0.004, () => 0.1);
  const quiet = studyTrace({ name: "quiet", lockstep: true, blocks: recording(60, 0.004), slower });
  const biased = studyTrace({ name: "biased", lockstep: true, blocks: slower, slower: [] });

  test("meets its targets on quiet times, but for their number", () => {
    expect(targetsOf(quiet).filter(({ isMet }) => !isMet)).toMatchObject([{ target: "at least 2,000 blocks" }]);
  });
  test("fails on times that are not of unchanged code", () => {
    const failed = targetsOf(biased).filter(({ isMet }) => !isMet);
    expect(failed.map(({ target }) => target)).toContain(
      "unchanged code blocked at most 1 %: blas-bench, threshold 5 %",
    );
  });
  test("meets no target of which nothing was measured", () => {
    const short = studyTrace({ name: "short", lockstep: true, blocks: recording(19, 0.004), slower: [] });
    const met = targetsOf(short).filter(({ isMet }) => isMet);
    expect(met).toMatchObject([{ target: "four benchmarks, two controls and two series in at most 90 s" }]);
    expect(renderPage([short], [])).not.toMatch(/undefined|NaN|null/);
  });
  test("finds real extra work where it is, and nothing else", () => {
    expect(quiet.realWork.map(({ benchmark }) => benchmark)).toEqual(benchmarks);
    for (const { ratio, found } of quiet.realWork) {
      expect(ratio).toBeCloseTo(1.1, 2);
      expect(found[ourRule.name]).toEqual({ found: 41, alone: 41, of: 41 });
    }
  });
  test("is written as a page and a plot", () => {
    const page = renderPage([quiet, { ...biased, lockstep: false }], ["node replay.ts"]);
    expect(page).toContain("| at least 2,000 blocks | 60 | FAIL |");
    expect(page.match(/\| at least 2,000 blocks/g)).toHaveLength(1);
    expect(page).not.toMatch(/undefined|NaN|null/);
    const plot = renderPlot([quiet, biased]);
    expect(plot).not.toMatch(/undefined|NaN|null/);
    expect(plot.match(/<polyline/g)).toHaveLength(18);
  });
});
