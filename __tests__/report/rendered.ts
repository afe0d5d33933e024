// What a real GFM renderer makes of our markdown: which tags there are, and what GitHub would read in the text.
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import { expect } from "vitest";

const ours = [
  "h3",
  "h4",
  "p",
  "ul",
  "li",
  "table",
  "thead",
  "tbody",
  "tr",
  "th",
  "td",
  "strong",
  "details",
  "summary",
  "code",
  "pre",
];

/** GitHub's own renderer is cmark-gfm; micromark follows the same specification. */
export function toHtml(markdown: string): string {
  return micromark(markdown, { allowDangerousHtml: true, extensions: [gfm()], htmlExtensions: [gfmHtml()] });
}

/** What GitHub reads for mentions, references, emoji and formulas: text outside of code. */
function textOutsideCode(html: string): string {
  return html
    .replace(/<(code|pre)\b[^>]*>[\s\S]*?<\/\1>/g, " ")
    .replace(/<[^>]*>/g, " ")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");
}

/** Nothing in it but text and our own tags, and no text that GitHub would act on. */
export function expectInert(markdown: string): void {
  const html = toHtml(markdown);
  const tags = [...html.matchAll(/<\/?([a-z0-9]+)([^>]*)>/gi)];
  const foreign = tags.filter(
    ([, name, attributes]) =>
      !ours.includes(name ?? "") || !/^( align="right"| class="language-text")?$/.test(attributes ?? ""),
  );
  expect(foreign.map(([tag]) => tag)).toEqual([]);
  expect(html).not.toMatch(/<!--/);
  expect(textOutsideCode(html)).not.toMatch(/@\w|#\d|\bgh-\d|:\/\/|www\.|:[\w+-]+:|\$|\b(?=\w*\d)[0-9a-f]{7,40}\b/i);
  expect(markdown).not.toMatch(/[\p{Cf}\p{Zl}\p{Zp}\p{Cs}]|(?!\n)\p{Cc}/u);
}
