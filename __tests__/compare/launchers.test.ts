// Launchers against direct of the same variant: what is compared with what, and what is no figure.
import { describe, expect, test } from "vitest";
import { compareResult } from "../../src/compare/compare.ts";
import type { Measurement } from "../../src/result/schema.ts";
import { launchedResult } from "../result/launched-result.ts";
import { blis, openblas } from "../result/sound-result.ts";

const [reference, subject] = ["openblas-head-1", "blis-head-1"];

describe("launchers", () => {
  test("are each compared with direct of the same variant, beside the variants", () => {
    const { launchers, backends, geometricMeans, withheld } = compareResult(launchedResult([openblas, blis], 1.5));
    const svd = launchers.filter((one) => one.benchmark === "svd");
    expect(svd.map(({ axis, reference: from, subject: to }) => [axis, from, to])).toEqual([
      ["launcher", "openblas-head-1", "openblas-head-1-login"],
      ["launcher", "blis-head-1", "blis-head-1-login"],
    ]);
    for (const { estimate, outcome } of launchers)
      expect([estimate.ratio, outcome]).toEqual([expect.closeTo(1.5, 9), "slower"]);
    const variants = backends.filter((one) => one.benchmark === "svd").map((one) => [one.reference, one.subject]);
    expect(variants).toEqual([
      ["openblas-head-1", "blis-head-1"],
      ["openblas-head-1-login", "blis-head-1-login"],
    ]);
    expect(geometricMeans).toHaveLength(4);
    expect(withheld).toEqual([]);
  });

  test("of a single variant are compared as well, and not where nothing was started directly", () => {
    const one = launchedResult([openblas], 1.5);
    expect(compareResult(one).launchers).toHaveLength(4);
    const series = one.series.map((each) => ({ ...each, launcher: "conda-run" as const }));
    expect(compareResult({ ...one, series }).launchers).toEqual([]);
  });

  test("that compute other numbers are no figures", () => {
    const { launchers, timings, withheld } = compareResult(
      launchedResult([openblas], 1.5, { fingerprint: [1.25, 3.5] }),
    );
    expect(launchers.map(({ benchmark: name }) => name)).toEqual(["interpreter"]);
    expect(timings.filter(({ series }) => series.endsWith("-login"))).toHaveLength(1);
    expect(new Set(withheld.map(({ kind, series }) => `${kind} ${series}`))).toEqual(
      new Set(["wrong-result openblas-head-1-login"]),
    );
  });

  test("that have lost both the other variant and direct are named with both", () => {
    const whole = launchedResult([openblas, blis], 1.5);
    const lost = ["openblas-head-1-login", "blis-head-1"];
    const measurements = whole.measurements.filter(
      ({ benchmark: name, series }) => name !== "svd" || !lost.includes(series),
    );
    const failed = { stage: "measure", benchmark: "svd", message: "died" } as const;
    const failures = lost.map((one) => ({ ...failed, subject: one, lastLines: [] }));
    const { withheld } = compareResult({ ...whole, measurements, failures });
    expect(withheld.map(({ series, reason }) => [series, reason])).toEqual(
      lost.map((one) => ["blis-head-1-login", `${one} has no figure to compare with`]),
    );
  });

  test("without a figure to compare with are named, for each that is missing", () => {
    const whole = launchedResult([openblas, blis], 1.5);
    const isLost = ({ benchmark: name, series }: Measurement): boolean => name === "svd" && series === reference;
    const measurements = whole.measurements.filter((one) => !isLost(one));
    const failed = { stage: "measure", subject: reference, benchmark: "svd", message: "died" } as const;
    const failures = [{ ...failed, lastLines: [] }];
    const { withheld, launchers } = compareResult({ ...whole, measurements, failures });
    expect(withheld.map(({ series, kind, reason }) => [series, kind, reason])).toEqual([
      ["openblas-head-1-login", "no-reference", `${reference} has no figure to compare with`],
      [subject, "no-reference", `${reference} has no figure to compare with`],
    ]);
    expect(launchers.filter(({ benchmark: name }) => name === "svd").map((one) => one.subject)).toEqual([
      "blis-head-1-login",
    ]);
  });
});
