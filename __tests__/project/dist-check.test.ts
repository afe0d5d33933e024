// The dist check passes on a fresh build and fails on a planted byte, an extra file and a missing one.
import { appendFileSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { copyProject } from "./project-copy.ts";

const project = copyProject();
const dist = join(project.folder, "dist");

beforeEach(() => {
  const build = project.run("rolldown", "--config", "rolldown.config.js");
  expect(build.exitCode, build.output).toBe(0);
});

afterAll(() => project[Symbol.dispose]());

const check = () => project.run("node", join("scripts", "check-dist.mjs"));

test("a fresh build passes", () => {
  expect(check()).toMatchObject({ exitCode: 0 });
});

test("one byte more in a built file is found", () => {
  appendFileSync(join(dist, "cli.js"), " ");
  const end = check();
  expect(end.exitCode).toBe(1);
  expect(end.output).toContain("dist/cli.js differs from the build");
});

test("a file that the build does not make is found", () => {
  project.plant("dist/chunks/left-over.js", "");
  const end = check();
  expect(end.exitCode).toBe(1);
  expect(end.output).toContain("dist/chunks/left-over.js is not part of the build");
});

test("a missing file is found", () => {
  rmSync(join(dist, "action.js"));
  const end = check();
  expect(end.exitCode).toBe(1);
  expect(end.output).toContain("dist/action.js is missing");
});

test("a change in the sources is found", () => {
  appendFileSync(join(project.folder, "src", "entry", "cli.ts"), '\nprocess.title = "changed";\n');
  expect(check().exitCode).toBe(1);
});

test("no path of this machine is in what is built", () => {
  const names = readdirSync(dist, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".js"));
  expect(names).toContain("action.js");
  const telling = names.filter((name) => readFileSync(join(dist, name), "utf8").includes(project.folder));
  expect(telling).toEqual([]);
});
