// The linter is tried on planted files: the clock, chance and the environment are read at the edges only.
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ProjectCopy } from "./project-copy.ts";
import { copyProject } from "./project-copy.ts";

const forbidden: [source: string, rule: string][] = [
  ["export const now = Date.now();", "plugin"],
  ["export const today = new Date();", "plugin"],
  ["export const today = new Date().toISOString();", "plugin"],
  ["export const clock = Date.now;", "plugin"],
  ["export const start = performance.now();", "plugin"],
  ["export const ticks = process.hrtime.bigint();", "plugin"],
  ["export const chance = Math.random();", "plugin"],
  ["export const home = process.env.HOME;", "noProcessEnv"],
  ["export const { HOME } = process.env;", "noProcessEnv"],
  ['import { env } from "node:process";\n\nexport const home = env.HOME;', "noProcessEnv"],
  ["export const anything: any = 1;", "noExplicitAny"],
  ["async function later(): Promise<void> {}\n\nexport function start(): void {\n  later();\n}", "noFloatingPromises"],
];

const allowed = ["export const start = new Date(0);", "export const parsed = Date.parse('2020-01-01');"];

let project: ProjectCopy;

beforeAll(() => {
  project = copyProject();
});

afterAll(() => project[Symbol.dispose]());

function lint(folder: string, source: string): { exitCode: number | null; output: string } {
  const file = `src/${folder}/planted.ts`;
  project.plant(file, `${source}\n`);
  return project.run("biome", "lint", "--error-on-warnings", "--colors=off", file);
}

test.each(forbidden)("a stage may not: %s", (source, rule) => {
  const end = lint("compare", source);
  expect(end.output).toContain(rule);
  expect(end.exitCode).toBe(1);
});

test.each(allowed)("a stage may: %s", (source) => {
  expect(lint("compare", source)).toMatchObject({ exitCode: 0 });
});

test.each(["system", "publish", "entry"])("%s may ask for the clock, chance and the environment", (folder) => {
  const source = "export const seen = [Date.now(), new Date(), performance.now(), Math.random(), process.env.HOME];";
  expect(lint(folder, source)).toMatchObject({ exitCode: 0 });
});
