// The recordings: what one block gave, a line of JSON each, in files that are compressed.
import { readFileSync, writeFileSync } from "node:fs";
import { gunzipSync, gzipSync } from "node:zlib";
import * as z from "zod";
import { timesByBlock } from "../../src/result/blocks.ts";
import type { Measurement } from "../../src/result/schema.ts";

const arms = z.strictObject({ base: z.array(z.number().positive()), head: z.array(z.number().positive()) });

/** One block of fresh processes; in a recording of one process after the other, one process of each arm. */
const blockSchema = z.strictObject({
  /** Runs are numbered from 0; loop counts are calibrated once per run. */
  run: z.int().nonnegative(),
  /** When it started, in seconds since 1970. */
  startedAt: z.number().positive(),
  /** Microseconds per iteration, turn by turn, to four figures. */
  microseconds: z.record(z.string(), arms),
});

export type TracedBlock = z.infer<typeof blockSchema>;

export function readTrace(file: string): TracedBlock[] {
  const lines = gunzipSync(readFileSync(file)).toString("utf8").trimEnd().split("\n");
  return lines.map((line) => blockSchema.parse(JSON.parse(line)));
}

/** One recording that lies in several files, or in none, in the order in which it was made. */
export function readTraces(files: readonly string[]): TracedBlock[] {
  return files.flatMap(readTrace).sort((one, other) => one.startedAt - other.startedAt);
}

/** Adds blocks; a recording that is broken off keeps what it had. */
export function appendTrace(file: string, blocks: readonly TracedBlock[]): void {
  const text = blocks.map((block) => `${JSON.stringify(block)}\n`).join("");
  // Members of a gzip file one after the other are one gzip file: RFC 1952, section 2.2.
  writeFileSync(file, gzipSync(text, { level: 9 }), { flag: "a" });
}

/** @param startedAt of each block, in seconds since 1970 */
export function traced(
  run: number,
  measurements: readonly Measurement[],
  startedAt: readonly number[],
): readonly TracedBlock[] {
  return startedAt.map((start, number) => {
    const microseconds: TracedBlock["microseconds"] = {};
    for (const { benchmark, series, loops, blocks } of measurements) {
      const times = timesByBlock(blocks)[blocks.numbers.indexOf(number)] ?? [];
      const turns = times.map((nanoseconds) => toMicroseconds(nanoseconds / loops));
      const arm = series.includes("base") ? "base" : "head";
      microseconds[benchmark] = { base: [], head: [], ...microseconds[benchmark], [arm]: turns };
    }
    return { run, startedAt: Math.round(start * 10) / 10, microseconds };
  });
}

/** To four figures, a twentieth of a percent at worst: batches that follow each other differ by several percent. */
function toMicroseconds(nanoseconds: number): number {
  return Number((nanoseconds / 1000).toPrecision(4));
}
