// Fits a report to a limit of bytes by leaving out whole rows from its least important end, and says what is missing.
import type { Block, Document, Section } from "./document.ts";
import { paragraph } from "./document.ts";
import { count } from "./numbers.ts";

/** Sections up to this many units are cheap, so they stay as long as anything does. */
const shortSection = 12;
const placesByImportance: readonly Section["place"][] = ["first", "shown", "folded", "detail"];

/**
 * Draws as much of `document` as fits.
 *
 * Title and lead always stay. A unit is a table row, a list item, a line of code or a paragraph; units go from the end
 * of the least important long section, and from the short ones last. Which are missing is said at the end of what is
 * shown.
 *
 * @param whole Where the whole report is, as the end of a sentence: "in report.md".
 * @returns Text of at most `limitBytes` UTF-8 bytes.
 */
export function fitToBytes(
  document: Document,
  limitBytes: number,
  render: (document: Document) => string,
  whole: string,
): string {
  const fits = (text: string): boolean => Buffer.byteLength(text) <= limitBytes;
  const full = render(document);
  if (fits(full)) return full;
  let best = render(keepUnits(document, 0, whole));
  if (!fits(best)) throw new Error(`a report of ${limitBytes} bytes cannot even hold its first lines`);
  let low = 0;
  let high = document.sections.reduce((sum, section) => sum + unitsOf(section), 0);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    const text = render(keepUnits(document, middle, whole));
    if (fits(text)) {
      low = middle;
      best = text;
    } else high = middle;
  }
  return best;
}

function unitsOf(section: Section): number {
  return section.blocks.reduce((sum, block) => sum + blockUnits(block), 0);
}

function blockUnits(block: Block): number {
  switch (block.kind) {
    case "paragraph":
      return 1;
    case "list":
      return block.items.length;
    case "table":
      return block.rows.length;
    case "code":
      return block.lines.length;
  }
}

function keepUnits(document: Document, units: number, whole: string): Document {
  const kept = shares(document.sections, units);
  const notes: string[] = [];
  const sections = document.sections.flatMap((section, index): Section[] => {
    let left = kept[index] ?? 0;
    const cut = unitsOf(section) - left;
    if (cut > 0) notes.push(left === 0 ? `all of "${section.title}"` : `${count(cut, "row")} of "${section.title}"`);
    const blocks = section.blocks.flatMap((block): Block[] => {
      const share = Math.min(left, blockUnits(block));
      left -= share;
      return share === 0 ? [] : [firstUnits(block, share)];
    });
    return blocks.length === 0 ? [] : [{ ...section, blocks }];
  });
  const note: Section = {
    title: "Cut to fit",
    place: "shown",
    blocks: [paragraph(`Left out here: ${notes.join(", ")}. The whole report is ${whole}.`)],
  };
  return { ...document, sections: [...sections, note] };
}

/** How many units each section keeps: short sections are served first, then the long ones by their place, in order. */
function shares(sections: readonly Section[], units: number): readonly number[] {
  const rank = (section: Section): number =>
    unitsOf(section) <= shortSection ? 0 : 1 + placesByImportance.indexOf(section.place);
  const order = [...sections.entries()].sort(([, a], [, b]) => rank(a) - rank(b));
  const kept = sections.map(() => 0);
  let left = units;
  for (const [index, section] of order) {
    const share = Math.min(left, unitsOf(section));
    kept[index] = share;
    left -= share;
  }
  return kept;
}

function firstUnits(block: Block, kept: number): Block {
  switch (block.kind) {
    case "paragraph":
      return block;
    case "list":
      return { ...block, items: block.items.slice(0, kept) };
    case "table":
      return { ...block, rows: block.rows.slice(0, kept) };
    case "code":
      return { ...block, lines: block.lines.slice(0, kept) };
  }
}
