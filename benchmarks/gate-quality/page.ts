// The study as a page: targets first, then what was recorded, what each rule does with it, and what the figures mean.
import { ourFinerRule, ourRule } from "./rules/all.ts";
import type { Replayed, StudiedTrace } from "./study.ts";
import { equalRates, shares } from "./study.ts";
import { foundAtShare, targetsOf } from "./targets.ts";
import { count, foundShare, percent, share, table } from "./wording.ts";

const about = `# What the gate does on recorded noise

Twin checkouts of the same code, in twin environments, were measured again and again by blas-bench itself, and every
block was kept; 50 of the runs are those of the whole command ([end to end](end-to-end/README.md)). The gate was then
asked about every window of 20 blocks that follow each other, as if each were a pull request. All of them are unchanged
code, so whatever is blocked is blocked wrongly. A slowdown is put in by scaling the times of one benchmark at head, one
benchmark at a time. Each window is asked about twice, the second time with base and head exchanged: what always favours
one of them must not count.

The same windows were given to the rules of other tools, with as much time in batches: a little less than 10 s for each
benchmark, half of it for each arm. They are written anew after their sources, which are named in \`rules/\`, and held to
what the tools themselves answer (\`__tests__/benchmarks/gate-quality\`). Their times are read in two ways:

- **one after the other**: all times of the window's first half are base, those of the second half are head. That is how
  these tools are used: they time one state of the code, then the other. It is kind to those that start one process for
  each: here their times come from 20 processes, spread over the whole half. \`asv continuous\` takes two rounds, one of
  them in reverse, so its times are **in rounds**: base's are those of the first and the last quarter, head's those between.
- **lockstep**: base's times against head's of the same blocks. That is not how they are used; it shows what the rule
  alone does, given our measuring. In a recording of one process after the other, base's against head's of each pair.`;

const limits = `## What these figures do not say

- Windows overlap, so that their shares are good estimates, but their number is not the size of a sample. Upper bounds
  are from windows that share no block (Clopper and Pearson, one-sided).
- Blocks that start more than two minutes apart are in no window together. Windows lie across runs, whose loops were
  calibrated anew: times are per iteration.
- Everything was recorded on one machine with 2 cores. Each run of 20 blocks has twin environments of its own: what their
  place in memory and on disk does to a benchmark is the same in all blocks of a run.
- The settings of the comparison at equal rates were chosen on the very windows they are shown for. That flatters each
  rule that has a knob, ours included.
- Scaled times keep the noise of unchanged code in proportion; slower by real extra work is measured apart.
- Equal time is time in batches of the four benchmarks, less than 40 s a window. A look of 20 blocks takes more than
  twice as long in all, as said for each recording: two controls, and starting, setting up and proving fresh processes, none
  of which a tool with one process for each arm would spend.
- With two looks, windows have 40 blocks, and the second 20 count for what the first left undecided.`;

const limiting = `## What limits it

- **One look at 20 blocks** misses some of +8 % in the interpreter loop, which spreads twice as far as the others. The
  second look finds them, and unchanged code seldom needs one. \`blocks: auto\` takes it; \`blocks: 20\` does not.
- **A few blocks far off**: beside the neighbour, two blocks of the loop that lie close together were 20 and 25 % off. In
  the windows that hold both, ours with one look does not find +8 % in the loop at its rate of 1 %, at any threshold that
  blocks no unchanged code: a signed-rank test weighs the farthest blocks most. So there ours stays behind asv's rule with
  the factor that fits this recording best, where that rule is given our lockstep times. The second look finds them, and so
  does a rate far above 1 % (in the tables below), which nobody can set.
- **The time of a block**: of 4.4 s, 3.5 s are batches and the messages between them, 0.4 s the start of two processes,
  0.25 s their evidence, 0.2 s the memory of a control. Beside a neighbour all of it takes longer. With 32 short turns
  instead of 48 a block takes 1 s less, and the loop was found at +8 % in 94 % instead of 98 % of bootstrapped windows.
- **What was tried**: 16 turns of 15 ms on two CPUs spread five times as far in the loop; the two processes on one CPU
  more than halved that, shorter turns halved it again ([measuring](../../docs/measuring.md)). Large pages changed nothing.`;

/** @param commands How the recordings were made and replayed. */
export function renderPage(traces: readonly StudiedTrace[], commands: readonly string[]): string {
  return [
    about,
    "## Targets",
    ...traces.filter(isLockstep).flatMap((trace) => [
      `### ${trace.name}`,
      table(
        ["target", "measured", ""],
        targetsOf(trace).map(({ target, measured, isMet }) => [target, measured, isMet ? "PASS" : "FAIL"]),
      ),
    ]),
    "![Slowdowns found, by rule](plot.svg)",
    limiting,
    ...traces.flatMap(renderTrace),
    limits,
    "## Made by",
    ["```sh", ...commands, "```"].join("\n"),
    "",
  ].join("\n\n");
}

const isLockstep = ({ lockstep }: StudiedTrace): boolean => lockstep;

