import * as fs from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { linesOf } from "../../src/system/lines.ts";

let folder = "";
beforeAll(async () => {
  folder = await fs.mkdtemp(path.join(tmpdir(), "blas-bench-lines-"));
});
afterAll(() => fs.rm(folder, { recursive: true }));

async function written(text: string): Promise<string> {
  const file = path.join(folder, "text");
  await fs.writeFile(file, text);
  return file;
}

const long = "äß€𝄞".repeat(300_000);

it.each([
  ["nothing", "", []],
  ["one line without its end", "one", ["one"]],
  ["one line", "one\n", ["one"]],
  ["empty lines", "\n\na\n\n", ["", "", "a", ""]],
  ["ends of lines as on Windows", "a\r\nb", ["a\r", "b"]],
  ["lines that are longer than what is read at once", `a\n${long}\nb\n${long}`, ["a", long, "b", long]],
])("reads %s", async (_, text, lines) => {
  expect([...linesOf(await written(text))]).toEqual(lines);
});

it("keeps characters whole, wherever a piece of the file ends", async () => {
  for (const shift of [0, 1, 2, 3]) {
    const lines = Array.from({ length: 30 }, (_, line) => "x".repeat(shift) + "€".repeat(40_000 + line));
    expect([...linesOf(await written(lines.join("\n")))]).toEqual(lines);
  }
});

it("fails where there is nothing to read", () => {
  expect(() => [...linesOf(path.join(folder, "missing"))]).toThrow("ENOENT");
  expect(() => [...linesOf(folder)]).toThrow("EISDIR");
});

it("reads the same file again after it was left half-way", async () => {
  const file = await written("a\nb\nc\n");
  for (const line of linesOf(file)) if (line === "b") break;
  expect([...linesOf(file)]).toEqual(["a", "b", "c"]);
});
