// Asking real login shells what their profiles set, and those that cannot be asked.
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { expect, it } from "vitest";
import { Interrupted } from "../../src/errors.ts";
import { askLoginShell } from "../../src/provision/login-shell.ts";
import { benchEffects } from "./bench-effects.ts";
import { makeScratch } from "./scratch.ts";

const names = ["OMP_NUM_THREADS", "PYTHONPATH", "LD_PRELOAD", "PATH"];

async function ask(profile: string, SHELL = "/bin/bash", signal = new AbortController().signal) {
  await using scratch = await makeScratch();
  for (const name of [".bash_profile", ".profile"]) await scratch.write(name, profile);
  const childVariables = { SHELL, HOME: scratch.folder, PATH: "/of/ours", TOKEN: "ours" };
  return await askLoginShell(names, process.execPath, benchEffects({ childVariables, signal }));
}

it.each(["bash", "dash"])("%s tells what its profile sets of what is asked for, and nothing else", async (name) => {
  const profile = "printf 'Welcome {'\nexport OMP_NUM_THREADS=4 SECRET=x\nPYTHONPATH=/unexported\nPATH=/own:$PATH\n";
  const answer = await ask(profile, `/bin/${name}`);
  if (answer.status !== "asked") throw new Error(answer.reason);
  const { PATH = "", ...variables } = answer.variables;
  expect({ ...answer, variables }).toEqual({
    status: "asked",
    shell: `/bin/${name}`,
    variables: { OMP_NUM_THREADS: "4" },
  });
  expect(PATH).toMatch(/^\/own:/);
});

it("a shell gets the PATH that a terminal gives it, and not ours", async () => {
  await using scratch = await makeScratch();
  const shell = await scratch.write("zsh", '#!/bin/sh\nshift 4\nexec "$@"\n');
  await fs.chmod(shell, 0o755);
  const answer = await ask("", shell);
  expect(answer).toMatchObject({ variables: { PATH: "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin" } });
});

it.each<[string, string, string, string]>([
  ["ends the shell", "echo SECRET >&2\nexit 3", "/bin/bash", "/bin/bash ended with 3 when it was to be a login shell"],
  ["becomes something else", "exec /bin/true", "/bin/bash", "/bin/bash answered with something else when it was to be"],
  ["is nobody's", "", "/usr/bin/fish", "SHELL is /usr/bin/fish, which is none of"],
])("a profile that %s is told, without a word of it", async (_, profile, shell, reason) => {
  const answer = await ask(profile, shell);
  expect(answer).toEqual({ status: "unavailable", reason: expect.stringContaining(reason) });
  expect(JSON.stringify(answer)).not.toContain("SECRET");
});

it("a shell that is no program is told", async () => {
  await using scratch = await makeScratch();
  const shell = await scratch.write("zsh", "");
  await fs.chmod(shell, 0o644);
  const answer = await ask("", path.join(scratch.folder, "zsh"));
  expect(answer).toMatchObject({ status: "unavailable", reason: expect.stringContaining("cannot be started") });
});

it("ends with the run", async () => {
  const controller = new AbortController();
  controller.abort();
  await expect(ask("", "/bin/bash", controller.signal)).rejects.toBeInstanceOf(Interrupted);
});