function renderTrace(trace: StudiedTrace): string[] {
  return [
    `## ${trace.name}: the noise`,
    `${count(trace.blocks)} blocks; 20 take ${trace.secondsOfALook.toFixed(0)} s. Of ln(head / base) by block, in percent:`,
    noiseTable(trace),
    `Controls moved ("not fit", exit code 3) in ${share(trace.unfit.sliding)} of the windows, ` +
      `${trace.unfit.disjoint.count} of ${trace.unfit.disjoint.of} that share no block. A second look would have been ` +
      `taken in ${share(trace.secondLooks)}.`,
    `## ${trace.name}: the rules as shipped`,
    "Share of windows in which unchanged code is blocked (any of the benchmarks), and in which a benchmark that is slower " +
      "is found; in brackets, with nothing else blocked.",
    shippedTable(trace),
    ...[ourRule, ourFinerRule].flatMap((rule) => [`${rule.name}, by benchmark:`, byBenchmark(trace, rule.name)]),
    `## ${trace.name}: at equal false-block rates`,
    "Each rule with the setting of its knob that finds most while it blocks no more than so many windows of unchanged " +
      "code; the settings are in `results.json`.",
    ...equalRateTables(trace),
    ...realWorkTable(trace),
  ];
}

function noiseTable({ noise }: StudiedTrace): string {
  return table(
    ["benchmark", "mean", "standard deviation", "of the middle", "largest"],
    noise.map((one) => [
      one.benchmark,
      ...[one.mean, one.standardDeviation, one.robustDeviation, one.largest].map((figure) => figure.toFixed(2)),
    ]),
  );
}

const atShares = shares.map((one) => `+${percent(one)}`);

function shippedTable({ shipped, twoLooks, lockstep }: StudiedTrace): string {
  return table(
    ["rule", "times", "blocked unchanged", "upper bound", ...atShares],
    [...shipped, ...twoLooks].map(({ rule, reading, falseBlocks, found }) => [
      rule,
      wordFor(reading, lockstep),
      `${share(falseBlocks.sliding)} (${falseBlocks.disjoint.count} of ${falseBlocks.disjoint.of})`,
      percent(falseBlocks.upperBound),
      ...(found.all ?? []).map((one) => `${foundShare(one)} (${share({ count: one.alone, of: one.of })})`),
    ]),
  );
}

function wordFor(reading: Replayed["reading"], lockstep: boolean): string {
  if (reading !== "arms") return reading === "halves" ? "one after the other" : "in rounds";
  return lockstep ? "lockstep" : "process by process";
}

function byBenchmark({ shipped }: StudiedTrace, name: string): string {
  const replayed = shipped.find(({ rule, reading }) => rule === name && reading === "arms");
  const rows = Object.entries(replayed?.found ?? {}).filter(([benchmark]) => benchmark !== "all");
  return table(
    ["benchmark", ...atShares],
    rows.map(([benchmark, found]) => [benchmark, ...found.map(foundShare)]),
  );
}

/** Rules by false-block rates: what each finds there, one table for each slowdown. */
function equalRateTables({ atEqualRates, shipped, lockstep }: StudiedTrace): string[] {
  const windows = shipped[0]?.falseBlocks.sliding.of ?? 0;
  const allowances = equalRates.map((rate) => Math.floor(rate * windows));
  const rules = atEqualRates.filter(({ allowed }) => allowed === 0);
  return [0.05, 0.08, 0.1].flatMap((slower) => [
    `Found at +${percent(slower)}:`,
    table(
      ["rule", "times", ...allowances.map((allowed) => `${count(allowed)} of ${count(windows)} blocked`)],
      rules.map(({ rule, reading }) => {
        const own = atEqualRates.filter((one) => one.rule === rule && one.reading === reading);
        const found = allowances.map((allowed) => {
          const there = own.find((one) => one.allowed === allowed)?.found ?? [];
          const { found: part, of } = foundAtShare(there, slower);
          return share({ count: part, of });
        });
        return [rule, wordFor(reading, lockstep), ...found];
      }),
    ),
  ]);
}

function realWorkTable({ name, realWork }: StudiedTrace): string[] {
  if (realWork.length === 0) return [];
  const rules = Object.keys(realWork[0]?.found ?? {});
  const slowerWindows = realWork[0]?.found[ourRule.name]?.of ?? 0;
  return [
    `## ${name}: slower by real extra work`,
    `Head's times are from a recording in which head computes more, of ${count(slowerWindows)} windows that overlap; ` +
      "lockstep times for all rules. In brackets, with nothing else blocked.",
    table(
      ["rule", ...realWork.map(({ benchmark, ratio }) => `${benchmark}, ${ratio.toFixed(3)}`)],
      rules.map((rule) => [
        rule,
        ...realWork.map(({ found }) => {
          const { found: part, alone = 0, of = 0 } = found[rule] ?? {};
          return `${share({ count: part ?? 0, of })} (${share({ count: alone, of })})`;
        }),
      ]),
    ),
  ];
}
