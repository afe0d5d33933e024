// Every workflow and action there is in the project: files, and the YAML blocks of the documentation.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { root } from "../../scripts/test/project.mjs";

export interface WorkflowFile {
  /** Path in the project, of a block with ":" and the line it begins at. */
  readonly place: string;
  readonly text: string;
}

/** What git knows or would know. */
function projectFiles(...globs: readonly string[]): readonly string[] {
  const words = ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate", "--", ...globs];
  return execFileSync("git", words, { cwd: root, encoding: "utf8" }).split("\0").filter(Boolean);
}

const read = (file: string): string => readFileSync(join(root, file), "utf8");

function hasKey(text: string, key: string): boolean {
  const value: unknown = parse(text);
  return typeof value === "object" && value !== null && key in value;
}

const yamlFiles = (): readonly WorkflowFile[] =>
  projectFiles("*.yml", "*.yaml").map((place) => ({ place, text: read(place) }));

export function actionFiles(): readonly WorkflowFile[] {
  return yamlFiles().filter(({ text }) => hasKey(text, "runs"));
}

export function workflowFiles(): readonly WorkflowFile[] {
  return yamlFiles().filter(({ text }) => hasKey(text, "jobs"));
}

/** Of all markdown; a list of steps stands in the smallest workflow that can hold it. */
export function documentedWorkflows(): readonly WorkflowFile[] {
  return projectFiles("*.md").flatMap((file) =>
    yamlBlocks(file).flatMap(({ place, text }) => {
      if (hasKey(text, "jobs")) return [{ place, text }];
      return Array.isArray(parse(text)) ? [{ place, text: frame(text) }] : [];
    }),
  );
}

/** @throws Error where the page has no such workflow. */
export function documentedWorkflow(page: string, name: string): string {
  const found = documentedWorkflows().find(({ place, text }) => place.startsWith(`${page}:`) && nameOf(text) === name);
  if (found === undefined) throw new Error(`${page} has no workflow that is called ${name}`);
  return found.text;
}

function nameOf(text: string): unknown {
  const value: unknown = parse(text);
  return typeof value === "object" && value !== null && "name" in value ? value.name : undefined;
}

function yamlBlocks(file: string): readonly WorkflowFile[] {
  const text = read(file);
  return [...text.matchAll(/^```ya?ml\n(.*?)^```$/gms)].map(({ index, 1: block = "" }) => ({
    place: `${file}:${text.slice(0, index).split("\n").length + 1}`,
    text: block,
  }));
}

function frame(steps: string): string {
  const head = [
    "name: steps",
    "on: push",
    "concurrency: { group: one, cancel-in-progress: true }",
    "permissions: {}",
    "jobs:",
    "  one:",
    "    name: one",
    "    runs-on: ubuntu-24.04",
    "    steps:",
  ];
  return [...head, ...steps.split("\n").map((line) => (line === "" ? "" : `      ${line}`))].join("\n");
}
