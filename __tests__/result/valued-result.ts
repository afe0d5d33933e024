// A sound result of both arms with one benchmark that measures no time.
import { inColumns } from "../../src/result/blocks.ts";
import type { Measurement, Result } from "../../src/result/schema.ts";
import type { Quantity } from "../../src/result/worker-messages.ts";
import type { ArmedFacts } from "./armed-result.ts";
import { armedResult } from "./armed-result.ts";
import { benchmark } from "./sound-result.ts";

export interface ValuedFacts extends ArmedFacts {
  readonly name?: string;
  readonly quantity?: Quantity;
  /** By block; the same in all variants. */
  readonly base: (block: number) => number;
  readonly head: (block: number) => number;
}

export const memory: Quantity = { unit: "B", better: "smaller" };

export function valuedResult({ name = "peakmem_fit", quantity = memory, base, head, ...armed }: ValuedFacts): Result {
  return withValues(armedResult(armed), { name, quantity, base, head }, armed.blocks ?? 20);
}

export function withValues(
  result: Result,
  { name = "peakmem_fit", quantity = memory, base, head }: ValuedFacts,
  blocks = 20,
): Result {
  const own = { source: { file: "bench/bench_model.py", line: 40 }, layer: null, relativeTolerance: null } as const;
  const measured = result.series.map(
    ({ id, arm }): Measurement => ({
      benchmark: name,
      series: id,
      loops: 1,
      blocks: inColumns(
        Array.from({ length: blocks }, (_, number) => ({
          number,
          batchNanoseconds: [],
          value: arm === "base" ? base(number) : head(number),
          disturbance: null,
          positions: [0],
        })),
      ),
      fingerprint: null,
      summaryLines: [],
    }),
  );
  return {
    ...result,
    benchmarks: [...result.benchmarks, benchmark(name, { ...own, method: "whole", quantity })],
    measurements: [...result.measurements, ...measured],
  };
}
