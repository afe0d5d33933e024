// Draws what each rule finds against how much slower head is, as an SVG readable on light and dark ground.
import type { Replayed, StudiedTrace } from "./study.ts";
import { shares } from "./study.ts";

const side = 280;
const gap = 70;
const top = 40;
const left = 50;
const legendWidth = 300;
const rowHeight = 20;
const largestShare = 0.2;
const colours = ["#cf222e", "#fb8f44", "#0969da", "#6e7781", "#2da44e", "#8250df", "#9a6700", "#bf3989", "#1b9e9e"];

/** Ours in lockstep, the others one after the other: as each is used. */
function isAsUsed({ rule, reading }: Replayed): boolean {
  return (reading === "arms") === rule.startsWith("blas-bench");
}

/** A whole SVG document: a panel for each recording, with what is blocked of unchanged code as dots on its left side. */
export function renderPlot(traces: readonly StudiedTrace[]): string {
  const rules = (traces[0]?.shipped ?? []).filter(isAsUsed).map(({ rule }) => rule);
  const width = left + traces.length * (side + gap) + legendWidth;
  const height = top + side + 50;
  const legend = rules.map((rule, place) => {
    const [x, y] = [left + traces.length * (side + gap) - gap / 2, top + place * rowHeight];
    const colour = colours[place % colours.length];
    return (
      `<line x1="${x}" y1="${y}" x2="${x + 20}" y2="${y}" stroke="${colour}" stroke-width="2"/>` +
      `<text x="${x + 26}" y="${y + 4}">${escaped(rule)}</text>`
    );
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" ` +
      `font-family="sans-serif" font-size="12" fill="#6e7781" role="img">`,
    "<title>Share of windows blocked, by how much slower one benchmark is; 0 is unchanged code</title>",
    ...traces.map((trace, place) => drawPanel(trace, rules, left + place * (side + gap))),
    ...legend,
    "</svg>",
    "",
  ].join("\n");
}

function drawPanel({ name, shipped }: StudiedTrace, rules: readonly string[], from: number): string {
  const across = (slower: number): string => (from + (slower / largestShare) * side).toFixed(1);
  const up = (found: number): string => (top + side * (1 - found)).toFixed(1);
  const lines = shipped.filter(isAsUsed).map(({ rule, falseBlocks, found }) => {
    const colour = colours[rules.indexOf(rule) % colours.length];
    const points = (found.all ?? []).map((one, at) => `${across(shares[at] ?? 0)},${up(one.found / one.of)}`);
    const { count, of } = falseBlocks.sliding;
    // Apart from the line: unchanged code is blocked by any benchmark, a slowdown is found by its own.
    const unchanged = `<circle cx="${across(0)}" cy="${up(count / of)}" r="4" fill="${colour}"/>`;
    const wide = rule.startsWith("blas-bench") ? 3 : 1.5;
    const line = `<polyline points="${points.join(" ")}" fill="none" stroke="${colour}" stroke-width="${wide}"/>`;
    return `<g><title>${escaped(rule)}</title>${unchanged}${line}</g>`;
  });
  return [
    `<text x="${from}" y="${top - 16}">${escaped(name)}</text>`,
    `<rect x="${from}" y="${top}" width="${side}" height="${side}" fill="none" stroke="#6e7781"/>`,
    ...[0, 0.5, 1].map((found) => {
      const label = `${100 * found} %`;
      return `<text x="${from - 6}" y="${Number(up(found)) + 4}" text-anchor="end">${label}</text>`;
    }),
    ...[0, 0.05, 0.1, 0.15, 0.2].map(
      (slower) =>
        `<text x="${across(slower)}" y="${top + side + 18}" text-anchor="middle">+${Math.round(100 * slower)} %</text>`,
    ),
    ...lines,
  ].join("\n");
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
