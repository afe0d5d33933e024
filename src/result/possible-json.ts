// JSON of a program or a file that may have written something else.

/** undefined where the text is no JSON: a schema refuses both in one place. */
export function possibleJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
