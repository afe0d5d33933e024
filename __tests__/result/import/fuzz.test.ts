// Whatever is in a file: no crash, and no benchmark of it that is neither taken over nor named.
import * as fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { UserError } from "../../../src/errors.ts";
import type { ImportedRun } from "../../../src/result/import/imported-run.ts";
import { formatNames } from "../../../src/result/import/imported-run.ts";
import { readForeign } from "../../../src/result/import/read-foreign.ts";
import { valuesOf } from "../../../src/result/import/rows.ts";
import { damaged, foreignDocuments } from "./foreign-documents.ts";

/** For each reader and property; scripts/fuzz-import.mjs takes 10,000. */
const numRuns = Number(process.env.BLAS_BENCH_FUZZ_RUNS ?? "150");

vi.setConfig({ testTimeout: 600_000 });

function check<T>(property: fc.IProperty<T>): void {
  void fc.assert(property, { numRuns });
}

/** What any run must keep: names that are unique, numbers that are usable, reasons for the rest. */
function requireSound({ benchmarks, omitted }: ImportedRun): void {
  expect(new Set(benchmarks.map(({ name }) => name)).size).toBe(benchmarks.length);
  for (const { unit, figures } of benchmarks) {
    const values = valuesOf(figures);
    expect(values.length).toBeGreaterThan(0);
    expect(values.every((value) => Number.isFinite(value) && (unit !== "s" || value > 0))).toBe(true);
  }
  for (const { why } of omitted) expect(why).toMatch(/^[a-z]/);
}

/** null: refused as a whole, in words. */
function readOrRefuse(text: string): ImportedRun | null {
  try {
    return readForeign(text, "file", null);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    for (const { where, what, remedy } of error.problems) {
      expect(where).toMatch(/^file/);
      expect(what.length * remedy.length).toBeGreaterThan(0);
    }
    return null;
  }
}

/** As it is, with its parameters or its unit behind it, or with its package before it. */
function isNamed(name: string, { benchmarks, omitted }: ImportedRun): boolean {
  const parts = [`${name}(`, `${name} (`];
  return [...benchmarks, ...omitted].some(
    (one) =>
      one.name === name ||
      one.name.endsWith(`.${name}`) ||
      parts.some((part) => one.name.startsWith(part) || one.name.includes(`.${part}`)),
  );
}

describe.each(formatNames)("%s", (format) => {
  const document = foreignDocuments[format];
  it("loses no benchmark", () => {
    const keeps = fc.property(document, ({ text, names }): void => {
      const run = readForeign(text, "file", format);
      requireSound(run);
      expect(names.filter((name) => !isNamed(name, run))).toEqual([]);
      expect(run.benchmarks.length + run.omitted.length).toBeGreaterThanOrEqual(names.length);
    });
    check(keeps);
  });

  it("takes any damage without a crash", () => {
    const survives = fc.property(damaged(document.map(({ text }) => text)), (text): void => {
      const run = readOrRefuse(text);
      if (run !== null) requireSound(run);
    });
    check(survives);
  });
});

it("takes any text at all without a crash", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary", maxLength: 60 }),
    fc.json(),
    fc.json().map((json) => `{"benchmarks": [${json}], "version": "1.0", "context": {}}`),
  );
  const survives = fc.property(text, (any): void => {
    const run = readOrRefuse(any);
    if (run !== null) requireSound(run);
  });
  check(survives);
});
