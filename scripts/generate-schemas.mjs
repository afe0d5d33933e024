// Writes schema/*.schema.json from the zod schemas in src/result, so that the two cannot drift apart.
// Run with --check to compare only: exit code 1 when a file is out of date.
import * as fs from "node:fs";
import * as z from "zod";
import { evidenceSchema, threadpoolReportSchema } from "../src/result/evidence.ts";
import { samplesSchema } from "../src/result/import/samples.ts";
import { resultSchema } from "../src/result/schema.ts";
import { answerSchema, answerSchemas, helloSchema, refusalSchema } from "../src/result/worker-messages.ts";

/** @param {z.ZodType} schema */
function jsonSchema(schema) {
  // "any": the arrays of samples are checked by code, and carry their JSON Schema as metadata.
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { unrepresentable: "any" });
  return rest;
}

/** @param {string} title @param {object} body */
function published(title, body) {
  return `${JSON.stringify({ $schema: "https://json-schema.org/draft/2020-12/schema", title, ...body }, null, 2)}\n`;
}

const answers = Object.entries(answerSchemas).map(([request, schema]) => [`ok-${request}`, jsonSchema(schema)]);
const schemas = {
  "result-1.schema.json": published("blas-bench result file, schemaVersion 1", jsonSchema(resultSchema)),
  "evidence-1.schema.json": published("blas-bench evidence, evidenceVersion 1", jsonSchema(evidenceSchema)),
  "samples-1.schema.json": published("blas-bench samples, samplesVersion 1", jsonSchema(samplesSchema)),
  "worker-1.schema.json": published("One line from a blas-bench worker, protocolVersion 1", {
    description: "The `ok` of an answer has the shape of $defs/ok-REQUEST for the request it answers.",
    anyOf: [{ $ref: "#/$defs/hello" }, { $ref: "#/$defs/refusal" }, { $ref: "#/$defs/answer" }],
    $defs: {
      hello: jsonSchema(helloSchema),
      refusal: jsonSchema(refusalSchema),
      answer: jsonSchema(answerSchema),
      ...Object.fromEntries(answers),
      threadpools: jsonSchema(threadpoolReportSchema),
    },
  }),
};

let isCurrent = true;
for (const [name, text] of Object.entries(schemas)) {
  const file = new URL(`../schema/${name}`, import.meta.url);
  if (!process.argv.includes("--check")) fs.writeFileSync(file, text);
  else isCurrent &&= fs.existsSync(file) && fs.readFileSync(file, "utf8") === text;
}
process.exitCode = isCurrent ? 0 : 1;
