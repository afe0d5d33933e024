// Lays the decision out alone: what the gate says, why, and by which rules.
import type { Decision } from "../gate/decision.ts";
import type { Config } from "../inputs/config.ts";
import type { CodeRow } from "./code-rows.ts";
import type { Document, Line } from "./document.ts";
import { code, plain, sentence } from "./document.ts";
import { grouped } from "./groups.ts";
import { ratioWithInterval } from "./numbers.ts";

export interface DecisionModel {
  /** One sentence without its full stop, names between backticks. */
  readonly headline: string;
  readonly decision: Decision;
  /** Worst first. */
  readonly regressions: readonly CodeRow[];
  readonly failOn: Config["failOn"];
  readonly thresholds: readonly LegThreshold[];
}

interface LegThreshold {
  /** Its title; "" where there is no other leg. */
  readonly leg: string;
  readonly defaultShare: number;
  readonly overrides: Config["threshold"]["overrides"];
}

export function layOutDecision({ headline, decision, regressions, failOn, thresholds }: DecisionModel): Document {
  const slower = regressions.map(({ benchmark, label, estimate }): Line => {
    const ratio = estimate === null ? "" : `: ${ratioWithInterval(estimate)}`;
    return [code(benchmark), plain(" on "), code(label), plain(ratio)];
  });
  const reasons = decision.reasons.map((reason): Line => [plain(`${reason.class}: `), ...sentence(reason.text)]);
  const rules: Line[] = [
    [plain(`fails on ${failOn.length === 0 ? "nothing" : failOn.join(", ")}`)],
    ...thresholdLines(thresholds),
  ];
  const lists: readonly (readonly [string, readonly Line[]])[] = [
    ["Reasons", reasons],
    ["Slower than base", slower],
    ["Rules", rules],
  ];
  return {
    title: [plain("blas-bench: "), ...sentence(headline)],
    lead: [],
    sections: lists
      .filter(([, items]) => items.length > 0)
      .map(([title, items]) => ({ title, place: "shown", blocks: [{ kind: "list", items }] })),
  };
}

/** Legs with the same thresholds are one. */
function thresholdLines(thresholds: readonly LegThreshold[]): readonly Line[] {
  const same = [...grouped(thresholds, ({ leg: _, ...threshold }) => JSON.stringify(threshold)).values()];
  return same.flatMap((legs): readonly Line[] => {
    const [{ defaultShare, overrides } = { defaultShare: 0, overrides: [] }] = legs;
    const names = legs.flatMap(({ leg }, index) => [plain(index === 0 ? " in " : ", "), code(leg)]);
    return [
      [plain("smallest slowdown that matters"), ...(same.length > 1 ? names : []), plain(`: ${percent(defaultShare)}`)],
      ...overrides.map(({ glob, share }): Line => [code(glob), plain(`: ${percent(share)}`)]),
    ];
  });
}

/** As people write thresholds. */
function percent(share: number): string {
  return `${Number((100 * share).toPrecision(3))} %`;
}
