// Our reader of JSON against the engine's own, and what it says of text that is none.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { JsonFault, lineAndColumn, offsetOf, parseJsonText } from "../../../src/result/import/json-text.ts";

function faultOf(text: string): JsonFault {
  try {
    parseJsonText(text);
  } catch (error) {
    if (error instanceof JsonFault) return error;
    throw error;
  }
  throw new Error(`was read: ${text}`);
}

function engine(text: string): { readonly value: unknown } | null {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return null;
  }
}

describe("agrees with the engine", () => {
  it("on every JSON, however it is laid out", () => {
    // The engine keeps the last of two fields of one name, and a prototype by its name.
    const json = fc.jsonValue({ maxDepth: 4 }).filter((value) => !JSON.stringify(value).includes("__proto__"));
    const agrees: fc.IProperty<[fc.JsonValue, string]> = fc.property(
      json,
      fc.constantFrom("", " ", "\t"),
      (value, layout) => {
        const text = JSON.stringify(value, null, layout);
        expect(parseJsonText(text)).toEqual(JSON.parse(text));
      },
    );
    void fc.assert(agrees, { numRuns: 500 });
  });

  it("on what is no JSON, but for NaN and Infinity", () => {
    const pieces = fc.constantFrom(...'{}[]:,"\\ \n\t0123456789.eE+-trufalsn', '"a"', "true", "null", "1.5", "\\u0041");
    void fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        const text = parts.join("");
        const value = engine(text);
        if (value === null) expect(() => parseJsonText(text)).toThrow(JsonFault);
        else if (!/"a".*"a"/s.test(text)) expect(parseJsonText(text)).toEqual(value.value);
      }),
      { numRuns: 1000 },
    );
  });
});

it("reads what Python writes for numbers that are not finite", () => {
  expect(parseJsonText('{"a": [NaN, Infinity, -Infinity, -0.5e-3]}')).toEqual({
    a: [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0.0005],
  });
  expect(() => parseJsonText("[nan]")).toThrow(JsonFault);
});

describe("says where", () => {
  it.each([
    ['{"a": 1,\n "b" 2}', "has no colon here", 2, 6],
    ['{"a": 1,\n "a": 2}', "has a field twice", 2, 2],
    ['{"__proto__": 1}', "has a field named __proto__", 1, 2],
    ["[1 2]", "has neither a comma nor ] here", 1, 4],
    ["[1, ?, 3]", "has something here that is no value", 1, 5],
    ['["a\nb"]', "has a string here that is none in JSON", 1, 2],
    ["{} {}", "goes on after its end", 1, 4],
    ["{1: 2}", "has no field's name here", 1, 2],
  ])("%j %s", (text, message, line, column) => {
    const fault = faultOf(text);
    expect([fault.message, lineAndColumn(text, fault.offset)]).toEqual([message, { line, column }]);
  });

  it("of every text that was cut off", () => {
    const text = '{"results": [{"name": "x", "times": [1.5, -2e-3, NaN, true, null]}]}';
    for (let length = 0; length < text.length; length += 1)
      expect(faultOf(text.slice(0, length)), text.slice(0, length)).toMatchObject({
        message: "ends in the middle, perhaps cut off",
        offset: length,
      });
  });

  it("of text that nests without end, without a stack that overflows", () => {
    for (const opening of ["[", '{"a":']) expect(faultOf(opening.repeat(200_000)).message).toMatch(/100 deep|cut off/);
  });
});

it("finds a field again, or what is around it", () => {
  const text = '{"a": [10, {"b": 20}], "c": "\\u0022a"}';
  const rest = (...path: PropertyKey[]): string => text.slice(offsetOf(text, path), offsetOf(text, path) + 3);
  expect([rest("a", 1, "b"), rest("c"), rest("a", 0), rest()]).toEqual(["20}", '"\\u', "10,", '{"a']);
  expect([rest("a", 1, "missing"), rest("a", 7)]).toEqual(['{"b', "[10"]);
});
