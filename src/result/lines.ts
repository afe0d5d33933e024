// A result as text: one JSON document, in which every measurement has a line of its own. Whoever goes by lines never
// holds the whole text, which takes as much memory as what it says.
import type { Result } from "./schema.ts";

const opening = '"measurements":[';

export function resultText(result: Result): string {
  const text = JSON.stringify({ ...result, measurements: [] });
  const lines = result.measurements.map((measurement) => JSON.stringify(measurement));
  // Nothing inside a JSON string looks like the empty list: there, its quotes would be escaped.
  const filled = lines.length === 0 ? text : text.replace(`${opening}]`, () => `${opening}\n${lines.join(",\n")}\n]`);
  return `${filled}\n`;
}

/**
 * Parses lines that are laid out so, or JSON without such lines.
 *
 * @throws SyntaxError where they are neither; JSON that is laid out otherwise may be, so it is then to be parsed as a whole.
 */
export function parseLines(lines: Iterable<string>): unknown {
  const others: string[] = [];
  const measurements: unknown[] = [];
  let [isInside, isLast] = [false, false];
  for (const line of lines) {
    if (isInside && line !== "" && !line.startsWith("]")) {
      if (isLast) throw new SyntaxError("a measurement follows the last one");
      isLast = !line.endsWith(",");
      measurements.push(JSON.parse(isLast ? line : line.slice(0, -1)));
      continue;
    }
    isInside = measurements.length === 0 && line.endsWith(opening);
    others.push(line);
  }
  const document: unknown = JSON.parse(others.join("\n"));
  if (measurements.length === 0) return document;
  if (!isLast || !holdsNoMeasurements(document)) throw new SyntaxError("these lines are not a result's measurements");
  return { ...document, measurements };
}

function holdsNoMeasurements(document: unknown): document is { readonly measurements: readonly [] } {
  const isObject = typeof document === "object" && document !== null && "measurements" in document;
  return isObject && Array.isArray(document.measurements) && document.measurements.length === 0;
}
