// Lays the decision out alone: what the gate says, why, and by which rules.
import type { Decision } from "../gate/decision.ts";
import type { Config } from "../inputs/config.ts";
import type { Document, Line } from "./document.ts";
import { code, plain, sentence } from "./document.ts";

export interface DecisionModel extends Pick<Config, "failOn" | "threshold"> {
  /** One sentence without its full stop, names between backticks. */
  readonly headline: string;
  readonly decision: Decision;
}

export function layOutDecision({ headline, decision, failOn, threshold }: DecisionModel): Document {
  const reasons = decision.reasons.map((reason): Line => [plain(`${reason.class}: `), ...sentence(reason.text)]);
  const { defaultShare, overrides } = threshold;
  const rules: Line[] = [
    [plain(`fails on ${failOn.length === 0 ? "nothing" : failOn.join(", ")}`)],
    [plain(`smallest slowdown that matters: ${defaultShare === null ? "the platform's" : percent(defaultShare)}`)],
    ...overrides.map(({ glob, share }): Line => [code(glob), plain(`: ${percent(share)}`)]),
  ];
  return {
    title: [plain("blas-bench: "), ...sentence(headline)],
    lead: [],
    sections: [
      ...(reasons.length === 0
        ? []
        : [{ title: "Reasons", place: "shown", blocks: [{ kind: "list", items: reasons }] } as const]),
      { title: "Rules", place: "shown", blocks: [{ kind: "list", items: rules }] },
    ],
  };
}

/** As people write thresholds. */
function percent(share: number): string {
  return `${Number((100 * share).toPrecision(3))} %`;
}
