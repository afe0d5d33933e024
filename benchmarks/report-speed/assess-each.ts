// Reads, checks and assesses result files one by one in one process, and keeps them all, as a merge would have to.
// Usage: node benchmarks/report-speed/assess-each.ts FILE...

import { assess } from "../../src/assessment.ts";
import { readInputs } from "../../src/inputs/read-inputs.ts";
import { readVariant } from "../../src/plan/variant-request.ts";
import { readResultLines } from "../../src/result/read.ts";
import { linesOf } from "../../src/system/lines.ts";

const rules = readInputs({}, readVariant, (name) => name);
const assessed = process.argv.slice(2).map((file) => {
  const result = readResultLines(() => linesOf(file), file);
  return { result, report: assess(result, rules).report };
});
const regressed = assessed.flatMap(({ report }) => report.code.rows).filter(({ outcome }) => outcome === "regressed");
console.log(`${assessed.length} files, ${regressed.length} slower`);
