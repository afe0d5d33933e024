// A result as text: one JSON document, in which every measurement has a line of its own. Whoever goes by lines never
// holds the whole text, which takes as much memory as what it says.
import { randomUUID } from "node:crypto";
import type { Result } from "./schema.ts";

const opening = '"measurements":[';

export function resultText({ measurements, ...rest }: Result): string {
  const text = JSON.stringify({ ...rest, measurements: [] });
  const lines = measurements.map((measurement) => {
    const batchNanoseconds = Array.from(measurement.blocks.batchNanoseconds);
    return JSON.stringify({ ...measurement, blocks: { ...measurement.blocks, batchNanoseconds } });
  });
  // They are the last field: what a NumPy says of itself may have one of the same name.
  return lines.length === 0 ? `${text}\n` : `${text.slice(0, -"]}".length)}\n${lines.join(",\n")}\n]}\n`;
}

/**
 * Parses lines that are laid out so, or JSON without such lines.
 *
 * @param take is given each measurement as soon as it is parsed, and may change it
 * @throws SyntaxError where they are neither; JSON that is laid out otherwise may be, so it is then to be parsed as a whole.
 */
export function parseLines(lines: Iterable<string>, take: (measurement: unknown) => void): unknown {
  // Stands where the lines stood: they count only where the document itself has its measurements there.
  const mark = randomUUID();
  const others: string[] = [];
  const measurements: unknown[] = [];
  let [isInside, isLast] = [false, false];
  for (const line of lines) {
    if (isInside && line !== "" && !line.startsWith("]")) {
      if (isLast) throw new SyntaxError("a measurement follows the last one");
      if (measurements.length === 0) others.push(JSON.stringify(mark));
      isLast = !line.endsWith(",");
      const measurement: unknown = JSON.parse(isLast ? line : line.slice(0, -1));
      take(measurement);
      measurements.push(measurement);
      continue;
    }
    isInside = measurements.length === 0 && line.endsWith(opening);
    others.push(line);
  }
  const document: unknown = JSON.parse(others.join("\n"));
  if (measurements.length === 0) return document;
  if (!isLast || !holdsOnly(mark, document)) throw new SyntaxError("these lines are not a result's measurements");
  return { ...document, measurements };
}

function holdsOnly(mark: string, document: unknown): document is { readonly measurements: readonly [string] } {
  const isObject = typeof document === "object" && document !== null && "measurements" in document;
  const held = isObject ? document.measurements : null;
  return Array.isArray(held) && held.length === 1 && held[0] === mark;
}
