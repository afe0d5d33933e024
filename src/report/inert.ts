// Makes text that came from outside inert: in markdown on GitHub, and on a terminal, it is only ever read.

const longestName = 120;
const longestText = 600;

// Control and format characters (line breaks, escapes, bidirectional controls, invisible marks), line and paragraph
// separators, and halves of surrogate pairs.
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
const shortEscapes: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** Every character that would act instead of being seen, spelled out: "\n", "\u{202e}". */
export function visible(text: string): string {
  return text.replace(
    invisible,
    (character) => shortEscapes[character] ?? `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
}

/** A name on one line, spelled out and cut to a length that a table can hold. */
export function visibleName(name: string): string {
  return name === "" ? "(empty)" : cut(visible(name), longestName);
}

/** A sentence on one line: line breaks become spaces. */
export function visibleText(text: string): string {
  return cut(visible(text.replace(/\s+/g, " ")), longestText);
}

/** At most `length` characters, counted and cut as code points. */
export function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  const characters = [...text];
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join("")}…`;
}

/**
 * A line in which a runner's log finds no workflow command.
 *
 * The runner takes a line for a command when it begins, after spaces, with "::", or when it holds "##[" anywhere
 * (actions/runner, ActionCommand.cs, TryParseV2 and TryParse). Both get a backslash.
 */
export function withoutCommands(line: string): string {
  return line.replace(/^(\s*)::/, "$1\\::").replaceAll("##[", "##\\[");
}

/** A code span; nothing in it is markup, and GitHub makes no links or mentions of it. `name` must be visible. */
export function codeSpan(name: string, isInTable: boolean): string {
  // Renderers disagree on a backslash before a pipe in a table cell, so that backslash is spelled out.
  const text = isInTable ? name.replace(/\\+(?=\|)/g, "\\u{5c}").replaceAll("|", "\\|") : name;
  const longestRun = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longestRun + 1);
  // CommonMark takes one space off both ends where there is one at both, and needs one beside a backtick.
  const pad = /^[ `]|[ `]$/.test(text) ? " " : "";
  return `${fence}${pad}${text}${pad}${fence}`;
}

// What GitHub makes links, mentions, emoji or formulas of, also where markdown's own markup is escaped:
// @mentions, #issues, URLs, mail addresses, commit hashes, :emoji:, $math$.
const isActive = /[@#$]|:\/\/|www\.|mailto:|xmpp:|\bgh-\d|:[\w+-]+:|\b(?=[0-9a-f]*\d)[0-9a-f]{7,}\b/i;

/** Markdown that shows `text`, which must be visible. Words that GitHub would act on are shown as code. */
export function escapeText(text: string, isInTable: boolean): string {
  // As nearly all text of ours.
  if (!isActive.test(text) && !isMarkup.test(text)) return text;
  return text
    .split(" ")
    .map((word) => (isActive.test(word) ? codeWord(word, isInTable) : escapeMarkup(word)))
    .join(" ");
}

/** The word as code, without the punctuation that ends a clause. */
function codeWord(word: string, isInTable: boolean): string {
  const end = word.search(/[.,;:!?]*$/);
  return end === 0 ? codeSpan(word, isInTable) : codeSpan(word.slice(0, end), isInTable) + word.slice(end);
}

const isMarkup = /[\\`*_~[\]&<>|]/;
const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&#124;" };

function escapeMarkup(word: string): string {
  return word.replace(/[\\`*_~[\]]/g, "\\$&").replace(/[&<>|]/g, (character) => entities[character] ?? "");
}

/** Escapes what would begin a list, a heading, a rule or indented code if it stood first in a block. */
export function escapeBlockStart(markdown: string): string {
  return markdown
    .trimStart()
    .replace(/^(\d{1,9})([.)])/, "$1\\$2")
    .replace(/^([-+=])/, "\\$1");
}

/** The same for text between HTML tags, where markdown is not read. */
export function escapeHtml(text: string): string {
  const asText = (word: string): string => word.replace(/[&<>]/g, (character) => entities[character] ?? "");
  return text
    .split(" ")
    .map((word) => (isActive.test(word) ? `<code>${asText(word)}</code>` : asText(word)))
    .join(" ");
}
