// How figures are written: units, three significant digits, ratios with their intervals.
import type { ArmValues, RatioEstimate } from "../compare/comparison.ts";

/** "12.4", "0.00123", "1230": `digits` significant digits, never in exponent form. */
export function significant(value: number, digits = 3): string {
  if (value === 0 || !Number.isFinite(value)) return String(value);
  const rounded = Number(value.toPrecision(digits));
  const decimals = digits - 1 - Math.floor(Math.log10(Math.abs(rounded)));
  return rounded.toFixed(Math.min(100, Math.max(0, decimals)));
}

const timeUnits = [
  ["s", 1],
  ["ms", 1e-3],
  ["µs", 1e-6],
  ["ns", 1e-9],
] as const;

/** A time of a benchmark, in the unit that keeps its figure between 1 and 1000. */
export function time(seconds: number): string {
  const rounded = Number(seconds.toPrecision(3));
  const [unit, scale] = timeUnits.find(([, size]) => rounded >= size) ?? ["ns", 1e-9];
  return `${significant(seconds / scale)} ${unit}`;
}

/** A value of any unit: times as times, the rest with three digits and what its file calls it. */
export function amount(value: number, unit: string): string {
  if (unit === "s" && value > 0) return time(value);
  if (unit === "B" && Math.abs(value) >= 1024) return bytes(value);
  // A count is exact.
  const figure = Number.isInteger(value) && Math.abs(value) < 1000 ? String(value) : significant(value);
  return unit === "" ? figure : `${figure} ${unit}`;
}

function bytes(value: number): string {
  const exponent = Math.min(3, Math.floor(Math.log2(Math.abs(value)) / 10));
  return `${significant(value / 2 ** (10 * exponent))} ${["B", "KiB", "MiB", "GiB"][exponent]}`;
}

interface ArmFigures {
  readonly baseSeconds: number | null;
  readonly headSeconds: number | null;
  readonly values?: ArmValues;
}

/** What an arm took, or the value it reported; null where it has none. */
export function armFigure({ baseSeconds, headSeconds, values }: ArmFigures, arm: "base" | "head"): string | null {
  if (values !== undefined) return values[arm] === null ? null : amount(values[arm], values.unit);
  const seconds = arm === "base" ? baseSeconds : headSeconds;
  return seconds === null ? null : time(seconds);
}

/** How long people wait: "48 s", "3 min 20 s", "1 h 4 min". */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return whole % 60 === 0 ? `${minutes} min` : `${minutes} min ${whole % 60} s`;
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** Two decimals around 1, where ratios live; three significant digits beyond. */
export function ratio(value: number): string {
  return value >= 0.095 && value < 9.995 ? value.toFixed(2) : significant(value);
}

/** "1.31 (1.28 to 1.35)". */
export function ratioWithInterval({ ratio: value, interval }: RatioEstimate): string {
  if (interval === null) return `${ratio(value)} (no interval)`;
  return `${ratio(value)} (${ratio(interval.low)} to ${ratio(interval.high)})`;
}

/** " (1.28 to 1.35)" for the end of a name; nothing where there is none. */
export function intervalOf({ interval }: Pick<RatioEstimate, "interval">): string {
  return interval === null ? "" : ` (${ratio(interval.low)} to ${ratio(interval.high)})`;
}

/** A share as people write thresholds: "5 %", "0.5 %", "12 %". */
export function share(value: number): string {
  return `${Number((100 * value).toPrecision(2))} %`;
}

export function speed(gflopPerSecond: number): string {
  return `${significant(gflopPerSecond)} GFLOP/s`;
}

/** A share of 1 as a percentage; what is too small to matter is not spelled out. */
export function percent(share: number): string {
  if (share > 0 && share < 0.00005) return "below 0.01 %";
  return `${significant(share * 100, share < 0.01 ? 1 : 2)} %`;
}

/** A relative difference between results, such as "3.1e-14". */
export function difference(value: number): string {
  return value === 0 ? "0" : value.toExponential(1).replace(/\.0e/, "e");
}

export function memory(bytes: number): string {
  return `${significant(bytes / 2 ** 30)} GiB`;
}

/** "1 benchmark", "1,200 benchmarks". */
export function count(amount: number, noun: string, plural = `${noun}s`): string {
  return `${String(amount).replace(/\B(?=(\d{3})+$)/g, ",")} ${amount === 1 ? noun : plural}`;
}
