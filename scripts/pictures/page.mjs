// A comment as a page: rendered as GitHub renders markdown, in plain colours and measures like those of its own pages.
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";

const style = `
  body { margin: 0; padding: 12px; background: #fff; color: #1f2328; font: 14px/1.5 "Liberation Sans", Arial, sans-serif; }
  .comment { border: 1px solid #d0d7de; border-radius: 6px; }
  .author { padding: 8px 16px; background: #f6f8fa; border-bottom: 1px solid #d0d7de; color: #59636e; }
  .body { padding: 16px; overflow-wrap: break-word; }
  .body > :first-child { margin-top: 0; }
  .body > :last-child { margin-bottom: 0; }
  h3, h4 { margin: 24px 0 16px; line-height: 1.25; }
  h3 { font-size: 1.25em; }
  h4 { font-size: 1em; }
  p, ul, pre, table, details { margin: 0 0 16px; }
  ul { padding-left: 2em; }
  table { display: block; width: max-content; max-width: 100%; overflow: auto; border-spacing: 0; border-collapse: collapse; }
  th, td { padding: 6px 13px; border: 1px solid #d0d7de; }
  tr:nth-child(2n) td { background: #f6f8fa; }
  code { padding: .2em .4em; border-radius: 6px; background: #818b981f; font-family: "Liberation Mono", monospace; font-size: 85%; white-space: break-spaces; }
  pre { padding: 16px; overflow: auto; border-radius: 6px; background: #f6f8fa; }
  pre code { padding: 0; background: none; white-space: pre; }
  a { color: #0969da; }
`;

/** @param {string} markdown */
export function pageOf(markdown) {
  const html = micromark(markdown, { allowDangerousHtml: true, extensions: [gfm()], htmlExtensions: [gfmHtml()] });
  const author = `<div class="author"><strong>github-actions</strong> commented</div>`;
  return `<!doctype html><meta charset="utf-8"><style>${style}</style><div class="comment">${author}<div class="body">${html}</div></div>`;
}
