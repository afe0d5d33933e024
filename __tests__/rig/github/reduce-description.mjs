// Writes fixtures/description.json: GitHub's own OpenAPI description, cut down to the operations that the API server speaks.
// Run by hand, after changing `operations` or `source`; `npm pack` fetches 29 MB, of which 13 MB are read.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const source = "@octokit/openapi@23.0.2";
const operations = new Set([
  "users/get-authenticated",
  "issues/list-comments",
  "issues/create-comment",
  "issues/get-comment",
  "issues/update-comment",
  "issues/delete-comment",
  "pulls/list",
  "checks/create",
  "checks/get",
  "checks/update",
  "checks/list-annotations",
  "actions/get-workflow-run",
  "actions/list-workflow-run-artifacts",
  "actions/download-artifact",
]);

// Prose and other people's examples: not a rule, and most of the bytes.
const dropped = new Set([
  "description",
  "externalDocs",
  "tags",
  "summary",
  "title",
  "x-github",
  "x-octokit",
  "example",
]);

/**
 * @param {unknown} value
 * @param {boolean} isNames Whether the keys are names of the API's, which no rule of ours may drop.
 * @returns {unknown}
 */
function slim(value, isNames = false) {
  if (Array.isArray(value)) return value.map((one) => slim(one));
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => isNames || !(dropped.has(key) || key === "examples"));
  return Object.fromEntries(kept.map(([key, one]) => [key, slim(one, key === "properties" && !isNames)]));
}

/** @param {string} folder An unpacked package. */
function reduce(folder) {
  const whole = JSON.parse(readFileSync(join(folder, "generated", "api.github.com.json"), "utf8"));
  /** @type {Record<string, Record<string, unknown>>} */
  const paths = {};
  /** @type {Record<string, Record<string, unknown>>} */
  const components = { examples: {} };

  /** @param {unknown} value Brings along everything that it refers to. */
  const follow = (value) => {
    if (typeof value !== "object" || value === null) return;
    const reference = "$ref" in value ? value.$ref : undefined;
    if (typeof reference === "string") {
      const [, , kind = "", name = ""] = reference.split("/");
      const group = components[kind] ?? {};
      components[kind] = group;
      if (name in group) return;
      group[name] = slim(whole.components[kind][name]);
      follow(group[name]);
    }
    for (const one of Object.values(value)) follow(one);
  };

  for (const [path, methods] of Object.entries(whole.paths))
    for (const [method, operation] of Object.entries(methods)) {
      if (!operations.delete(operation.operationId)) continue;
      const kept = slim(operation);
      paths[path] = { ...paths[path], [method]: kept };
      follow(kept);
    }
  if (operations.size > 0) throw new Error(`not in the description: ${[...operations].join(", ")}`);
  for (const name of templates) Object.assign(components.examples ?? {}, { [name]: whole.components.examples[name] });
  return { openapi: whole.openapi, info: whole.info, paths, components };
}

// GitHub's own examples, from which the server makes its answers.
const templates = [
  "issue-comment",
  "pull-request-simple",
  "check-run",
  "workflow-run",
  "artifact",
  "public-user-default-response",
];

const work = mkdtempSync(join(tmpdir(), "blas-bench-description-"));
try {
  execFileSync("npm", ["pack", "--silent", "--pack-destination", work, source], { stdio: "inherit" });
  execFileSync("sh", ["-c", 'tar -xzf "$1"/*.tgz -C "$1"', "sh", work]);
  const reduced = { source, licence: "MIT, Copyright (c) 2020 Octokit contributors", ...reduce(join(work, "package")) };
  writeFileSync(new URL("fixtures/description.json", import.meta.url), `${JSON.stringify(reduced)}\n`);
} finally {
  rmSync(work, { recursive: true });
}
