// The first line of our comment: invisible to readers, it says which key, run and attempt the comment belongs to.

export interface Mark {
  /** Keeps several comments on one pull request apart. */
  readonly key: string;
  /** GITHUB_RUN_ID, which grows from run to run in all of GitHub. */
  readonly run: number;
  readonly attempt: number;
  /** One word for each publication, see newNonce. */
  readonly nonce: string;
}

const prefix = "<!-- blas-bench-comment";
const form = /^<!-- blas-bench-comment key=(\S*) run=(\d{1,15}) attempt=(\d{1,9}) nonce=([0-9a-f]{28}) -->$/;

/** Without what could end an HTML comment, a word, or a line. */
function encodeKey(key: string): string {
  // Through bytes and back: half a surrogate pair cannot be encoded.
  return encodeURIComponent(Buffer.from(key).toString()).replaceAll("-", "%2D");
}

/** The line, without a line break. */
export function drawMark({ key, run, attempt, nonce }: Mark): string {
  return `${prefix} key=${encodeKey(key)} run=${run} attempt=${attempt} nonce=${nonce} -->`;
}

/** The mark of a comment with this key; null for every other text, however much it looks like one. */
export function readMark(body: string, key: string): Mark | null {
  // GitHub's own editor ends lines with a carriage return.
  const [first = ""] = body.split(/\r?\n/, 1);
  const [, foundKey, run = "", attempt = "", nonce = ""] = form.exec(first) ?? [];
  return foundKey === encodeKey(key) ? { key, run: Number(run), attempt: Number(attempt), nonce } : null;
}

/** Different for every publication; the later one is greater, as texts are compared. */
export function newNonce(now: Date, random: string): string {
  return (
    now.getTime().toString(16).padStart(12, "0") +
    random
      .replace(/[^0-9a-f]/g, "")
      .slice(0, 16)
      .padEnd(16, "0")
  );
}

/** Negative where `a` is the older publication. */
export function byAge(a: Mark, b: Mark): number {
  return a.run - b.run || a.attempt - b.attempt || (a.nonce < b.nonce ? -1 : Number(a.nonce > b.nonce));
}
