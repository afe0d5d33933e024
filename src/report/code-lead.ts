// Head against base in a sentence or two: counts, and how far they can be trusted.
import { familyRate } from "../plan/blocks.ts";
import type { CodeRow } from "./code-rows.ts";
import { grouped } from "./groups.ts";
import { share } from "./numbers.ts";

/** "Head against base: 34 unchanged within 5 %, 1 inconclusive (could have seen 9 %), none added or removed. ...". */
export function codeLead(rows: readonly CodeRow[], fitMachines: "all" | "some" | "none"): string {
  if (rows.length === 0) return "No benchmark is of your code, and base and head have equal environments.";
  const byOutcome = grouped(rows, ({ outcome }) => outcome);
  const of = (outcome: CodeRow["outcome"]): readonly CodeRow[] => byOutcome.get(outcome) ?? [];
  const changed = (outcome: CodeRow["outcome"], hasValues: boolean): number =>
    of(outcome).filter(({ values }) => (values !== undefined) === hasValues).length;
  const numbered = (amount: number, words: string): string[] => (amount === 0 ? [] : [`${amount} ${words}`]);
  const within = range(of("unchanged").map(({ threshold }) => threshold));
  const inconclusive = of("inconclusive");
  const seen = range(inconclusive.flatMap(({ detectable }) => (detectable === null ? [] : [detectable])));
  const [added, removed] = [of("added").length, of("removed").length];
  const parts = [
    ...numbered(changed("regressed", false), "slower"),
    ...numbered(changed("regressed", true), "worse"),
    ...numbered(changed("improved", false), "faster"),
    ...numbered(changed("improved", true), "better"),
    ...numbered(of("unchanged").length, `unchanged within ${within}`),
    ...numbered(inconclusive.length, `inconclusive (could have seen ${seen})`),
    ...numbered(of("insufficient").length, "with too few blocks"),
    ...numbered(of("failed").length, "failed"),
    added + removed === 0 ? "none added or removed" : `${added} added, ${removed} removed`,
  ];
  const counts = `Head against base: ${parts.join(", ")}.`;
  if (!rows.some(({ estimate }) => estimate !== null)) return counts;
  return `${counts} ${trust[fitMachines]}`;
}

const chance = `Chance that an unchanged pull request is called slower: at most ${share(familyRate)}.`;
const trust = {
  all: chance,
  some: `Of the rows of a machine that was not fit, nothing can be said of the code. ${chance}`,
  none: "The machine was not fit, so none of this can be said of the code.",
} as const;

function range(shares: readonly number[]): string {
  if (shares.length === 0) return "nothing";
  const least = share(shares.reduce((one, other) => Math.min(one, other)));
  const most = share(shares.reduce((one, other) => Math.max(one, other)));
  return least === most ? least : `${least} to ${most}`;
}
