// What is published and what is locked: whole, exact, and free of this machine.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { root } from "../../scripts/test/project.mjs";

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({
      resolved: z.string().optional(),
      integrity: z.string().optional(),
      inBundle: z.boolean().optional(),
      optionalDependencies: z.record(z.string(), z.string()).optional(),
    }),
  ),
});

const packageSchema = z.object({
  dependencies: z.undefined().optional(),
  devDependencies: z.record(z.string(), z.string()),
});

const readJson = (file: string): unknown => JSON.parse(readFileSync(join(root, file), "utf8"));
const locked = lockSchema.parse(readJson("package-lock.json")).packages;

test("every dependency is for development, and exact", () => {
  const { devDependencies } = packageSchema.parse(readJson("package.json"));
  for (const version of Object.values(devDependencies)) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
});

test("the lock names no registry and has a hash for everything", () => {
  for (const [path, entry] of Object.entries(locked)) {
    expect(entry.resolved, path).toBeUndefined();
    if (path !== "" && entry.inBundle !== true) expect(entry.integrity, path).toMatch(/^sha512-/);
  }
});

test("the lock holds the programs for other systems too, or npm ci refuses it", () => {
  const missing = Object.entries(locked).flatMap(([path, entry]) =>
    Object.keys(entry.optionalDependencies ?? {})
      .filter((name) => ![`${path}/node_modules/${name}`, `node_modules/${name}`].some((place) => place in locked))
      .map((name) => `${name} of ${path}`),
  );
  expect(missing).toEqual([]);
});

test("the package holds what runs, and nothing else", () => {
  const listing = execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [{ files }] = z
    .tuple([z.object({ files: z.array(z.object({ path: z.string() })) })])
    .parse(JSON.parse(listing));
  const paths = files.map((file) => file.path);
  expect(paths).toEqual(
    expect.arrayContaining([
      "LICENSE",
      "action.yml",
      "report/action.yml",
      "dist/action.js",
      "dist/cli.js",
      "dist/licenses.txt",
      "python/blas_bench/__init__.py",
    ]),
  );
  const allowed =
    /^(LICENSE|README\.md|package\.json|(report\/)?action\.yml|dist\/.+\.js|dist\/licenses\.txt|schema\/.+\.json|python\/blas_bench\/.+)$/;
  expect(paths.filter((path) => !allowed.test(path) || path.includes("__pycache__"))).toEqual([]);
});
