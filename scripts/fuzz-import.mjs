// Gives 10,000 documents, and as many damaged ones, to the reader of each foreign format, and keeps what came of it in
// benchmarks/import-fuzz/results.txt. The unit tests take 150 of each. Usage: node scripts/fuzz-import.mjs
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { join } from "node:path";
import { programs, root } from "./test/project.mjs";

const runs = 10_000;
const folder = join(root, "benchmarks", "import-fuzz");
const answer = join(folder, "answer.json");
spawnSync(
  join(programs, "vitest"),
  ["run", "--project=unit", "--reporter=json", `--outputFile=${answer}`, "__tests__/result/import/fuzz.test.ts"],
  { cwd: root, stdio: "inherit", env: { ...process.env, BLAS_BENCH_FUZZ_RUNS: String(runs) } },
);
const report = JSON.parse(fs.readFileSync(answer, "utf8"));
fs.rmSync(answer);
/** @type {{ fullName: string, status: string }[]} */
const tests = report.testResults[0].assertionResults;
const lines = tests.map(({ fullName, status }) => `${status}  ${fullName}`);
fs.writeFileSync(join(folder, "results.txt"), `${runs} documents for each line\n\n${lines.join("\n")}\n`);
console.log(lines.join("\n"));
process.exitCode = tests.length === 15 && tests.every(({ status }) => status === "passed") ? 0 : 1;
