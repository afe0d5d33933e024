// The inputs about processes that run as a whole: script:FILE, command:LINE, format and pattern, alone and together.
import { expect, it } from "vitest";
import { UserError } from "../../src/errors.ts";
import { readInputs } from "../../src/inputs/read-inputs.ts";
import { readVariant } from "../../src/plan/variant-request.ts";

const read = (raw: Record<string, string>) => readInputs(raw, readVariant, (name) => `--${name}`);

it("keeps a command's line as it is", () => {
  const benchmarks = "command: hyperfine -N 'a, b' \"c: d\" --export-json {output}";
  expect(read({ benchmarks, format: "hyperfine" })).toMatchObject({
    benchmarks: { kind: "command", line: "hyperfine -N 'a, b' \"c: d\" --export-json {output}" },
    format: "hyperfine",
    pattern: null,
  });
});

it("takes groups in Python's spelling, too", () => {
  const found = read({
    benchmarks: "script:some where/bench.py",
    pattern: "(?P<name>\\w+): (?P<value>[\\d.]+)(?<unit>s)",
  });
  expect(found).toMatchObject({
    benchmarks: { kind: "script", file: "some where/bench.py" },
    pattern: "(?<name>\\w+): (?<value>[\\d.]+)(?<unit>s)",
  });
});

it.each<[Record<string, string>, RegExp]>([
  [{ benchmarks: "command:" }, /--benchmarks: "command:" names no command\. Write command:LINE/],
  [{ benchmarks: "script: " }, /--benchmarks: "script:" names no file\. Write script:FILE/],
  [
    { benchmarks: "program:x" },
    /--benchmarks: unknown value "program:x"\. Choose from quick, .* or write functions:FILE.* or script:FILE or command:LINE/,
  ],
  [
    { benchmarks: "command:x" },
    /--format: is missing, so nobody knows what the command writes\. Choose from pyperf, hyperfine/,
  ],
  [{ benchmarks: "command:x", format: "xml" }, /--format: unknown value "xml"\. Choose from pyperf, .*, go, json/],
  [{ benchmarks: "script:x.py", format: "go" }, /--format: is of no use without command:LINE\. Leave it out/],
  [{ pattern: "(?<value>.)" }, /--pattern: is of no use without script:FILE\. Leave it out/],
  [{ benchmarks: "script:x.py", pattern: "took (.*)" }, /--pattern: has no group called value\. Write one such as/],
  [{ benchmarks: "script:x.py", pattern: "(?<value>" }, /--pattern: is no regular expression\. Write one such as/],
])("refuses %j", (raw, message) => {
  expect(() => read(raw)).toThrow(UserError);
  expect(() => read(raw)).toThrow(message);
});

it("is people's own code, which base and head may compare", () => {
  expect(read({ benchmarks: "script:x.py", compare: "base" }).compare).toBe("base");
  expect(read({ benchmarks: "command:x", format: "go", compare: "both" }).compare).toBe("both");
});
