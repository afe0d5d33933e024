import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, it } from "vitest";

it("README.md has the inputs of the table", async () => {
  await expect(
    promisify(execFile)(process.execPath, ["scripts/generate-readme.mjs", "--check"]),
  ).resolves.toBeDefined();
});
