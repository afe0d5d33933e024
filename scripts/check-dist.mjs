// Fails unless dist/ is, byte for byte and file for file, what the sources build to.
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { build } from "rolldown";
import configuration from "../rolldown.config.js";

const committed = "dist";
const rebuilt = await mkdtemp(join(tmpdir(), "blas-bench-dist-"));
try {
  await build({ ...configuration, output: { ...configuration.output, dir: rebuilt } });
  const differences = await compareFolders(committed, rebuilt);
  for (const difference of differences) console.error(difference);
  if (differences.length > 0) {
    console.error("dist/ is not what src/ builds to; run `npm run build` and commit the result");
    process.exitCode = 1;
  }
} finally {
  await rm(rebuilt, { recursive: true, force: true });
}

/**
 * @param {string} left Folder with what is committed.
 * @param {string} right Folder with what was built.
 */
async function compareFolders(left, right) {
  const [found, expected] = await Promise.all([filesIn(left), filesIn(right)]);
  if (expected.length === 0) return ["the build made no files"];
  const differences = [];
  for (const file of new Set([...found, ...expected])) {
    if (!expected.includes(file)) differences.push(`${join(left, file)} is not part of the build`);
    else if (!found.includes(file)) differences.push(`${join(left, file)} is missing`);
    else if (!(await sameBytes(join(left, file), join(right, file)))) {
      differences.push(`${join(left, file)} differs from the build`);
    }
  }
  return differences;
}

/** @param {string} folder */
async function filesIn(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => !entry.isDirectory());
  return files.map((entry) => relative(folder, join(entry.parentPath, entry.name))).sort();
}

/**
 * @param {string} left
 * @param {string} right
 */
async function sameBytes(left, right) {
  const [a, b] = await Promise.all([readFile(left), readFile(right)]);
  return a.equals(b);
}
