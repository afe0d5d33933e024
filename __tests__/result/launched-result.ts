// A sound result in which every variant is started in a second way, too, and takes longer so.
import type { Measurement, Result } from "../../src/result/schema.ts";
import type { VariantFacts } from "./sound-result.ts";
import { soundResult } from "./sound-result.ts";

/** @param change What of the second launcher's measurements is otherwise, beside their times. */
export function launchedResult(
  variants: readonly VariantFacts[],
  factor: number,
  change: Partial<Measurement> = {},
): Result {
  const result = soundResult(variants);
  const second = (id: string): string => `${id}-login`;
  const slower = ({ blocks }: Measurement): Measurement["blocks"] => ({
    ...blocks,
    batchNanoseconds: Array.from(blocks.batchNanoseconds, (one) => one * factor),
  });
  return {
    ...result,
    series: result.series.flatMap((one) => [one, { ...one, id: second(one.id), launcher: "login-shell" }]),
    measurements: result.measurements.flatMap((one) => [
      one,
      { ...one, blocks: slower(one), series: second(one.series), ...change },
    ]),
  };
}
