// Writes the inputs of action.yml from the one table of inputs, so that the two cannot drift apart.
// Run with --check to compare only: exit code 1 when action.yml is out of date.
import * as fs from "node:fs";
import { inputRows } from "../src/inputs/inputs.ts";

const file = new URL("../action.yml", import.meta.url);
const text = fs.readFileSync(file, "utf8");
const inputs = inputRows.map((row) =>
  [
    `  ${row.name}:`,
    `    description: ${JSON.stringify(row.description)}`,
    "    required: false",
    `    default: ${JSON.stringify(row.default)}`,
  ].join("\n"),
);
const wanted = text.replace(/^inputs:[\s\S]*?\n(?=\S)/m, `inputs:\n${inputs.join("\n")}\n\n`);
if (process.argv.includes("--check")) process.exit(wanted === text ? 0 : 1);
fs.writeFileSync(file, wanted);
