// The code axis decided: base against head in all cells at once, at a false-alarm rate that holds for the whole family.
import { familyRate } from "../plan/blocks.ts";
import { blocksToDecide } from "./blocks-to-decide.ts";
import type { Location } from "./walsh.ts";
import { locationIn, probabilityAbove, probabilityBelow, walshOf } from "./walsh.ts";

/** Per cell and look, uncorrected: "unchanged" is a statement about one cell and blocks nothing. */
export const equivalenceRate = 0.05;

export interface Cell {
  /** ln(head / base), one number per block of the first look. */
  readonly values: readonly number[];
  /** The same of the blocks that a second look added; none where it was not taken, or not at this cell. */
  readonly added?: readonly number[];
  /** Smallest slowdown that matters, as a share: 0.05 is 5 %. */
  readonly threshold: number;
}

export interface Judgement {
  /** "insufficient": too few blocks to call any slowdown regressed. "unchanged": shown to be within the threshold. */
  readonly outcome: "regressed" | "improved" | "unchanged" | "inconclusive" | "insufficient";
  /** Holm's adjusted p that head is slower by more than the threshold. */
  readonly slowerP: number;
  /** The mirror image. */
  readonly fasterP: number;
  /** Of the log ratios; null for no blocks. */
  readonly location: Location | null;
  readonly blocks: number;
  /** The smallest slowdown, as a share, that blocks spread like these would have shown; null when none would. */
  readonly detectable: number | null;
  /** About how many blocks, as one look at the whole rate, would decide an inconclusive cell; null: see there. */
  readonly blocksToDecide: number | null;
  /** The look that decided; of an undecided cell, the last that was taken. All figures here are of its blocks. */
  readonly look: 1 | 2;
}

/**
 * Judges a family of cells at one look or two, in their order.
 *
 * What the first look decides stays decided. The second is at the cells that it left undecided and that have more blocks:
 * each is tested over all of its blocks, and all other cells stay in the family with their p of the first look, so that
 * it never shrinks. With half of the family's rate for each look, the chance of any false alarm at either is at most
 * their sum (Bonferroni): an undecided cell is tested at most once more, whatever chose it.
 *
 * @param rate Family-wise error rate of each look.
 * @throws RangeError for a value that is no number, or a threshold that is not above 0.
 */
export function judgeFamily(cells: readonly Cell[], rate: number = familyRate): readonly Judgement[] {
  cells.forEach(requireNumbers);
  const first = judgeOnce(cells, rate).map((judgement) => ({ ...judgement, look: 1 as const }));
  const extended = cells.map((cell, index) => {
    const { values, added = [], threshold } = cell;
    return added.length > 0 && isUndecided(first[index]) ? { values: [...values, ...added], threshold } : null;
  });
  if (extended.every((cell) => cell === null)) return first;
  const second = judgeOnce(
    cells.map((cell, index) => extended[index] ?? cell),
    rate,
  );
  return first.map((judgement, index) => {
    const again = extended[index] === null ? undefined : second[index];
    return again === undefined ? judgement : { ...again, look: 2 };
  });
}

/** Whether more blocks could decide it. */
export function isUndecided(judged: { readonly outcome: string } | undefined): boolean {
  return judged?.outcome === "inconclusive" || judged?.outcome === "insufficient";
}

/**
 * Each is tested against its threshold by the one-sided exact signed-rank test, once in each direction, and each
 * direction is corrected over all cells (S. Holm, "A simple sequentially rejective multiple test procedure",
 * Scand. J. Statist. 6, 1979). Equivalence by two one-sided tests (D. J. Schuirmann, J. Pharmacokinet. Biopharm. 15,
 * 1987), with bounds that are symmetric for ratios: between 1 / (1 + threshold) and 1 + threshold.
 */
function judgeOnce(cells: readonly Cell[], rate: number): Omit<Judgement, "look">[] {
  const figures = cells.map((cell) => figuresOf(cell, rate / cells.length));
  const slower = holm(figures.map(({ slowerP }) => slowerP));
  const faster = holm(figures.map(({ fasterP }) => fasterP));
  return cells.map(({ values, threshold }, index) => {
    const own = figures[index] ?? noFigures;
    const [slowerP, fasterP] = [slower[index] ?? 1, faster[index] ?? 1];
    const outcome = outcomeOf({ ...own, slowerP, fasterP }, rate);
    const rates = { decision: familyRate / cells.length, equivalence: equivalenceRate };
    const needed = outcome === "inconclusive" ? blocksToDecide(values, Math.log1p(threshold), rates) : null;
    const { location, detectable } = own;
    return { outcome, slowerP, fasterP, location, blocks: values.length, detectable, blocksToDecide: needed };
  });
}

/** What the blocks of one cell say, without any other cell. */
interface CellFigures extends Pick<Judgement, "slowerP" | "fasterP" | "location" | "detectable"> {
  readonly isEquivalent: boolean;
}

const noFigures: CellFigures = { slowerP: 1, fasterP: 1, isEquivalent: false, location: null, detectable: null };

function figuresOf({ values, threshold }: Cell, cellRate: number): CellFigures {
  if (values.length === 0) return noFigures;
  const walsh = walshOf(values);
  const bound = Math.log1p(threshold);
  return {
    slowerP: probabilityAbove(walsh, bound),
    fasterP: probabilityBelow(walsh, -bound),
    isEquivalent:
      probabilityAbove(walsh, -bound) <= equivalenceRate && probabilityBelow(walsh, bound) <= equivalenceRate,
    location: locationIn(walsh),
    detectable: detectableSlowdown(locationIn(walsh, 1 - 2 * cellRate), bound),
  };
}

function outcomeOf({ slowerP, fasterP, detectable, isEquivalent }: CellFigures, rate: number): Judgement["outcome"] {
  if (slowerP <= rate) return "regressed";
  if (fasterP <= rate) return "improved";
  // Asked before equivalence: a gate that could not have seen a slowdown must not say that there is none.
  if (detectable === null) return "insufficient";
  return isEquivalent ? "unchanged" : "inconclusive";
}

/**
 * How far the centred values have to be shifted for their one-sided lower confidence bound to pass the threshold.
 * Holm's first and strictest step is assumed, so that what is promised holds whatever the other cells do.
 */
function detectableSlowdown({ estimate, interval }: Location, bound: number): number | null {
  return interval === null ? null : Math.expm1(bound + estimate - interval.low);
}

/** Adjusted p-values in the order given: reject at any family-wise rate those at or below it. */
export function holm(pValues: readonly number[]): number[] {
  const order = pValues.map((_, index) => index).sort((a, b) => (pValues[a] ?? 1) - (pValues[b] ?? 1));
  const adjusted = new Array<number>(pValues.length);
  let largest = 0;
  for (const [rank, index] of order.entries()) {
    largest = Math.max(largest, Math.min(1, (pValues.length - rank) * (pValues[index] ?? 1)));
    adjusted[index] = largest;
  }
  return adjusted;
}

function requireNumbers({ values, added = [], threshold }: Cell): void {
  if (!(threshold > 0 && Number.isFinite(threshold))) throw new RangeError(`a threshold of ${threshold}`);
  const wrong = [...values, ...added].find((value) => !Number.isFinite(value));
  if (wrong !== undefined) throw new RangeError(`a log ratio of ${wrong}`);
}
