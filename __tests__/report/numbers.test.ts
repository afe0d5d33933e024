import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  amount,
  count,
  difference,
  duration,
  memory,
  percent,
  ratio,
  ratioWithInterval,
  significant,
  speed,
  time,
} from "../../src/report/numbers.ts";

it.each([
  [12.3456, "12.3"],
  [1.5, "1.50"],
  [0.00123456, "0.00123"],
  [999.9, "1000"],
  [123456, "123000"],
  [0, "0"],
  [-0.5, "-0.500"],
])("significant(%d) is %s", (value, text) => {
  expect(significant(value)).toBe(text);
});

it.each([
  [0.0124, "s", "12.4 ms"],
  [0, "s", "0 s"],
  [3, "things", "3 things"],
  [-3, "", "-3"],
  [2.71999, "points", "2.72 points"],
  [123456, "", "123000"],
  [1023, "B", "1020 B"],
  [1024, "B", "1.00 KiB"],
  [37_748_736, "B", "36.0 MiB"],
  [-3 * 2 ** 40, "B", "-3070 GiB"],
])("amount(%d, %j) is %s", (value, unit, text) => {
  expect(amount(value, unit)).toBe(text);
});

it.each([
  [1.5, "1.50 s"],
  [0.0124, "12.4 ms"],
  [0.0009996, "1.00 ms"],
  [0.000999, "999 µs"],
  [2.5e-8, "25.0 ns"],
  [3e-12, "0.00300 ns"],
  [323, "323 s"],
  [1500, "1500 s"],
])("time(%d) is %s", (seconds, text) => {
  expect(time(seconds)).toBe(text);
});

it.each([
  [0.4, "0 s"],
  [59.6, "1 min"],
  [71.4, "1 min 11 s"],
  [600, "10 min"],
  [3600, "1 h"],
  [3900, "1 h 5 min"],
])("duration(%d) is %s", (seconds, text) => {
  expect(duration(seconds)).toBe(text);
});

it.each([
  [1.314, "1.31"],
  [0.714, "0.71"],
  [9.996, "10.0"],
  [0.0312, "0.0312"],
  [41.27, "41.3"],
])("ratio(%d) is %s", (value, text) => {
  expect(ratio(value)).toBe(text);
});

it("shows a ratio with its interval, or that there is none", () => {
  const interval = { low: 1.284, high: 1.351, level: 0.95 };
  expect(ratioWithInterval({ ratio: 1.312, interval, blocks: 20 })).toBe("1.31 (1.28 to 1.35)");
  expect(ratioWithInterval({ ratio: 1.312, interval: null, blocks: 1 })).toBe("1.31 (no interval)");
});

describe("the others", () => {
  it.each([
    [percent(0.0512), "5.1 %"],
    [percent(0.002), "0.2 %"],
    [percent(0.0000001), "below 0.01 %"],
    [percent(0), "0 %"],
    [percent(1.25), "130 %"],
    [speed(45.12), "45.1 GFLOP/s"],
    [memory(16_766_337_024), "15.6 GiB"],
    [difference(3.14e-14), "3.1e-14"],
    [difference(1e-9), "1e-9"],
    [difference(0), "0"],
    [count(1, "benchmark"), "1 benchmark"],
    [count(12_345, "benchmark"), "12,345 benchmarks"],
    [count(2, "batch", "batches"), "2 batches"],
  ])("%s", (text, expected) => {
    expect(text).toBe(expected);
  });
});

it("a time keeps its value to half a percent, whatever its unit", () => {
  const units: Readonly<Record<string, number>> = { s: 1, ms: 1e-3, µs: 1e-6, ns: 1e-9 };
  fc.assert(
    fc.property(fc.double({ min: 1e-9, max: 1e5, noNaN: true }), (seconds) => {
      const [figure, unit] = time(seconds).split(" ");
      const shown = Number(figure) * (units[unit ?? ""] ?? Number.NaN);
      expect(Math.abs(shown / seconds - 1)).toBeLessThan(0.0051);
    }),
  );
});
