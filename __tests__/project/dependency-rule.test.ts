// The dependency rule is tried on planted files: each forbidden import is found, each allowed one is not.
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import type { ProjectCopy } from "./project-copy.ts";
import { copyProject } from "./project-copy.ts";

const cruiseSchema = z.object({
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), rule: z.object({ name: z.string() }) })),
  }),
});

/** Folder the file is planted in, what it imports, and the rules that must object. */
const plants: [folder: string, source: string, rules: string[]][] = [
  ["plan", 'import "../compare/planted-leaf.ts";', ["plan-looks-back-only"]],
  ["compare", 'import "../gate/planted-leaf.ts";', ["compare-looks-back-only"]],
  ["gate", 'import "../report/planted-leaf.ts";', ["gate-looks-back-only"]],
  ["report", 'import "../publish/planted-leaf.ts";', ["report-looks-back-only"]],
  ["report", 'import "../compare/planted-leaf.ts";', []],
  ["measure", 'import "../verify/planted-leaf.ts";', []],
  ["system", 'import "../plan/planted-leaf.ts";', ["system-knows-no-stage"]],
  ["result", 'import "../compare/planted-leaf.ts";', ["result-is-the-border"]],
  ["verify", 'import "../entry/planted-leaf.ts";', ["entry-is-never-imported", "verify-looks-back-only"]],
  ["compare", 'import { readFile } from "node:fs/promises";', ["effects-at-the-edges"]],
  ["plan", 'import fs from "fs";', ["effects-at-the-edges"]],
  ["measure", 'import { spawn } from "node:child_process";', ["effects-at-the-edges"]],
  ["gate", 'const net = await import("node:net");', ["effects-at-the-edges"]],
  ["provision", 'import { request } from "node:https";', ["effects-at-the-edges"]],
  ["inputs", 'import { getInput } from "@actions/core";', ["runner-protocol-at-the-edges"]],
  ["provision", 'import { exec } from "@actions/exec";', ["runner-protocol-at-the-edges"]],
  ["compare", 'import "../system/planted-leaf.ts";', ["effects-are-handed-in"]],
  ["compare", 'import type { Leaf } from "../system/planted-leaf.ts";', []],
  ["system", 'import { spawn } from "node:child_process";', []],
  ["publish", 'import { getInput } from "@actions/core";', []],
  ["entry", 'import { exec } from "@actions/exec";', []],
  ["plan", 'import "./does-not-exist.ts";', ["no-unresolvable"]],
];

let project: ProjectCopy;
let violations: z.infer<typeof cruiseSchema>["summary"]["violations"];

beforeAll(() => {
  project = copyProject();
  for (const folder of new Set(plants.map(([name]) => name))) {
    project.plant(`src/${folder}/planted-leaf.ts`, "export type Leaf = string;\n");
  }
  for (const [index, [folder, source]] of plants.entries()) {
    project.plant(`src/${folder}/planted-${index}.ts`, `${source}\nexport {};\n`);
  }
  project.plant("src/gate/planted-ring.ts", 'import "./planted-gnir.ts";\n');
  project.plant("src/gate/planted-gnir.ts", 'import "./planted-ring.ts";\n');
  const end = project.run("depcruise", "--config", ".dependency-cruiser.js", "--output-type", "json", "src");
  violations = cruiseSchema.parse(JSON.parse(end.standardOutput)).summary.violations;
});

afterAll(() => project[Symbol.dispose]());

/** Names of the rules a planted file broke; that nobody imports it is no news here. */
function broken(file: string): string[] {
  const names = violations.filter((violation) => violation.from === file).map((violation) => violation.rule.name);
  return [...new Set(names)].filter((name) => name !== "no-orphans").sort();
}

test.each(plants.map(([folder, source, rules], index) => ({ folder, source, rules, index })))(
  "$folder: $source is objected to by $rules",
  ({ folder, rules, index }) => {
    expect(broken(`src/${folder}/planted-${index}.ts`)).toEqual(rules.toSorted());
  },
);

test("a cycle is found, named after one of its files", () => {
  expect([...broken("src/gate/planted-gnir.ts"), ...broken("src/gate/planted-ring.ts")]).toEqual(["no-circular"]);
});

test("the command as npm test runs it fails", () => {
  // The JSON output above always ends with exit code 0.
  const end = project.run("depcruise", "--config", ".dependency-cruiser.js", "src");
  expect(end.exitCode).not.toBe(0);
  expect(end.output).toContain("src/gate/planted-ring.ts");
});
