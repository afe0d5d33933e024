// Reads a result file, which may come from anywhere: what does not fit is refused, field by field.
// Messages name fields and quote nothing of the content, because they end up in logs and comments.
import * as z from "zod";
import type { Problem } from "../errors.ts";
import { UserError } from "../errors.ts";
import { contradictions } from "./consistency.ts";
import { parseLines } from "./lines.ts";
import { SampleRoom } from "./samples.ts";
import type { Result } from "./schema.ts";
import { resultSchema, resultSchemaVersion } from "./schema.ts";

const shownProblems = 10;
const remedy = "use a result.json as blas-bench wrote it";

/** Six times as fast on 400,000 blocks, and it keeps the value that a parser would copy; it does not say what is wrong. */
const compiledSchema = z.compile(resultSchema);

/**
 * Parses and checks a result file.
 *
 * @param text The whole file.
 * @param where How the file is named in messages.
 * @throws UserError when it is no JSON, of another version, of another shape, or contradicts itself.
 */
export function readResult(text: string, where: string): Result {
  return readResultLines(() => text.split("\n"), where);
}

/**
 * readResult without the whole text in memory, where the file is laid out as blas-bench writes it.
 *
 * @param lines Begins anew with each call.
 * @throws UserError as readResult does, and what `lines` throws.
 */
export function readResultLines(lines: () => Iterable<string>, where: string): Result {
  const value = parseJson(lines, where);
  refuseOtherVersions(value, where);
  return checkResult(value, where);
}

/**
 * The checks of readResult on a value, for its writer too.
 *
 * @throws UserError as readResult does.
 */
export function checkResult(value: unknown, where: string): Result {
  if (!compiledSchema.validate(value)) throw refusal(misfits(value, where));
  const found = contradictions(value);
  if (found.length > 0) throw refusal(found.map(({ path, what }) => ({ where: `${where}, ${path}`, what, remedy })));
  return value;
}

function parseJson(lines: () => Iterable<string>, where: string): unknown {
  const room = new SampleRoom();
  const take = (measurement: unknown): void => takeSamples(measurement, room);
  const value = parsed(lines, where, take);
  // Where they do not have lines of their own.
  const measurements = has(value, "measurements") ? value.measurements : null;
  if (Array.isArray(measurements)) measurements.forEach(take);
  return value;
}

function parsed(lines: () => Iterable<string>, where: string, take: (measurement: unknown) => void): unknown {
  try {
    return parseLines(lines(), take);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  try {
    return JSON.parse([...lines()].join("\n"));
  } catch (error) {
    // The engine's own message quotes the content. It joins no more than half a gigabyte.
    const what = error instanceof RangeError ? "is too large for this layout" : "is not whole JSON, perhaps cut off";
    throw refusal([{ where, what, remedy }]);
  }
}

/** Of what may be a measurement, which is for the schema to say. */
function takeSamples(measurement: unknown, room: SampleRoom): void {
  if (!has(measurement, "blocks") || !has(measurement.blocks, "batchNanoseconds")) return;
  measurement.blocks.batchNanoseconds = room.take(measurement.blocks.batchNanoseconds);
}

function has<Field extends string>(value: unknown, field: Field): value is Record<Field, unknown> {
  return typeof value === "object" && value !== null && field in value;
}

function refuseOtherVersions(value: unknown, where: string): void {
  if (!has(value, "schemaVersion"))
    throw refusal([{ where, what: "is JSON, but no result file: it has no schemaVersion", remedy }]);
  if (value.schemaVersion === resultSchemaVersion) return;
  throw refusal([
    {
      where,
      what: `has another schemaVersion; this blas-bench reads schemaVersion ${resultSchemaVersion}`,
      remedy: "read it with the blas-bench that wrote it, or measure again with this one",
    },
  ]);
}

function refusal(problems: readonly Problem[]): UserError {
  const [first, ...rest] = problems.slice(0, shownProblems);
  if (first === undefined) throw new Error("a result was refused without a problem");
  const hidden = problems.length - shownProblems;
  if (hidden <= 0) return new UserError([first, ...rest]);
  return new UserError([first, ...rest, { ...first, what: `does not fit in ${hidden} more places` }]);
}

function misfits(value: unknown, where: string): readonly Problem[] {
  const issues = resultSchema.safeParse(value).error?.issues ?? [];
  return issues.map((issue) => misfit(issue, where));
}

function misfit(issue: z.core.$ZodIssue, where: string): Problem {
  const path = fieldPath(issue.path);
  const what =
    issue.code === "unrecognized_keys"
      ? `has ${issue.keys.length === 1 ? "an unknown field" : `${issue.keys.length} unknown fields`}`
      : `does not fit: ${issue.message.replace("Invalid input: ", "")}`;
  return { where: path === "" ? where : `${where}, ${path}`, what, remedy };
}

/** The fields below these are named by the content, so their names stay out of messages. */
const namedByContent = new Set<PropertyKey>(["configuration", "variables", "pools", "showConfigDicts"]);

function fieldPath(path: readonly PropertyKey[]): string {
  let text = "";
  for (const [index, part] of path.entries()) {
    const parent = path[index - 1];
    if (typeof part === "number") text += `[${part}]`;
    else if (parent !== undefined && namedByContent.has(parent)) return `${text}.*`;
    else text += `${text === "" ? "" : "."}${String(part)}`;
  }
  return text;
}
