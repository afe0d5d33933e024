// The inputs about two states of the code: compare, base-ref, install and threshold, alone and together.
import { describe, expect, it } from "vitest";
import { UserError } from "../../src/errors.ts";
import { readInputs } from "../../src/inputs/read-inputs.ts";
import { readVariant } from "../../src/plan/variant-request.ts";

const read = (raw: Record<string, string>) => readInputs(raw, readVariant, (name) => `--${name}`);

function complaints(raw: Record<string, string>): string[] {
  try {
    read(raw);
  } catch (error) {
    if (error instanceof UserError)
      return error.problems.map(({ where, what, remedy }) => `${where}: ${what}: ${remedy}`);
    throw error;
  }
  return [];
}

describe("threshold", () => {
  it("takes a default and globs, which may hold an equals sign", () => {
    expect(read({ threshold: "2.5%\nbench_a* = 8%\nbench[n=3] = 10 %" }).threshold).toEqual({
      defaultShare: 0.025,
      overrides: [
        { glob: "bench_a*", share: 0.08 },
        { glob: "bench[n=3]", share: 0.1 },
      ],
    });
  });

  it("reports every line that is wrong", () => {
    const found = complaints({ threshold: "5\n0%\n100%\na = \n= 5%\n5%\n6%\nb=1%\nb=2%\nNaN%\n-3%\n1e1%" });
    expect(found.map((text) => /: ("[^"]*" \w+ \w+)/.exec(text)?.[1])).toEqual([
      '"5" has no',
      '"0%" has no',
      '"100%" has no',
      '"a =" has no',
      '"= 5%" names no',
      '"6%" is a',
      '"b" is given',
      '"NaN%" has no',
      '"-3%" has no',
      '"1e1%" has no',
    ]);
  });
});

describe("base-ref", () => {
  it.each(["main", "origin/main", "HEAD~1", "v1.2", "feature/ünï-$(x)", "HEAD^2", "0123abcd", "a'b`c"])(
    "takes %s",
    (name) => {
      expect(read({ "base-ref": name }).baseRef).toBe(name);
    },
  );

  it.each([
    "--upload-pack=touch x",
    "-x",
    "a..b",
    "@{-1}",
    "main@{1 day ago}",
    ":/fix",
    "HEAD:file",
    "a b",
    "a\u0007b",
    "x*",
    "a\\b",
  ])("refuses %j", (name) => {
    expect(complaints({ "base-ref": name })).toEqual([
      expect.stringMatching(/^--base-ref: .*name a branch, a tag or a commit$/),
    ]);
  });
});

it("install takes whole lines", () => {
  expect(read({ install: "pip install 'a,b'\n\n  make x, y" }).install).toEqual(["pip install 'a,b'", "make x, y"]);
});

describe("compare", () => {
  const own = { benchmarks: "functions:bench.py" };
  it.each<[Record<string, string>, RegExp | null]>([
    [{ compare: "base", ...own }, null],
    [{ compare: "both", install: "pip install -r requirements.txt" }, null],
    [{ compare: "base" }, /^--compare: base would time the same code twice, with quick .*functions:FILE/],
    [{ compare: "both", benchmarks: "mysvd" }, /^--compare: both would time the same code twice, with mysvd/],
    [{ compare: "variants", "base-ref": "main" }, /^--base-ref: is of no use with compare variants/],
    [{ compare: "none", "base-ref": "main", ...own }, /^--base-ref: is of no use with compare none/],
    [{ compare: "head" }, /^--compare: unknown value "head": choose from auto, base, variants, both, none/],
    [{ "base-ref": "main" }, null],
  ])("with %o", (raw, expected) => {
    const found = complaints(raw);
    expect(found).toEqual(expected === null ? [] : [expect.stringMatching(expected)]);
  });
});
