// A sound result of both arms: the user's own benchmarks, base and head of each variant, twenty blocks.
import type { Block } from "../../src/result/blocks.ts";
import { inColumns } from "../../src/result/blocks.ts";
import type { Measurement, Result } from "../../src/result/schema.ts";
import type { VariantFacts } from "./sound-result.ts";
import { benchmark, openblas, soundResult } from "./sound-result.ts";

export interface ArmedFacts {
  readonly variants?: readonly VariantFacts[];
  readonly benchmarks?: readonly string[];
  /** Head over base; 1 where nothing is said. */
  readonly change?: (benchmark: string, variant: string) => number;
  /** Spread of the blocks' log ratios to either side. */
  readonly spread?: (benchmark: string) => number;
  readonly blocks?: number;
}

const own = { source: { file: "bench/bench_model.py", line: 12 }, layer: null } as const;
const control = benchmark("control/interpreter", { role: "control", layer: null, relativeTolerance: null });
const loops = 8;

export function armedResult(facts: ArmedFacts = {}): Result {
  const { variants = [openblas], benchmarks = ["bench_fit", "bench_predict", "bench_score"], blocks = 20 } = facts;
  const sound = soundResult(variants);
  const asBase = (id: string): string => id.replace("-head", "-base");
  const offered = [...benchmarks.map((name) => benchmark(name, own)), control];
  return {
    ...sound,
    configuration: {
      variants: variants.map(({ name }) => name).join(", "),
      benchmarks: "functions:bench/bench_model.py",
    },
    environments: sound.environments.flatMap((one) => [{ ...one, id: asBase(one.id), arm: "base" as const }, one]),
    series: sound.series.flatMap((one) => [
      { ...one, id: asBase(one.id), environment: asBase(one.environment), arm: "base" as const },
      one,
    ]),
    benchmarks: offered,
    schedule: sound.schedule === null ? null : { ...sound.schedule, plannedBlocks: blocks, looks: [blocks] },
    measurements: variants.flatMap((variant, place) =>
      offered.flatMap(({ name }, index): Measurement[] => {
        const change = Math.log(facts.change?.(name, variant.name) ?? 1);
        const spread = facts.spread?.(name) ?? 0.01;
        const seconds = 2e6 * (index + 1) * variant.factor;
        const of = (arm: "base" | "head", factor: (block: number) => number): Measurement => ({
          benchmark: name,
          series: `${variant.name}-${arm}-1`,
          loops,
          blocks: inColumns(Array.from({ length: blocks }, (_, at) => block(at, seconds * factor(at), place))),
          fingerprint: [1.25, -3.5],
          summaryLines: [],
        });
        // A walk over the circle by an irrational step: even, and no two alike.
        const noise = (at: number): number => spread * Math.sin(1 + 7.1 * at + index + 3 * place);
        return [of("base", () => 1), of("head", (at) => Math.exp(change + noise(at)))];
      }),
    ),
  };
}

function block(index: number, nanoseconds: number, place: number): Block {
  const turns = 4;
  return {
    number: index,
    batchNanoseconds: Array.from({ length: turns }, (_, turn) => nanoseconds * loops * (1 + turn / 1000)),
    disturbance: {
      cpuNanoseconds: nanoseconds * turns * loops,
      involuntarySwitches: 0,
      idleCpuNanoseconds: 900 * turns,
    },
    positions: Array.from({ length: turns }, () => place),
  };
}
