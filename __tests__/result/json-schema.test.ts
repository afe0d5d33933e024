import { execFile } from "node:child_process";
import * as fs from "node:fs";
import { promisify } from "node:util";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { evidence, openblas, soundResult } from "./sound-result.ts";

function validator(name: string) {
  const schema = JSON.parse(fs.readFileSync(new URL(`../../schema/${name}`, import.meta.url), "utf8"));
  // Formats are left to the reader: ajv knows none by itself.
  return new Ajv2020({ strict: true, strictTypes: false, validateFormats: false }).compile(schema);
}

it("the published schemas are those of the code", async () => {
  await expect(
    promisify(execFile)(process.execPath, ["scripts/generate-schemas.mjs", "--check"]),
  ).resolves.toBeDefined();
});

describe("result-1.schema.json, in another validator's hands", () => {
  const accepts = validator("result-1.schema.json");

  it("accepts a sound result", () => {
    expect(accepts(soundResult()), JSON.stringify(accepts.errors)).toBe(true);
  });

  it.each([
    ["an unknown field", { ...soundResult(), extra: 1 }],
    ["a missing field", { ...soundResult(), host: undefined }],
    [
      "text among the samples",
      JSON.parse(JSON.stringify(soundResult()).replace('"batchNanoseconds":[', '"batchNanoseconds":["1",')),
    ],
    ["a negative position", JSON.parse(JSON.stringify(soundResult()).replace('"positions":"', '"positions":"-'))],
  ])("refuses %s", (_, document) => {
    expect(accepts(JSON.parse(JSON.stringify(document)))).toBe(false);
  });
});

it("evidence-1.schema.json accepts evidence and refuses another version", () => {
  const accepts = validator("evidence-1.schema.json");
  expect(accepts(evidence(openblas))).toBe(true);
  expect(accepts({ ...evidence(openblas), evidenceVersion: 2 })).toBe(false);
});

it("worker-1.schema.json accepts a worker's lines and nothing else", () => {
  const accepts = validator("worker-1.schema.json");
  const hello = {
    protocolVersion: 1,
    processId: 7,
    benchmarks: soundResult().benchmarks,
    clockResolutionNanoseconds: 1,
  };
  expect(accepts({ hello })).toBe(true);
  expect(accepts({ id: 1, ok: { loops: 3 } })).toBe(true);
  expect(accepts({ id: 1, error: { message: "no such benchmark", lastLines: [] } })).toBe(true);
  expect(accepts({ id: 1 })).toBe(false);
});
