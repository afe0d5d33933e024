import { execFileSync } from "node:child_process";
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { makeScratch } from "../provision/scratch.ts";

const module = pathToFileURL(path.resolve("src/system/files.ts")).href;

test("folders that were made read-only are removed all the same, links are not followed", async () => {
  await using scratch = await makeScratch();
  const inside = await scratch.write("mine/below/deeper/file.txt", "text");
  for (let number = 0; number < 600; number += 1) await scratch.write(`mine/many${number % 3}/${number}.txt`, "");
  await scratch.write("other/kept/file.txt", "");
  await fs.symlink("../../other", path.join(scratch.folder, "mine", "below", "link"));
  // Who may do everything may remove everything: nobody in particular tries.
  const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
  if ("uid" in nobody) execFileSync("chown", ["-R", "65534:65534", scratch.folder]);
  for (const folder of [path.dirname(inside), path.join(scratch.folder, "mine", "below")])
    await fs.chmod(folder, 0o555);
  await fs.chmod(path.join(scratch.folder, "other"), 0o555);
  const remove = `const { systemFiles } = await import(${JSON.stringify(module)}); await systemFiles.removeTree("mine");`;
  const plain = `const { rm } = await import("node:fs/promises"); await rm("mine", { recursive: true });`;
  const run = (script: string) =>
    execFileSync(process.execPath, ["--input-type=module", "--eval", script], {
      cwd: scratch.folder,
      stdio: "pipe",
      ...nobody,
    });
  expect(() => run(plain)).toThrow(/EACCES/);
  run(remove);
  expect(await fs.readdir(scratch.folder)).toEqual(["other"]);
  // What stands in somebody's read-only folder cannot be taken away: at the end that is told, and is no error.
  const atEnd = `const { systemFiles } = await import(${JSON.stringify(module)}); console.log(await systemFiles.removeAtEnd("other/kept"));`;
  expect(run(atEnd).toString()).toMatch(/^other\/kept is left behind: EACCES/);
  expect((await fs.stat(path.join(scratch.folder, "other"))).mode & 0o777).toBe(0o555);
});
