// A stored result, rendered anew in every format.
import * as fs from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { reportCommand } from "../../src/entry/report-command.ts";
import type { Result } from "../../src/result/schema.ts";
import { soundResult } from "../result/sound-result.ts";

let folder = "";
beforeAll(async () => {
  folder = await fs.mkdtemp(path.join(tmpdir(), "blas-bench-report-"));
});
afterAll(() => fs.rm(folder, { recursive: true }));

async function render(result: unknown, format: "terminal" | "markdown" | "json"): Promise<string> {
  const [file, output] = [path.join(folder, "result.json"), path.join(folder, "rendered")];
  await fs.writeFile(file, JSON.stringify(result));
  expect(await reportCommand([file], { format, output })).toBe(0);
  return fs.readFile(output, "utf8");
}

it.each([
  ["markdown", /^### blas-bench: /],
  ["terminal", /^blas-bench: /],
  ["json", /^\{\n {2}"reportVersion": 1,/],
] as const)("as %s", async (format, start) => {
  expect(await render(soundResult(), format)).toMatch(start);
});

it.each<[Result["configuration"], string]>([
  [{}, "fail"],
  [{ "fail-on": "failed" }, "fail"],
  [{ "fail-on": "none" }, "inconclusive"],
])("with the decision of the run that was given %j", async (configuration, decision) => {
  const failure = { stage: "provision", subject: "mkl", benchmark: null, message: "no", lastLines: [] };
  const text = await render({ ...soundResult(), configuration, failures: [failure] }, "markdown");
  expect(text).toMatch(new RegExp(`^### blas-bench: ${decision}\\. `));
});

it("refuses what is no result, and a file that is not there", async () => {
  const file = path.join(folder, "other.json");
  await fs.writeFile(file, "{}");
  await expect(reportCommand([file], { format: "json" })).rejects.toThrow(
    /is JSON of a format that is not read here\. Give a result\.json/,
  );
  await expect(reportCommand([`${file}.not`], { format: "json" })).rejects.toThrow(/there is no such file/);
});
