// The main job as a person starts it, on real libraries: three variants made, proven, timed in lockstep and reported.
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { root } from "../../scripts/test/project.mjs";
import type { ReportModel } from "../../src/report/model.ts";
import { readResult } from "../../src/result/read.ts";
import type { Result } from "../../src/result/schema.ts";
import { channelOrReason, needChannel } from "../rig/channel.ts";
import type { Account, Ended } from "./account.ts";
import { node, openAccount, userName } from "./account.ts";
import type { Product } from "./product.ts";
import { makeProduct } from "./product.ts";

describe("three variants", () => {
  let product: Product;
  let account: Account;
  let run: Ended;
  let resultText: string;
  let reportText: string;
  let result: Result;
  let report: ReportModel;

  beforeAll(async () => {
    const { channel } = await channelOrReason();
    if (channel === null) return;
    product = await makeProduct();
    account = await openAccount();
    // In the person's home, so that the channel's address has something to hide.
    await fs.symlink(channel, path.join(account.home, "channel"));
    const words = ["--channels", path.join(account.home, "channel"), "--variants", "openblas,blis,netlib"];
    // The budget takes turns away on a busy machine; all else is as it comes.
    const more = ["--benchmarks", "quick", "--output-dir", "out", "--time-budget", "40s"];
    run = await account.run([node, product.program, "run", ...words, ...more]);
    resultText = await fs.readFile(path.join(account.work, "out", "result.json"), "utf8").catch(() => "");
    reportText = await fs.readFile(path.join(account.work, "out", "report.md"), "utf8").catch(() => "");
    result = readResult(resultText, "result.json");
    const rendered = await account.run([node, product.program, "report", "out/result.json", "--format", "json"]);
    report = JSON.parse(rendered.stdout) as ReportModel;
  });

  beforeEach((context) => needChannel(context));

  afterAll(async () => {
    await account?.[Symbol.asyncDispose]();
    await product?.[Symbol.asyncDispose]();
  });

  test("passes, and leaves its output folder and nothing else", async () => {
    expect(run.exitCode, run.stderr).toBe(0);
    expect(run.stdout).toMatch(/^blas-bench: pass\. All 3 backends verified, 6 benchmarks measured\n/);
    expect(await fs.readdir(path.join(account.work, "out"))).toEqual(["locks", "report.md", "result.json"]);
    expect(await fs.readdir(path.join(account.work, "out", "locks"))).toEqual([
      "blis.txt",
      "netlib.txt",
      "openblas.txt",
    ]);
    expect(run.stderr).toContain("\nLocks: out/locks/openblas.txt, out/locks/blis.txt, out/locks/netlib.txt\n");
    expect(await account.leftovers()).toEqual({ files: [], processes: [] });
  });

  test("each variant calls another library, in the processes that were timed", () => {
    const blas = librariesOf(result, "blas");
    expect(blas).toEqual({
      openblas: [expect.stringMatching(/^\{prefix\}\/lib\/libopenblas.*\.so/)],
      blis: [expect.stringMatching(/^\{prefix\}\/lib\/libblis\.so/)],
      netlib: [expect.stringMatching(/^\{prefix\}\/lib\/libblas\.so/)],
    });
    for (const { id, sightings } of result.series) {
      const moments = sightings.flatMap((sighting) => sighting.moments);
      const blocks = result.measurements.find(({ series }) => series === id)?.blocks.numbers ?? [];
      expect(blocks.length).toBeGreaterThanOrEqual(6);
      expect(moments).toHaveLength(2 * blocks.length);
    }
    expect(report.backends.map(({ label, status }) => [label, status])).toEqual([
      ["openblas", "verified"],
      ["blis", "verified"],
      ["netlib", "verified"],
    ]);
  });

  test("blis runs on netlib's LAPACK, and the report says so where it matters", () => {
    expect(librariesOf(result, "lapack").blis).toEqual([expect.stringMatching(/^\{prefix\}\/lib\/liblapack\.so/)]);
    expect(run.stdout).toMatch(/blis calls libblis\.so\S*(\s+\(\w+\))?\s+with\s+netlib's\s+LAPACK/);
    expect(run.stdout).toMatch(/^ {2}svd \(LAPACK\) +on netlib: \d/m);
    expect(run.stdout).toMatch(/^ {2}matmul +\d/m);
  });

  test("every ratio has its interval, and netlib is more than twice as slow as openblas at svd", () => {
    const [table, ...others] = report.ratios;
    expect(others).toEqual([]);
    expect(table?.referenceLabel).toBe("openblas");
    expect(table?.subjects.map(({ label }) => label)).toEqual(["blis", "netlib"]);
    expect(table?.rows.map(({ benchmark }) => benchmark.name)).toEqual([
      "svd",
      "eigh",
      "cholesky",
      "solve",
      "matmul",
      "matvec",
    ]);
    for (const cell of table?.rows.flatMap(({ cells }) => cells) ?? []) {
      if (cell.kind !== "ratio") throw new Error(`a cell without a ratio: ${cell.kind}`);
      const { ratio, interval } = cell.estimate;
      expect(interval?.level).toBeGreaterThanOrEqual(0.95);
      expect(interval?.low).toBeLessThanOrEqual(ratio);
      expect(interval?.high).toBeGreaterThanOrEqual(ratio);
    }
    expect(ratioOf(report, "svd", "netlib")).toBeGreaterThan(2);
  });

  test("the variants agree on the numbers", () => {
    expect(report.agreement).toMatchObject({ differing: [], notComparable: 0 });
    expect(report.agreement.agreeing).toBeGreaterThan(0);
  });

  test("the result fits its published schema", async () => {
    const schema = await fs.readFile(path.join(root, "schema", "result-1.schema.json"), "utf8");
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(JSON.parse(schema));
    expect(validate(JSON.parse(resultText)), JSON.stringify(validate.errors)).toBe(true);
    const changed = { ...JSON.parse(resultText), host: {} };
    expect(validate(changed)).toBe(false);
  });

  test("neither file names the person or a folder of theirs", () => {
    for (const text of [resultText, reportText]) {
      expect(text.length).toBeGreaterThan(1000);
      expect(text).not.toContain(userName);
      expect(text).not.toContain(path.dirname(account.home));
    }
    expect(result.configuration.channels).toBe("{home}/channel");
  });

  test("the stored result gives the run's own report again", async () => {
    const terminal = await account.run([node, product.program, "report", "out/result.json"]);
    expect(terminal).toMatchObject({ exitCode: 0, stderr: "", stdout: run.stdout });
    await account.run([
      node,
      product.program,
      "report",
      "out/result.json",
      "--format",
      "markdown",
      "--output",
      "again",
    ]);
    expect(await fs.readFile(path.join(account.work, "again"), "utf8")).toBe(reportText);
  });
});

/** Files that provide what NumPy calls of a layer, by variant. */
function librariesOf(result: Result, layer: "blas" | "lapack"): Record<string, readonly (string | null)[]> {
  return Object.fromEntries(
    result.series.map(({ variant, sightings }) => {
      const calls = sightings.flatMap(({ evidence }) => evidence.calls);
      return [variant, [...new Set(calls.filter((call) => call.layer === layer).map(({ library }) => library))]];
    }),
  );
}

function ratioOf({ ratios }: ReportModel, benchmark: string, variant: string): number {
  const table = ratios[0];
  const column = table?.subjects.findIndex(({ label }) => label === variant) ?? -1;
  const cell = table?.rows.find((row) => row.benchmark.name === benchmark)?.cells[column];
  return cell?.kind === "ratio" ? cell.estimate.ratio : Number.NaN;
}
