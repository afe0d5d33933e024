// The targets of the gate, and what was measured of each.
import type { Found } from "./evaluation.ts";
import { otherKnobs, ourFinerRule, ourFinerTwoLooks, ourKnobs, ourRule, ourTwoLooks } from "./rules/all.ts";
import type { Rule } from "./rules/rule.ts";
import type { Replayed, StudiedTrace } from "./study.ts";
import { shares } from "./study.ts";
import { count, foundShare, percent, share } from "./wording.ts";

export interface Target {
  readonly target: string;
  readonly measured: string;
  readonly isMet: boolean;
}

const fewestBlocks = 2000;
const mostFalse = 0.01;
const longestLookSeconds = 90;
const aims = [
  { rules: [ourRule, ourTwoLooks], at: 0.08, least: 0.99, threshold: "5 %" },
  { rules: [ourFinerRule, ourFinerTwoLooks], at: 0.05, least: 0.95, threshold: "2 %" },
] as const;

export function targetsOf(trace: StudiedTrace): Target[] {
  return [
    {
      target: `at least ${count(fewestBlocks)} blocks`,
      measured: count(trace.blocks),
      isMet: trace.blocks >= fewestBlocks,
    },
    ...[ourRule, ourTwoLooks, ourFinerRule, ourFinerTwoLooks].map((rule) => falseBlocksOf(trace, rule)),
    ...aims.flatMap((aim) => aim.rules.map((rule) => detection(trace, rule, aim))),
    {
      target: `four benchmarks, two controls and two series in at most ${longestLookSeconds} s`,
      measured: `${trace.secondsOfALook.toFixed(0)} s for 20 blocks`,
      isMet: trace.secondsOfALook <= longestLookSeconds,
    },
    ...aims.flatMap((aim) => (["own", "ours"] as const).map((times) => noneFindsMore(trace, aim, times))),
  ];
}

function falseBlocksOf(trace: StudiedTrace, rule: Rule): Target {
  const { sliding, disjoint, upperBound } = replayedOf(trace, rule).falseBlocks;
  return {
    target: `unchanged code blocked at most 1 %: ${rule.name}`,
    measured:
      `${share(sliding)} of windows; ${disjoint.count} of ${disjoint.of} that share no block, ` +
      `95 % upper bound ${percent(upperBound)}`,
    isMet: disjoint.of > 0 && sliding.count <= mostFalse * sliding.of && disjoint.count <= mostFalse * disjoint.of,
  };
}

type Aim = (typeof aims)[number];

function detection(trace: StudiedTrace, rule: Rule, { at, least }: Aim): Target {
  const { found, alone, of } = foundAtShare(replayedOf(trace, rule).found.all ?? [], at);
  return {
    target: `found at +${percent(at)}, at least ${percent(least)}: ${rule.name}`,
    measured: `${share({ count: found, of })}; and nothing else blocked: ${share({ count: alone, of })}`,
    isMet: of > 0 && found >= least * of,
  };
}

/**
 * At the false-block rate that our rule has as shipped, every rule, ours among them, by whichever of the knobs that people
 * can turn finds most in this very recording: settings that only others may choose afterwards are no equal terms.
 *
 * @param times Those that each tool takes by itself, or ours for all.
 */
function noneFindsMore(trace: StudiedTrace, { rules: [rule], at, threshold }: Aim, times: "own" | "ours"): Target {
  const shipped = replayedOf(trace, rule);
  const asShipped = foundAtShare(shipped.found.all ?? [], at);
  const allowed = trace.atEqualRates.filter((one) => one.allowed === shipped.falseBlocks.sliding.count);
  const ours = bestOf(ourKnobs, allowed, "ours", at);
  const other = bestOf(otherKnobs, allowed, times, at);
  const data = times === "own" ? "each tool's own times" : "given our lockstep times";
  return {
    target: `at our false-block rate and equal time, no other rule finds more at +${percent(at)} (${threshold}); ${data}`,
    measured:
      `ours as shipped ${foundShare(asShipped)}, at its best (${ours.rule}) ${foundShare(ours)}; ` +
      `the best other, ${other.rule}: ${foundShare(other)}`,
    isMet: ours.of > 0 && other.found <= ours.found,
  };
}

function bestOf(
  knobs: readonly Rule[],
  settings: StudiedTrace["atEqualRates"],
  times: "own" | "ours",
  at: number,
): Found & { readonly rule: string } {
  const [best] = settings
    .filter(({ rule, reading }) =>
      knobs.some(
        ({ name, fixed, reading: own }) => name === rule && !fixed && reading === (times === "own" ? own : "arms"),
      ),
    )
    .map(({ rule, found }) => ({ rule, ...foundAtShare(found, at) }))
    .toSorted((one, other) => other.found - one.found);
  if (best === undefined) throw new Error("no rule to compare");
  return best;
}

export function replayedOf({ shipped, twoLooks }: StudiedTrace, { name }: Pick<Rule, "name">): Replayed {
  const replayed = [...shipped, ...twoLooks].find(({ rule, reading }) => rule === name && reading === "arms");
  if (replayed === undefined) throw new Error(`${name} was not replayed`);
  return replayed;
}

export function foundAtShare(found: readonly Found[], wanted: number): Found {
  const one = found[shares.indexOf(wanted)];
  if (one === undefined) throw new Error(`nothing was slowed by ${wanted}`);
  return one;
}
