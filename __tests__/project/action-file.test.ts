import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, it } from "vitest";

it("action.yml has the inputs of the table", async () => {
  await expect(
    promisify(execFile)(process.execPath, ["scripts/generate-action.mjs", "--check"]),
  ).resolves.toBeDefined();
});
