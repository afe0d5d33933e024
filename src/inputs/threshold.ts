// The smallest slowdowns that matter: one for all benchmarks, and others for those that a glob names.
import type { Threshold } from "./config.ts";
import { complain, fromText, splitLines } from "./values.ts";

const example = "write 5%, or a line such as bench_solve* = 8%";

/** Lines "5%" and "glob = 8%"; later lines win over earlier ones where several globs fit. */
export const threshold = fromText((text, context): Threshold => {
  let defaultShare: number | null = null;
  const overrides: { glob: string; share: number }[] = [];
  for (const line of splitLines(text)) {
    const cut = line.lastIndexOf("=");
    const glob = cut < 0 ? null : line.slice(0, cut).trim();
    const share = readShare(line.slice(cut + 1).trim());
    if (share === null) complain(context, `"${line}" has no share between 0% and 100%: ${example}`);
    else if (glob === "") complain(context, `"${line}" names no benchmark: ${example}`);
    else if (glob === null && defaultShare !== null) complain(context, `"${line}" is a second default: ${example}`);
    else if (glob === null) defaultShare = share;
    else if (overrides.some((known) => known.glob === glob))
      complain(context, `"${glob}" is given twice: keep one of the lines`);
    else overrides.push({ glob, share });
  }
  return { defaultShare, overrides };
});

/** "5%" -> 0.05; null for anything else, and for a share that no slowdown can be smaller than. */
function readShare(text: string): number | null {
  const [, digits] = /^(\d+(?:\.\d+)?)\s*%$/.exec(text) ?? [];
  const share = Number(digits ?? Number.NaN) / 100;
  return share > 0 && share < 1 ? share : null;
}
