// Writes the table of inputs in README.md from the one table of inputs, so that the two cannot drift apart.
// Run with --check to compare only: exit code 1 when README.md is out of date.
import * as fs from "node:fs";
import { cacheRows } from "../src/inputs/cache.ts";
import { inputRows } from "../src/inputs/inputs.ts";
import { commentRows } from "../src/inputs/publishing.ts";

const file = new URL("../README.md", import.meta.url);
const text = fs.readFileSync(file, "utf8");
const rows = [...inputRows, ...cacheRows, ...commentRows].map(
  ({ name, default: fallback, runnerDefault, description }) => {
    const value = runnerDefault ?? fallback;
    return `| \`${name}\` | ${value === "" ? "" : `\`${value}\``} | ${description} |`;
  },
);
const table = ["| input | default | meaning |", "| --- | --- | --- |", ...rows].join("\n");
const wanted = text.replace(/(<!-- inputs: .*-->\n)[\s\S]*(<!-- \/inputs -->)/, `$1\n${table}\n\n$2`);
if (process.argv.includes("--check")) process.exit(wanted === text ? 0 : 1);
fs.writeFileSync(file, wanted);
