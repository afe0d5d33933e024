// Draws the intervals of head over base with characters, for a terminal.
import type { CodeRow } from "./code-rows.ts";
import type { ForestRow } from "./forest.ts";
import { forestOf } from "./forest.ts";
import { ratio } from "./numbers.ts";

const axisWidth = 41;
const rowsAtMost = 40;
const nameWidth = 36;

/** One line per row, and the axis below; empty when there is nothing to draw. Rows beyond the limit are counted. */
export function forestLines(rows: readonly CodeRow[]): readonly string[] {
  const forest = forestOf(rows);
  if (forest === null) return [];
  const shown = forest.rows.slice(0, rowsAtMost);
  const names = shown.map(({ benchmark, label }) => shortened(`${benchmark}, ${label}`));
  const width = Math.max(...names.map(({ length }) => length));
  const [low, high] = [ratio(forest.smallest), ratio(forest.largest)];
  const half = (axisWidth - 1) / 2;
  const axis = `${low.padEnd(half)}1${high.padStart(half)}`;
  const more = forest.rows.length - shown.length;
  return [
    ...shown.map((row, index) => `${(names[index] ?? "").padEnd(width)}  ${drawn(row)}  ${ratio(row.ratio)}`),
    `${" ".repeat(width)}  ${axis}`,
    ...(more > 0 ? [`and ${more} more`] : []),
  ];
}

function drawn({ low, centre, high }: ForestRow): string {
  const at = (place: number): number => Math.round(place * (axisWidth - 1));
  const marks = new Array<string>(axisWidth).fill(" ");
  marks[at(0.5)] = "|";
  for (let column = at(low); column <= at(high); column += 1) marks[column] = "-";
  marks[at(centre)] = "o";
  return marks.join("");
}

function shortened(name: string): string {
  const characters = [...name];
  return characters.length <= nameWidth ? name : `${characters.slice(0, nameWidth - 3).join("")}...`;
}
