// Globs against Python's own, which select benchmarks by them.
import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { globOf } from "../../src/plan/glob.ts";

const letters = fc.constantFrom(..."ab.-*?[]!^\\");
const word = fc.string({ unit: letters, maxLength: 8 });

/** fnmatch.fnmatchcase of pairs of a name and a glob. */
function python(pairs: readonly (readonly [string, string])[]): boolean[] {
  const program =
    "import fnmatch, json, sys; print(json.dumps([fnmatch.fnmatchcase(*p) for p in json.load(sys.stdin)]))";
  return JSON.parse(execFileSync("python3", ["-c", program], { input: JSON.stringify(pairs), encoding: "utf8" }));
}

describe("a glob", () => {
  it.each([
    ["*", "", true],
    ["", "", true],
    ["", "a", false],
    ["bench_*", "bench_fit", true],
    ["*fit*", "bench_fit[big]", true],
    ["a?c", "abc", true],
    ["a?c", "ac", false],
    ["[a-c]x", "bx", true],
    ["[!a-c]x", "bx", false],
    ["[c-a]x", "bx", false],
    ["a+b(c)|$", "a+b(c)|$", true],
    ["*.json", "a\nb.json", true],
  ])("%j on %j: %s", (glob, name, fits) => {
    expect(globOf(glob)(name)).toBe(fits);
  });

  it("fits what Python's does", () => {
    // A set that begins with "]" is a set there, and two letters here.
    const plain = word.filter((glob) => !/\[!?\]/.test(glob));
    const pairs = fc.sample(fc.tuple(word, plain), { numRuns: 3000, seed: 7 });
    const known = python(pairs);
    expect(known.filter(Boolean).length).toBeGreaterThan(100);
    const differing = pairs.filter(([name, glob], index) => globOf(glob)(name) !== known[index]);
    expect(differing).toEqual([]);
  });

  it("that is made to take forever does not", () => {
    // A backtracking expression takes longer than anybody lives for this.
    expect(globOf(`${"*a".repeat(60)}b`)("a".repeat(5000))).toBe(false);
    expect(globOf(`${"*a".repeat(60)}*`)("a".repeat(5000))).toBe(true);
  });
});
