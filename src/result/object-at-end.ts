// A JSON object at the end of a text, whatever a shell or a client has printed before it without a line break.
import { possibleJson } from "./possible-json.ts";

/** More braces than any greeting has; each costs an attempt. */
const attempts = 50;

/** undefined where the text does not end with one. */
export function objectAtEnd(text: string): unknown {
  let start = text.indexOf("{");
  for (let attempt = 0; start >= 0 && attempt < attempts; attempt += 1) {
    const object = possibleJson(text.slice(start));
    if (object !== undefined) return object;
    start = text.indexOf("{", start + 1);
  }
  return undefined;
}
