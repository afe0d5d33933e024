// The JSON document of an output that other things were printed into.
import { expect, it } from "vitest";
import { documentIn } from "../../../src/provision/clients/family.ts";
import { readRecording } from "./stand-in.ts";

it("is found behind the prompt that micromamba puts before it", async () => {
  const { stdout } = await readRecording("micromamba-create-no-yes-json.json");
  expect(stdout).toMatch(/^Confirm changes: \[Y\/n\] \{/);
  expect(documentIn(stdout)).toMatchObject({ success: true, dry_run: false });
});

it.for<[string, string, unknown]>([
  ["alone", '{"a": 1}\n', { a: 1 }],
  ["behind a warning with brackets", '[warning] {beta} solver\n{"a": [1]}', { a: [1] }],
  ["not there", "Segmentation fault\n", undefined],
  ["cut off", '{"a": ', undefined],
])("is %s", ([, text, document]) => {
  expect(documentIn(text)).toEqual(document);
});
