// The layout of a result as text: what is written, and what is read of it, line by line or as a whole.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseLines, resultText } from "../../src/result/lines.ts";
import { readResult } from "../../src/result/read.ts";
import type { Result } from "../../src/result/schema.ts";
import { asWritten } from "./blocks.ts";
import { soundResult } from "./sound-result.ts";

const text = resultText(soundResult());
const lines = text.trimEnd().split("\n");

/** With another name for everything that people name. */
function named(name: string): Result {
  const result = soundResult();
  return {
    ...result,
    configuration: { install: name },
    notices: [name],
    benchmarks: result.benchmarks.map((one, index) => ({ ...one, name: `${name}${index}` })),
    measurements: result.measurements.slice(0, 4).map((one, index) => ({ ...one, benchmark: `${name}${index}` })),
  };
}

describe("resultText", () => {
  it("is one JSON document with a line for each measurement, the first line and the last", () => {
    expect(JSON.parse(text)).toEqual(soundResult());
    expect(lines).toHaveLength(soundResult().measurements.length + 2);
    expect(lines.slice(1, -1).every((line) => line.startsWith('{"benchmark":'))).toBe(true);
  });

  it("is read back, whatever the names are", () => {
    const odd = fc.constantFrom('"measurements":[]', '"measurements":[', "$&", "]", "{", "\\", "\n", "\u2028", "é");
    fc.assert(
      fc.property(fc.array(fc.oneof(odd, fc.string()), { maxLength: 5 }), (parts) => {
        const result = named(parts.join(""));
        expect(parseLines(resultText(result).split("\n"), () => undefined)).toEqual(result);
      }),
      { numRuns: 50 },
    );
  });

  it("is read back without measurements", () => {
    const empty = { ...soundResult(), measurements: [] };
    expect(asWritten(readResult(resultText(empty), "result.json"))).toEqual(empty);
  });
});

describe("JSON that is laid out in another way", () => {
  const result = soundResult();
  const { measurements, ...rest } = result;
  it.each([
    ["in one line", JSON.stringify(result)],
    ["indented", JSON.stringify(result, null, 2)],
    ["with measurements first", JSON.stringify({ measurements, ...rest })],
    ["with ends of lines as on Windows", text.replaceAll("\n", "\r\n")],
    ["with two measurements on a line", text.replace(",\n{", ",{")],
    ["with a measurement on two lines", text.replace('{"benchmark"', '{\n"benchmark"')],
    ["with the comma on the next line", text.replace(",\n{", "\n,{")],
    ["with an indented measurement", text.replace("\n{", "\n  {")],
    ["with an empty line between measurements", text.replace(",\n{", ",\n\n{")],
  ])("is read %s", (_, document) => {
    expect(document).not.toBe(text);
    expect(asWritten(readResult(document, "result.json"))).toEqual(result);
  });
});

describe("what is no JSON", () => {
  it.each([
    ["without a comma between measurements", text.replace(",\n{", "\n{")],
    ["with a comma after the last measurement", text.replace("\n]", ",\n]")],
    ["cut off after a measurement", lines.slice(0, 4).join("\n")],
    ["without the first line", lines.slice(1).join("\n")],
    ["with more after the end", `${text}{}`],
    ["twice", text + text],
  ])("is refused %s", (_, document) => {
    expect(() => readResult(document, "result.json")).toThrow("not whole JSON, perhaps cut off");
  });

  it("is read as JSON is, whatever else holds measurements", () => {
    const hostile = soundResult();
    const [first, ...others] = hostile.series;
    const sighting = first?.sightings[0];
    if (first === undefined || sighting?.evidence.numpy.status !== "imported") throw new Error("nothing was sighted");
    const numpy = { ...sighting.evidence.numpy, showConfigDicts: { measurements: [] } };
    const series = [{ ...first, sightings: [{ ...sighting, evidence: { ...sighting.evidence, numpy } }] }, ...others];
    const written = resultText({ ...hostile, series });
    expect(JSON.parse(written)).toEqual({ ...hostile, series });
    expect(asWritten(readResult(written, "result.json"))).toEqual({ ...hostile, series });
    // The lines stand in what NumPy says, and the result itself has none: once behind them, once instead of them.
    const body = lines.slice(1, -1).join("\n");
    const moved = written
      .replace(`${body}\n]`, "]")
      .replace('{"measurements":[]}', () => `{"measurements":[\n${body}\n]}`);
    for (const text of [moved, moved.replace('"measurements":[\n]', '"measurements":[]')])
      expect(asWritten(readResult(text, "result.json"))).toEqual(JSON.parse(text));
    const twice = written.replace(/\]\}\n$/, '],"measurements":[]}\n');
    expect(readResult(twice, "result.json").measurements).toEqual([]);
  });

  it("is refused where the list of measurements is not the result's", () => {
    const nested = text.replace('"measurements":[\n', '"other":{"measurements":[\n').replace("\n]", "\n]}");
    expect(() => readResult(nested, "result.json")).toThrow("measurements: does not fit");
  });
});
