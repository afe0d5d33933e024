// The few lines that everybody reads of two separate runs: what they really ran on, and that they were not lockstep.
import { quoted } from "./document.ts";
import { count, ratioWithInterval } from "./numbers.ts";
import type { SeparateBackend } from "./separate-backends.ts";
import type { RunRow, SeparateRow } from "./separate-rows.ts";

export interface SeparateFacts {
  readonly runs: { readonly a: RunRow; readonly b: RunRow };
  readonly backends: readonly SeparateBackend[];
  readonly rows: readonly SeparateRow[];
  readonly controls: readonly SeparateRow[];
  readonly notComparable: readonly unknown[];
}

const namedAtMost = 3;

/** "not lockstep. A ran on OpenBLAS 0.3.21, B on netlib; B against A: 5 slower, 1 undecided". */
export function separateHeadline({ backends, rows, notComparable }: SeparateFacts): string {
  const isOne = backends.length === 1;
  const proofs = [
    ...capped(backends.flatMap((one) => differenceText(one, isOne))),
    ...capped(backends.flatMap((one) => [unprovenText(one, "a"), unprovenText(one, "b")].flat())),
  ];
  const same = `${isOne ? "the same verified backend" : `the same ${backends.length} verified backends`} in both`;
  const said = [...(proofs.length === 0 ? [same] : proofs), outcomes(rows, notComparable.length)];
  const text = said.join("; ");
  return `not lockstep. ${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

function differenceText({ label, difference }: SeparateBackend, isOne: boolean): string[] {
  if (difference === null) return [];
  return [`${isOne ? "" : `${quoted(label)}: `}A ran on ${difference.a}, B on ${difference.b}`];
}

function unprovenText(backend: SeparateBackend, side: "a" | "b"): string[] {
  const { status } = backend[side];
  const place = `${quoted(backend[side].requested)} in ${side.toUpperCase()}`;
  if (status === "verified") return [];
  return [status === "mismatch" ? `${place} is not what was asked for` : `${place} is not verified`];
}

function capped(texts: readonly string[]): string[] {
  const more = texts.length - namedAtMost;
  return [...texts.slice(0, namedAtMost), ...(more > 0 ? [`${more} more like this`] : [])];
}

function outcomes(rows: readonly SeparateRow[], notComparable: number): string {
  const numbered = (amount: number, words: string): string[] => (amount === 0 ? [] : [`${amount} ${words}`]);
  const of = (outcome: string): number => rows.filter((row) => row.outcome === outcome).length;
  const counts = [
    ...numbered(of("slower"), "slower"),
    ...numbered(of("faster"), "faster"),
    ...numbered(of("undecided"), "undecided"),
    ...numbered(notComparable, "not comparable"),
  ];
  return `B against A: ${counts.join(", ")}`;
}

export function separateLead({ runs, controls }: SeparateFacts): readonly string[] {
  const armed = (["a", "b"] as const).filter((side) => runs[side].hasBase).map((side) => side.toUpperCase());
  const head = armed.length === 0 ? [] : [`${armed.join(" and ")} also measured base: only head is compared.`];
  return [
    "Two separate runs: whatever changed on the machine between them is in these ratios, and not in their intervals. They inform, and decide nothing.",
    ...controlsText(controls),
    ...head,
  ];
}

function controlsText(controls: readonly SeparateRow[]): string[] {
  const moved = controls.filter(({ outcome }) => outcome !== "undecided");
  const names = moved.map(
    ({ benchmark, label, estimate }) => `${quoted(benchmark)} on ${quoted(label)} ${ratioWithInterval(estimate)}`,
  );
  if (names.length === 0) return [];
  return [
    `${moved.length} of ${count(controls.length, "control")} moved, and no BLAS is in them: ${capped(names).join(", ")}. What moved them is in the other ratios too.`,
  ];
}
