// What would decide an undecided cell: about how many blocks, if more of them spread like those there are.
import { mostBlocks } from "../inputs/blocks.ts";
import { locate } from "./walsh.ts";

/**
 * An interval narrows with the square root of the number of blocks: it is enlarged until the bound that decides has come
 * to the threshold from where the estimate is. An outlook, not a promise: the estimate itself may move.
 *
 * @param values ln(head / base), one number per block
 * @param bound ln(1 + threshold)
 * @param rates one-sided: of a decision at Holm's first and strictest step, and of equivalence
 * @returns more than there are; null where it takes more than can be asked for, or where nothing can be said.
 */
export function blocksToDecide(
  values: readonly number[],
  bound: number,
  rates: { readonly decision: number; readonly equivalence: number },
): number | null {
  if (values.length === 0) return null;
  const isBeyond = Math.abs(locate(values).estimate) > bound;
  const { estimate, interval } = locate(values, 1 - 2 * (isBeyond ? rates.decision : rates.equivalence));
  if (interval === null) return null;
  // Beyond the threshold the near bound of the interval has to pass it, within it the far one.
  const isLower = isBeyond === estimate > 0;
  const width = isLower ? estimate - interval.low : interval.high - estimate;
  const blocks = Math.ceil(values.length * (width / (Math.abs(estimate) - bound)) ** 2);
  const wanted = Math.max(blocks, values.length + 1);
  return wanted <= mostBlocks ? wanted : null;
}
