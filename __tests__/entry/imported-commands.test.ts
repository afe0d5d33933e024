// `compare`, `report` and `gate` on files of other tools, as their user calls them.
import { afterAll, describe, expect, test } from "vitest";
import { realFiles, textOf } from "../result/import/real-files.ts";
import { soundResult } from "../result/sound-result.ts";
import { openFolder } from "./command-line.ts";

const folder = openFolder();
afterAll(() => folder.remove());
for (const file of realFiles) folder.write(file, textOf(file));
folder.write("result.json", soundResult());
const lines = (stderr: string): string[] => stderr.trimEnd().split("\n");

describe("compare", () => {
  test("takes two files of one tool and ends with 0, whatever the figures are", () => {
    const said = folder.blasBench("compare", "pyperf-a.json", "pyperf-b.json");
    expect([said.exitCode, said.stderr]).toEqual([0, ""]);
    expect(said.stdout).toMatch(/^blas-bench: not lockstep\. Two files of pyperf; B against A: 1 slower/);
  });

  test("prints markdown or one JSON document", () => {
    const markdown = folder.blasBench("compare", "go-a.txt", "go-b.txt", "--format", "markdown");
    expect(markdown.stdout).toMatch(/^### blas-bench: not lockstep/);
    const json = JSON.parse(folder.blasBench("compare", "go-a.txt", "go-b.txt", "--json").stdout);
    expect(json).toMatchObject({ importedComparisonVersion: 1, isLockstep: false, rows: { length: 8 } });
    const both = folder.blasBench("compare", "go-a.txt", "go-b.txt", "--json", "--format", "markdown");
    expect([both.exitCode, both.stderr]).toEqual([
      2,
      "blas-bench: --json: contradicts --format markdown. Leave one of the two out.\n",
    ]);
  });

  test.each([
    [
      "go-a.txt",
      "pyperf-a.json",
      "go-a.txt and pyperf-a.json: they are of two tools, go and pyperf, which time in different ways",
    ],
    [
      "result.json",
      "pyperf-a.json",
      "result.json and pyperf-a.json: one of them is a result of blas-bench, and the other one is not",
    ],
  ])("refuses %s with %s", (a, b, message) => {
    const said = folder.blasBench("compare", a, b);
    expect([said.exitCode, said.stdout]).toEqual([2, ""]);
    expect(said.stderr).toContain(message);
  });

  test("refuses times of two machines, and files without a benchmark in common", () => {
    folder.write("other-cpu.json", textOf("pyperf-a.json").replaceAll("AMD EPYC", "Other"));
    folder.write("renamed.json", textOf("hyperfine-a.json").replaceAll('"command": "', '"command": "other '));
    expect(folder.blasBench("compare", "pyperf-a.json", "other-cpu.json").stderr).toMatch(
      /the CPU model is not the same: AMD EPYC in the first, Other in the second\. Measure both on one machine/,
    );
    expect(folder.blasBench("compare", "hyperfine-a.json", "renamed.json").stderr).toContain(
      "they have no benchmark in common",
    );
  });

  test("says what is wrong with both files at once", () => {
    folder.write("cut.json", textOf("pyperf-a.json").slice(0, 300));
    folder.write("words.txt", "nothing of the kind");
    const said = folder.blasBench("compare", "cut.json", "words.txt");
    expect(said.exitCode).toBe(2);
    expect(lines(said.stderr)).toEqual([
      "blas-bench: cut.json, line 1, column 301: the JSON ends in the middle, perhaps cut off. Have the tool write the file anew.",
      expect.stringMatching(
        /^blas-bench: words\.txt: is of a format that is not read here\. Give a result\.json of a run, or /,
      ),
    ]);
  });
});

test("report renders any number of them", () => {
  const said = folder.blasBench("report", "asv-a.json", "google-benchmark-a.json", "--format", "markdown");
  expect([said.exitCode, said.stderr]).toEqual([0, ""]);
  expect(said.stdout).toMatch(/^### blas-bench: 11 benchmarks of 2 files of asv and google-benchmark, 3 left out/);
});

test("gate decides nothing on them", () => {
  const said = folder.blasBench("gate", "pyperf-a.json");
  expect([said.exitCode, said.stdout]).toEqual([2, ""]);
  expect(said.stderr).toBe(
    "blas-bench: pyperf-a.json: was written by another tool, and nothing can be decided on it: base and head did not take turns. Measure both in one run, or see them side by side with compare.\n",
  );
});
