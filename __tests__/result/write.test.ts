import * as fs from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { readResult } from "../../src/result/read.ts";
import { writeResult } from "../../src/result/write.ts";
import { systemFiles } from "../../src/system/files.ts";
import { asWritten } from "./blocks.ts";
import { soundResult } from "./sound-result.ts";

let folder = "";
beforeEach(async () => {
  folder = await fs.mkdtemp(path.join(tmpdir(), "blas-bench-result-"));
});
afterEach(() => fs.rm(folder, { recursive: true }));

it("writes what readResult reads", async () => {
  const file = path.join(folder, "deep", "result.json");
  await writeResult(systemFiles, file, soundResult());
  expect(asWritten(readResult(await fs.readFile(file, "utf8"), file))).toEqual(soundResult());
  expect(await fs.readdir(path.dirname(file))).toEqual(["result.json"]);
});

it("writes nothing, and keeps what is there, when the result does not fit", async () => {
  const file = path.join(folder, "result.json");
  await fs.writeFile(file, "the old one");
  const notANumber = soundResult();
  Object.assign(notANumber.measurements[0]?.blocks ?? {}, { batchNanoseconds: [Number.NaN] });
  const dangling = soundResult();
  dangling.series.splice(0);
  for (const result of [notANumber, dangling])
    await expect(writeResult(systemFiles, file, result)).rejects.toThrow("does not fit its own schema");
  expect(await fs.readFile(file, "utf8")).toBe("the old one");
  expect(await fs.readdir(folder)).toEqual(["result.json"]);
});

it("leaves nothing behind when the file cannot be put in place", async () => {
  await fs.mkdir(path.join(folder, "result.json"));
  await expect(writeResult(systemFiles, path.join(folder, "result.json"), soundResult())).rejects.toThrow("EISDIR");
  expect(await fs.readdir(folder)).toEqual(["result.json"]);
});
