// Cells of benchmarks that measure no time: turned so that worse is more, and what the arms reported.
import type { ByPair } from "../result/by-pair.ts";
import type { Quantity } from "../result/worker-messages.ts";
import type { ArmValues, SeriesTiming, SeriesValue } from "./comparison.ts";
import type { MeasuredPair } from "./measured.ts";
import type { BlockValues } from "./pairs.ts";
import type { Location } from "./walsh.ts";

/** Of one benchmark and series: seconds, or a value. */
export type Figure = Partial<Pick<SeriesTiming, "medianSeconds"> & Pick<SeriesValue, "value">>;

interface Measuring {
  readonly name: string;
  readonly quantity?: Quantity | undefined;
}

/** Far below any change that counts, and far above what rounding does to a logarithm. */
const rounding = 1e-12;

/**
 * Log ratios that are above 0 where head is worse: of what is better when it is bigger, those of base over head.
 *
 * Values may be counts, which change by the threshold itself. That is not beyond it, whatever rounding says.
 */
export function worseIsMore({ values, benchmark: { quantity } }: MeasuredPair, threshold: number): BlockValues {
  if (quantity === undefined) return values;
  const bound = Math.log1p(threshold);
  const turned = (value: number): number => (quantity.better === "bigger" ? 0 - value : value);
  const atBound = (value: number): number =>
    Math.abs(Math.abs(value) - bound) < rounding ? Math.sign(value) * bound : value;
  return { ...values, logRatios: values.logRatios.map((value) => atBound(turned(value))) };
}

/** Head over base again. */
export function headOverBase({ estimate, interval }: Location, { quantity }: Measuring): Location {
  if (quantity?.better !== "bigger") return { estimate, interval };
  return {
    estimate: 0 - estimate,
    interval: interval && { ...interval, low: 0 - interval.high, high: 0 - interval.low },
  };
}

/** Nothing for times. */
export function valuesOfArms(
  { name, quantity }: Measuring,
  figures: ByPair<Figure>,
  base: string | null,
  head: string | null,
): { readonly values?: ArmValues } {
  const figureOf = (series: string | null): number | null => figures.get(name, series ?? "")?.value ?? null;
  return quantity === undefined ? {} : { values: { ...quantity, base: figureOf(base), head: figureOf(head) } };
}
