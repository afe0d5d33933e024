import fc from "fast-check";
import { expect, it } from "vitest";
import { objectAtEnd } from "../../src/result/object-at-end.ts";

it.each<[string, unknown]>([
  ['{"a": {"b": 1}}', { a: { b: 1 } }],
  ['Welcome\n{"a": 1}\n', { a: 1 }],
  ['\u001b]0;title\u0007{"a": 1}', { a: 1 }],
  ['{}{ }}{"a": 1}', { a: 1 }],
  ['{"a": 1} and more', undefined],
  ["Welcome", undefined],
  ["[1]", undefined],
  ["", undefined],
  ["{".repeat(10_000), undefined],
])("%j", (text, found) => {
  expect(objectAtEnd(text)).toEqual(found);
});

it("finds any object behind any words without braces", () => {
  fc.assert(
    fc.property(fc.string(), fc.dictionary(fc.string(), fc.jsonValue()), (words, value) => {
      const before = words.replaceAll("{", "");
      expect(objectAtEnd(before + JSON.stringify(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});
