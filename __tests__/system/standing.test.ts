// How this process is ranked: its own nice for real, and what macOS's ps answers.
import { expect, it } from "vitest";
import { createProcesses } from "../../src/system/processes.ts";
import { readPriority, readStanding } from "../../src/system/standing.ts";

it.each<[string, number | null]>([
  ["31T\n", 31],
  ["  4T\n", 4],
  ["47\n", 47],
  ["", null],
  ["ps: process id too large", null],
])("%j: %s", (text, priority) => {
  expect(readPriority(text)).toBe(priority);
});

it("is inherited from whoever starts a process", async () => {
  const url = new URL("../../src/system/standing.ts", import.meta.url);
  const ask = `import(${JSON.stringify(url.href)}).then(async ({ readStanding }) => console.log((await readStanding()).nice))`;
  const own = await readStanding(createProcesses());
  const command = ["/usr/bin/nice", "-n", "3", process.execPath, "-e", ask] as const;
  const { stdout } = await createProcesses().run({ command, variables: {} });
  expect(Number(stdout)).toBe(Math.min(19, own.nice + 3));
});
