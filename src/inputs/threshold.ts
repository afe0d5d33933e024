// The smallest slowdowns that matter: one for all benchmarks, and others for those that a glob names.
import { readByGlob } from "./by-glob.ts";
import type { Threshold } from "./config.ts";
import { fromText } from "./values.ts";

const wording = {
  what: "share between 0% and 100%",
  example: "write 5%, or a line such as bench_solve* = 8%",
};

/** Lines "5%" and "glob = 8%". */
export const threshold = fromText((text, context): Threshold => {
  const { general, overrides } = readByGlob(text, context, readShare, wording);
  return { defaultShare: general, overrides: overrides.map(({ glob, value }) => ({ glob, share: value })) };
});

/** "5%" -> 0.05; null for anything else, and for a share that no slowdown can be smaller than. */
function readShare(text: string): number | null {
  const [, digits] = /^(\d+(?:\.\d+)?)\s*%$/.exec(text) ?? [];
  const share = Number(digits ?? Number.NaN) / 100;
  return share > 0 && share < 1 ? share : null;
}
