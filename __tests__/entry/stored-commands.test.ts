// `compare`, `gate` and `report` as their user calls them: what they print, what they refuse, and how they end.
import * as fs from "node:fs";
import * as path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { readStoredResults } from "../../src/entry/stored-results.ts";
import type { Evidence } from "../../src/result/evidence.ts";
import type { Result, Series, Sighting } from "../../src/result/schema.ts";
import { hostileNames } from "../report/trying-situations.ts";
import { armedResult } from "../result/armed-result.ts";
import { netlib, openblas, soundResult } from "../result/sound-result.ts";
import { openFolder } from "./command-line.ts";

const folder = openFolder();
afterAll(() => folder.remove());

/** Evidence before and after every block, of libraries that carry their marks. */
function proven(result: Result): Result {
  const blocks = [...new Set(result.measurements.flatMap((one) => one.blocks.numbers))];
  const moments = blocks.flatMap((block) => (["before", "after"] as const).map((phase) => ({ block, phase })));
  const marked = ({ evidence }: Sighting): Evidence => ({
    ...evidence,
    libraries: evidence.libraries.map((library) =>
      library.path.includes("openblas")
        ? { ...library, markers: [...library.markers, "openblas_get_config"] }
        : library,
    ),
  });
  const sightings = (series: Series): Sighting[] =>
    series.sightings.map((sighting) => ({ moments, evidence: marked(sighting) }));
  return { ...result, series: result.series.map((one) => ({ ...one, sightings: sightings(one) })) };
}

const sound = folder.write("sound.json", soundResult([openblas]));
const later = folder.write("later.json", { ...soundResult([openblas]), startedAt: "2025-06-08T12:00:00Z" });
const text = JSON.stringify(soundResult([openblas]));
const lines = (stderr: string): string[] => stderr.trimEnd().split("\n");

