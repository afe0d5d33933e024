// Samples outside the heap: the same numbers as in the file, and nothing that a file holds in place of them.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { resultText } from "../../src/result/lines.ts";
import { readResult } from "../../src/result/read.ts";
import { SampleRoom } from "../../src/result/samples.ts";
import { soundResult } from "./sound-result.ts";

describe("SampleRoom", () => {
  it("gives each list back as it was, however many it has taken, and however long they are", () => {
    const list = fc
      .tuple(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true })), fc.constantFrom(1, 3000, 100_000))
      .map(([some, times]) => Array.from({ length: times }, (_, at) => some[at % Math.max(1, some.length)] ?? at));
    fc.assert(
      fc.property(fc.array(list, { maxLength: 6 }), (lists) => {
        const room = new SampleRoom();
        const taken = lists.map((one) => room.take(one));
        expect(taken.map((one) => one instanceof Float64Array && Array.from(one))).toEqual(lists);
      }),
      { numRuns: 30 },
    );
  });

  it.each([
    [null],
    ["12"],
    [{ length: 1, 0: 5 }],
    [["5"]],
    [[true]],
    [[null]],
    [[[5]]],
    [[1, Number.POSITIVE_INFINITY]],
  ])("leaves %j to the schema", (value) => expect(new SampleRoom().take(value)).toBe(value));
});

it.each([
  ["with a line for each measurement", resultText(soundResult())],
  ["in one line", JSON.stringify(soundResult())],
  ["indented", JSON.stringify(soundResult(), null, 2)],
])("a file read %s holds no samples in the heap, and no number but the file's", (_, text) => {
  const { measurements } = readResult(text, "result.json");
  expect(measurements.every(({ blocks }) => blocks.batchNanoseconds instanceof Float64Array)).toBe(true);
  const first = soundResult().measurements[0]?.blocks.batchNanoseconds[0];
  for (const wrong of [`"${first}"`, "null", "true", "[5]", "1e999"])
    expect(() => readResult(text.replace(`${first}`, wrong), "result.json")).toThrow("batchNanoseconds: does not fit");
});
