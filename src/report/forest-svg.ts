// Draws the intervals of head over base as an SVG picture, readable on light and dark ground.
import type { CodeRow } from "./code-rows.ts";
import type { ForestRow } from "./forest.ts";
import { forestOf } from "./forest.ts";
import { cut, visibleName } from "./inert.ts";
import { ratio } from "./numbers.ts";

const rowHeight = 22;
const nameWidth = 320;
/** As many characters as fit into it. */
const longestName = 46;
const axisWidth = 400;
const margin = 16;
const colours: Readonly<Record<CodeRow["outcome"], string>> = {
  regressed: "#cf222e",
  improved: "#1a7f37",
  unchanged: "#6e7781",
  inconclusive: "#9a6700",
  insufficient: "#9a6700",
  added: "#6e7781",
  removed: "#6e7781",
  failed: "#cf222e",
};

/** A whole SVG document; null when no row has a ratio. */
export function renderForestSvg(rows: readonly CodeRow[]): string | null {
  const forest = forestOf(rows);
  if (forest === null) return null;
  const width = nameWidth + axisWidth + 120 + 2 * margin;
  const height = (forest.rows.length + 1) * rowHeight + 2 * margin;
  const bottom = margin + forest.rows.length * rowHeight;
  const axisLabel = (place: number, text: string): string =>
    `<text x="${across(place)}" y="${bottom + 16}" text-anchor="middle">${text}</text>`;
  const middle = across(forest.unchanged);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" ` +
      `font-family="sans-serif" font-size="12" fill="#6e7781" role="img">`,
    "<title>Time at head over time at base, with 95 % intervals</title>",
    `<line x1="${middle}" y1="${margin}" x2="${middle}" y2="${bottom}" stroke="#6e7781" stroke-dasharray="3 3"/>`,
    ...forest.rows.map(drawRow),
    axisLabel(0, ratio(forest.smallest)),
    axisLabel(forest.unchanged, "1"),
    axisLabel(1, ratio(forest.largest)),
    "</svg>",
    "",
  ].join("\n");
}

function across(place: number): string {
  return (margin + nameWidth + place * axisWidth).toFixed(1);
}

function drawRow(
  { benchmark, label, outcome, ratio: centreRatio, low, centre, high }: ForestRow,
  index: number,
): string {
  const y = margin + index * rowHeight + rowHeight / 2;
  const whole = visibleName(`${benchmark}, ${label}`);
  const name = escaped(whole);
  const colour = colours[outcome];
  return [
    `<g><title>${name}: ${outcome}</title>`,
    `<text x="${margin}" y="${y + 4}">${escaped(cut(whole, longestName))}</text>`,
    `<line x1="${across(low)}" y1="${y}" x2="${across(high)}" y2="${y}" stroke="${colour}" stroke-width="2"/>`,
    `<circle cx="${across(centre)}" cy="${y}" r="4" fill="${colour}"/>`,
    `<text x="${margin + nameWidth + axisWidth + 12}" y="${y + 4}">${ratio(centreRatio)} ${outcome}</text></g>`,
  ].join("");
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
