// How many blocks: for the run, and at most for those benchmarks that a glob names.
import { readByGlob } from "./by-glob.ts";
import type { BlockCounts } from "./config.ts";
import { complain, fromText } from "./values.ts";

/** The most that `blocks` takes. */
export const mostBlocks = 1000;

const wording = {
  what: "number of blocks",
  example: `write auto, a whole number from 1 to ${mostBlocks}, or a line such as bench_slow* = 12`,
};

/** Lines "auto" or "20", and "glob = 12". */
export const blockCounts = fromText((text, context): BlockCounts => {
  const { general, overrides } = readByGlob(text, context, readCount, wording);
  const caps = overrides.flatMap(({ glob, value }) => {
    if (value !== "auto") return [{ glob, blocks: value }];
    complain(context, `"${glob} = auto" sets no limit: leave the line out, or write a number`);
    return [];
  });
  return { count: general ?? "auto", caps };
});

function readCount(text: string): "auto" | number | null {
  if (text === "auto") return "auto";
  const count = /^\d+$/.test(text) ? Number(text) : 0;
  return count >= 1 && count <= mostBlocks ? count : null;
}
