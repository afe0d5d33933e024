// Blocks to try a family on.

/** Blocks about a centre, spread by at most `spread` to either side, all different. */
export const about = (centre: number, count = 20, spread = 0.004): number[] =>
  Array.from({ length: count }, (_, index) => centre + spread * Math.sin(1 + 7.1 * index));
