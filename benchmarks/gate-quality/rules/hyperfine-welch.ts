// hyperfine's scripts/welch_ttest.py: Welch's t test of the runs of two commands, two-sided, p < 0.05.
// Source: sharkdp/hyperfine at 071d5c6, scripts/welch_ttest.py: it says "There is a difference", and leaves the decision
// to people; slower in the mean is what a gate would block. A run of hyperfine is a process, so one process is a sample.
import { mean, meansOf } from "./averages.ts";
import { studentTails } from "./distributions.ts";
import type { Rule } from "./rule.ts";
import { alone } from "./rule.ts";

export const hyperfineWelch: Rule = {
  name: "hyperfine Welch p < 0.05",
  knob: "chance",
  setting: 0.05,
  reading: "halves",
  figures: alone(({ base, head }) => {
    const [before, after] = [meansOf(base), meansOf(head)];
    return mean(after) > mean(before) ? welch(before, after) : 1;
  }),
};

/** Two-sided p of equal means, with Satterthwaite's degrees of freedom. */
export function welch(before: readonly number[], after: readonly number[]): number {
  const [one, other] = [squaredError(before), squaredError(after)];
  const degrees = (one + other) ** 2 / (one ** 2 / (before.length - 1) + other ** 2 / (after.length - 1));
  return studentTails((mean(after) - mean(before)) / Math.sqrt(one + other), degrees);
}

/** Of the mean: the sample's variance over its size. */
function squaredError(values: readonly number[]): number {
  if (values.length < 2) throw new RangeError("the variance of less than two times");
  const centre = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  return squares / (values.length - 1) / values.length;
}