describe("files that are no results", () => {
  folder.write("empty.json", " \n");
  folder.write("cut.json", text.slice(0, -100));
  folder.write("other.json", text.replace('"schemaVersion":1', '"schemaVersion":7'));
  folder.write("edited.json", text.replace('"environment":"openblas-linux-64-head"', '"environment":"SECRET-WORD"'));
  folder.write("words.json", "SECRET-WORD");
  folder.write("rules.json", { ...soundResult([openblas]), configuration: { threshold: "SECRET-WORD" } });
  fs.mkdirSync(path.join(folder.path, "folder"));
  // Without a byte on the disk.
  folder.write("huge.json", "");
  fs.truncateSync(path.join(folder.path, "huge.json"), 2 ** 30 + 1);

  const refusals = [
    ["empty.json", "empty.json: is empty. Name a result.json of a run."],
    ["cut.json", "cut.json: is not whole JSON, perhaps cut off. Use a result.json as blas-bench wrote it."],
    ["other.json", "other.json: has another schemaVersion; this blas-bench reads schemaVersion 1."],
    ["edited.json", "edited.json, series[0].environment: names an environment that is not in the file."],
    ["words.json", "words.json: is not whole JSON"],
    ["huge.json", "huge.json: has more than 1073741824 bytes. Name a result.json of a run."],
    ["folder", "folder: is a folder. Name a result.json of a run."],
    ["missing.json", "missing.json: there is no such file. Name a result.json of a run."],
  ] as const;

  test.each(refusals)("%s", (file, message) => {
    const reading = (): unknown => readStoredResults([path.join(folder.path, file)]);
    expect(reading).toThrow(message);
    expect(reading).toThrow(/^(?!.*SECRET-WORD)/);
  });

  test.each(["report", "gate"])("%s refuses them", (command) => {
    const said = folder.blasBench(command, "edited.json");
    expect([said.exitCode, said.stdout]).toEqual([2, ""]);
    expect(said.stderr).toMatch(/^blas-bench: edited\.json, series\[0\]\.environment: .*Use a result\.json/);
    expect(said.stderr).not.toMatch(/SECRET-WORD|This is a bug/);
  });

  test("compare says what is wrong with both at once", () => {
    const said = folder.blasBench("compare", "folder", "edited.json");
    expect([said.exitCode, said.stdout]).toEqual([2, ""]);
    expect(lines(said.stderr)).toEqual([
      "blas-bench: folder: is a folder. Name a result.json of a run.",
      expect.stringContaining("edited.json, series[0].environment: names an environment"),
    ]);
    expect(said.stderr).not.toContain("SECRET-WORD");
  });

  test("a file's own name acts on no terminal", () => {
    const said = folder.blasBench("gate", "\u001b[31m\nblas-bench.json");
    expect([said.exitCode, said.stderr.includes("\u001b")]).toEqual([2, false]);
  });

  test.each(["report", "gate"])("%s does not quote a file's own rules", (command) => {
    const said = folder.blasBench(command, "rules.json");
    expect(said.exitCode).toBe(2);
    expect(said.stderr).toBe(
      "blas-bench: rules.json, configuration.threshold: is not what this input allows. Use a result.json as blas-bench wrote it.\n",
    );
  });

  test("gate goes without the rules that are given instead", () => {
    expect(folder.blasBench("gate", "rules.json", "--threshold", "8%").stdout).toContain("8 %");
  });

  test("report says so where it cannot write", () => {
    const said = folder.blasBench("report", sound, "--output", "folder");
    expect([said.exitCode, said.stderr]).toEqual([2, expect.stringContaining("folder: the report cannot be written")]);
    expect(fs.readdirSync(folder.path).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });
});

describe("how many files", () => {
  test.each(["report", "gate"])("%s takes those of one run, each cell once", (command) => {
    const said = folder.blasBench(command, sound, later);
    expect([said.exitCode, said.stdout]).toEqual([2, ""]);
    expect(said.stderr).toContain("later.json: measured the same cell as sound.json. Name each cell once");
    expect(folder.blasBench(command).exitCode).toBe(2);
  });
  test("compare takes two, which are not the same run", () => {
    folder.write("copy.json", soundResult([openblas]));
    for (const twin of [sound, "copy.json"]) {
      const said = folder.blasBench("compare", sound, twin);
      expect([said.exitCode, said.stderr]).toEqual([2, expect.stringContaining("is the same run as sound.json")]);
    }
    expect(folder.blasBench("compare", sound).exitCode).toBe(2);
    expect(folder.blasBench("compare", sound, later, "copy.json").exitCode).toBe(2);
  });
});

describe("compare", () => {
  test("never gates: a result that is four times slower ends with 0", () => {
    const slow = folder.write("slow.json", { ...soundResult([{ ...openblas, factor: 4 }]), elapsedSeconds: 1 });
    const said = folder.blasBench("compare", sound, slow);
    expect([said.exitCode, said.stderr]).toEqual([0, ""]);
    expect(said.stdout).toMatch(/^blas-bench: not lockstep\. .*3 slower/s);
  });

  test("prints one JSON document", () => {
    const said = folder.blasBench("compare", sound, later, "--json");
    expect([said.exitCode, said.stderr]).toEqual([0, ""]);
    expect(JSON.parse(said.stdout)).toMatchObject({
      separateRunsVersion: 1,
      isLockstep: false,
      runs: { a: { file: "sound.json" }, b: { file: "later.json" } },
      rows: [{ estimate: { ratio: 1 } }, {}, {}],
    });
  });

  test("says first that the proven backend differs", () => {
    const of = (facts: typeof openblas, name: string): string =>
      folder.write(name, proven(soundResult([{ ...facts, name: "default" }])));
    const said = folder.blasBench("compare", of(openblas, "a.json"), of(netlib, "b.json"), "--json");
    expect(JSON.parse(said.stdout).headline).toMatch(
      /A ran on .*libopenblas.*B on .*netlib|A ran on OpenBLAS.*B on netlib/,
    );
  });

  test("names everything that makes the machines and the series differ, at once", () => {
    const { host, ...rest } = soundResult([openblas]);
    const other = {
      ...rest,
      host: { ...host, cpuModel: hostileNames[9], physicalCores: 8 },
      series: rest.series.map((one) => ({ ...one, threads: 4 })),
    };
    const said = folder.blasBench("compare", sound, folder.write("machine.json", other));
    expect([said.exitCode, said.stdout]).toEqual([2, ""]);
    expect(lines(said.stderr)).toEqual([
      expect.stringContaining(
        "the CPU model is not the same: AMD EPYC 7763 64-Core Processor in the first, \\u{1b}[31m",
      ),
      expect.stringContaining(
        "the number of cores is not the same: 2 in the first, 8 in the second. Measure both on one",
      ),
      expect.stringContaining(
        "no series in common: openblas (linux-64, 1 thread, direct) in the first, openblas (linux",
      ),
    ]);
    expect(said.stderr).not.toContain("\u001b");
  });

  test("refuses files without a benchmark in common", () => {
    const { benchmarks, ...rest } = soundResult([openblas]);
    const other = {
      ...rest,
      benchmarks: benchmarks.map((one) => ({ ...one, flop: 1 })),
      elapsedSeconds: 1,
    };
    const said = folder.blasBench("compare", sound, folder.write("defined.json", other));
    expect([said.exitCode, said.stdout]).toEqual([2, ""]);
    expect(lines(said.stderr)).toHaveLength(5);
    expect(said.stderr).toMatch(/svd is defined in another way.*no benchmark in common whose times can be compared/s);
  });
});

describe("gate", () => {
  const armed = (change: number): Result =>
    proven(armedResult({ change: (name) => (name === "bench_fit" ? change : 1) }));
  const slower = folder.write("slower.json", armed(1.2));
  const json = (...words: string[]) => {
    const { exitCode, stdout } = folder.blasBench("gate", ...words, "--json");
    return { exitCode, ...JSON.parse(stdout) };
  };

  test("gives the decision of the run, with its exit code", () => {
    const said = folder.blasBench("gate", slower);
    expect([said.exitCode, said.stderr]).toEqual([1, ""]);
    expect(said.stdout).toMatch(/^blas-bench: fail\. 1 regression in 3 comparisons\n\n/);
    expect(said.stdout).toContain("- regression: 1 regression in 3 comparisons\n");
    expect(said.stdout).toMatch(/- bench_fit on openblas: 1\.20 \(1\.\d\d to 1\.\d\d\)\n/);
    expect(said.stdout).toContain("- smallest slowdown that matters: 5 %\n");
    expect(json(slower)).toMatchObject({
      exitCode: 1,
      gateVersion: 1,
      decision: { status: "fail", exitCode: 1, reasons: [{ class: "regression" }] },
      regressions: [{ benchmark: "bench_fit", outcome: "regressed" }],
      thresholds: [{ leg: "", defaultShare: 0.05, overrides: [] }],
    });
  });

  test.each<[string[], string, number]>([
    [["--threshold", "30%"], "pass", 0],
    [["--threshold", "1%", "--threshold", "bench_f* = 30%"], "pass", 0],
    [["--fail-on", "none"], "inconclusive", 0],
    [["--fail-on", "failed,backend"], "inconclusive", 0],
    [["--fail-on", "regression"], "fail", 1],
  ])("with %j instead of the run's own rules: %s", (words, status, exitCode) => {
    expect(json(slower, ...words)).toMatchObject({ exitCode, decision: { status, exitCode } });
  });

  test("keeps the rules that the run was told", () => {
    const told = { ...armed(1.2), configuration: { threshold: "bench_fit = 40%", "fail-on": "backend" } };
    expect(json(folder.write("told.json", told))).toMatchObject({
      exitCode: 0,
      decision: { status: "pass" },
      failOn: ["backend"],
      thresholds: [{ overrides: [{ glob: "bench_fit", share: 0.4 }] }],
    });
  });

  test("passes where nothing speaks against it, and is the decision of report", () => {
    const same = folder.write("same.json", armed(1));
    expect(json(same)).toMatchObject({ exitCode: 0, decision: { status: "pass", reasons: [] } });
    for (const file of [same, slower]) {
      const report = JSON.parse(folder.blasBench("report", file, "--format", "json").stdout);
      expect(json(file)).toMatchObject({ decision: report.decision, headline: report.headline });
    }
  });

  test("refuses rules that do not parse, all at once", () => {
    const said = folder.blasBench("gate", slower, "--fail-on", "everything", "--threshold", "5");
    expect([said.exitCode, said.stdout]).toEqual([2, ""]);
    expect(lines(said.stderr)).toEqual([
      expect.stringMatching(/--threshold: "5" has no share/),
      expect.stringMatching(/--fail-on: unknown value "everything"/),
    ]);
  });
});
