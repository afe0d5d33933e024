// The benchmarks that there are: names for the terminal and for other programs, and beside them what was in the way.

import type { Failure } from "../result/schema.ts";
import type { Benchmark } from "../result/worker-messages.ts";
import { visible, visibleText } from "./inert.ts";

/** A name on each line, whole, as `select` and `threshold` take it. */
export function namesText(benchmarks: readonly Benchmark[]): string {
  return benchmarks.map(({ name }) => `${visible(name)}\n`).join("");
}

/** A line for each, and below it the last lines of whoever said it. */
export function failureLines(failures: readonly Failure[]): string[] {
  return failures.flatMap(({ subject, benchmark, message, lastLines }) => {
    const what = [subject, benchmark].filter((one) => one !== null).join(", ");
    return [`${what}: ${visibleText(message)}`, ...lastLines.map((line) => `  ${visibleText(line)}`)];
  });
}
