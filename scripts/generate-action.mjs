// Writes the inputs of action.yml and report/action.yml from the tables of inputs, so that they cannot drift apart.
// Run with --check to compare only: exit code 1 when one is out of date.
import * as fs from "node:fs";
import { cacheRows } from "../src/inputs/cache.ts";
import { inputRows } from "../src/inputs/inputs.ts";
import { publishingRows } from "../src/inputs/publishing.ts";
import { reportRows } from "../src/inputs/report-inputs.ts";

const actions = /** @type {const} */ ([
  ["../action.yml", [...inputRows, ...cacheRows, ...publishingRows]],
  ["../report/action.yml", reportRows],
]);

for (const [name, rows] of actions) {
  const file = new URL(name, import.meta.url);
  const text = fs.readFileSync(file, "utf8");
  const inputs = rows.map((row) =>
    [
      `  ${row.name}:`,
      `    description: ${JSON.stringify(row.description)}`,
      "    required: false",
      `    default: ${JSON.stringify(row.runnerDefault ?? row.default)}`,
    ].join("\n"),
  );
  const wanted = text.replace(/^inputs:[\s\S]*?\n(?=\S)/m, () => `inputs:\n${inputs.join("\n")}\n\n`);
  if (!process.argv.includes("--check")) fs.writeFileSync(file, wanted);
  else if (wanted !== text) process.exitCode = 1;
}
