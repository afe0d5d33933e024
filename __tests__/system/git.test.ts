import * as fs from "node:fs/promises";
import * as path from "node:path";
import { expect, test, vi } from "vitest";
import { Interrupted } from "../../src/errors.ts";
import { makeRepository } from "../provision/repository.ts";

test("an interruption lets git take its locks away", async () => {
  await using repository = await makeRepository();
  await repository.commit({ "a.txt": "one" });
  await fs.writeFile(path.join(repository.code, "a.txt"), "two");
  const lock = path.join(repository.code, ".git", "index.lock");
  const controller = new AbortController();
  const git = repository.effects.openGit(repository.code, controller.signal);
  // Holds the index until the message is written, which is never.
  const committing = git.ask(["-c", "core.editor=sleep 600 #", "commit", "--all"]);
  const ended = expect(committing).rejects.toThrow(Interrupted);
  await vi.waitUntil(() => fs.stat(lock).catch(() => null), { timeout: 10_000, interval: 20 });
  controller.abort();
  await ended;
  await expect(fs.stat(lock)).rejects.toThrow(/ENOENT/);
});
