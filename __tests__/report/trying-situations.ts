// What tries a renderer: names from outside that would like to act, and more rows than fit.
import type { ReportFacts } from "../../src/report/model.ts";
import type { Result } from "../../src/result/schema.ts";
import type { VariantFacts } from "../result/sound-result.ts";
import { benchmark, netlib, openblas, soundResult } from "../result/sound-result.ts";
import { decision, factsOf, verdict } from "./facts.ts";

export const hostileNames = [
  "a|b \\| c",
  "x`y``z` `",
  "@octo/team and #1 and GH-12",
  "https://evil.example/x?a=b www.evil.example a@b.co",
  "![pixel](https://evil.example/p.png) [link](javascript:1)",
  "<img src=x onerror=alert(1)><!-- --> </details> -->",
  "line one\nline two\r\n::error::three\u2028four",
  "\u202egnp.exe\u202c \u200b\u2066x",
  "**bold** _it_ ~~gone~~ $x^2$ :+1: 3f2c1e0b9a",
  "\u001b[31mred\u001b[0m\u0007",
  "- [ ] task",
  "1. one",
  "",
  "\ud800half",
  "x".repeat(300),
] as const;

/** @param names At least ten. */
export function hostile(names: readonly string[] = hostileNames): ReportFacts {
  const name = (index: number): string => names[index] ?? "";
  const base = soundResult([openblas, netlib]);
  const rename = (given: string): string => names[base.benchmarks.findIndex((one) => one.name === given)] ?? given;
  const evil: VariantFacts = { ...netlib, blas: name(4), build: name(0) };
  const result: Result = {
    ...base,
    benchmarks: base.benchmarks.map((one) => ({ ...one, name: rename(one.name), description: name(5) })),
    measurements: base.measurements.map((one) => ({
      ...one,
      benchmark: rename(one.benchmark),
      summaryLines: [name(6)],
    })),
    series: base.series.map((one) => ({
      ...one,
      variant: one.variant === "netlib" ? `existing:${name(2)}` : one.variant,
    })),
    environments: base.environments.map((one) => ({
      ...one,
      installs: names.map((one) => ({ command: one, change: one })),
    })),
    host: { ...base.host, cpuModel: name(5), simd: [name(8)] },
    configuration: { variants: name(1), packages: `${name(3)}\n${name(9)}` },
    failures: names.map((one) => ({
      stage: "measure" as const,
      subject: one,
      benchmark: one,
      message: one,
      lastLines: [one, "```", "</details>"],
    })),
    absences: names.map((one) => ({
      variant: one,
      platform: "linux-64" as const,
      kind: "unsupported" as const,
      reason: one,
    })),
  };
  return factsOf([openblas, evil], {
    result,
    verdicts: new Map([
      ["openblas-head-1", verdict(openblas)],
      ["netlib-head-1", verdict(evil, { status: "unknown", reasons: names, others: names, installed: name(3) })],
    ]),
    advice: names.map((text) => ({ code: "hostile", subjects: [text], text })),
    notices: names,
    decision: decision("fail", { class: "failed", text: names.join(" ") }),
  });
}

export function manyRows(): ReportFacts {
  const variants = [openblas, netlib];
  const base = soundResult(variants);
  const benchmarks = Array.from({ length: 500 }, (_, index) => benchmark(`test_fit[case-${index}-${index * 37}]`));
  const measurements = variants.flatMap((facts, position) => {
    const [template] = base.measurements.filter(({ series }) => series === `${facts.name}-head-1`);
    if (template === undefined) throw new Error(`no measurement to copy for series ${position}`);
    return benchmarks.map(({ name }) => ({ ...template, benchmark: name }));
  });
  return factsOf(variants, {
    result: { ...base, benchmarks, measurements },
    advice: [{ code: "netlib", subjects: ["netlib-head-1"], text: "netlib is the slowest choice anywhere" }],
  });
}
