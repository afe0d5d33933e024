// Holds requests and answers to GitHub's own OpenAPI description (fixtures/description.json, see reduce-description.mjs).
import * as fs from "node:fs";
import type { AnySchema, ValidateFunction } from "ajv";
import { Ajv } from "ajv";
import formats from "ajv-formats";
import * as z from "zod";

export interface Operation {
  /** Such as "issues/create-comment". */
  readonly id: string;
  readonly path: Readonly<Record<string, string>>;
}

export interface SeenRequest {
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** undefined where there is none. */
  readonly body: unknown;
}

export interface Description {
  /** GitHub's own example of a thing; not to be changed. */
  readonly example: (name: string) => unknown;
  readonly match: (method: string, path: string) => Operation | null;
  /** What is wrong with a request; empty when nothing is. */
  readonly requestViolations: (operation: Operation, request: SeenRequest) => readonly string[];
  readonly answerViolations: (operationId: string, status: number, body: unknown) => readonly string[];
}

const schema = z.record(z.string(), z.unknown());
const content = z.object({ "application/json": z.object({ schema }).optional() }).optional();
const parameter = z.object({ name: z.string(), in: z.string(), required: z.boolean().optional(), schema });
const reference = z.object({ $ref: z.string() });
const operationSchema = z.object({
  operationId: z.string(),
  parameters: z.array(z.union([reference, parameter])).optional(),
  requestBody: z.object({ content }).optional(),
  responses: z.record(z.string(), z.union([reference, z.object({ content })])),
});
const documentSchema = z.object({
  paths: z.record(z.string(), z.record(z.string(), operationSchema)),
  components: z.object({
    schemas: z.record(z.string(), schema),
    parameters: z.record(z.string(), parameter),
    responses: z.record(z.string(), z.object({ content })),
    examples: z.record(z.string(), z.object({ value: z.unknown() })),
  }),
});

/** What GitHub may answer anywhere, though the description does not say so at every operation. */
const errorStatuses = new Set([401, 403, 404, 410, 422, 429, 500, 502, 503]);

interface Compiled {
  readonly id: string;
  readonly method: string;
  readonly pattern: RegExp;
  readonly parameters: readonly z.infer<typeof parameter>[];
  readonly checkParameter: ReadonlyMap<string, ValidateFunction>;
  readonly checkBody: ValidateFunction | null;
  /** By status; null where an answer has no body. */
  readonly checkAnswer: ReadonlyMap<number, ValidateFunction | null>;
}

export function readDescription(): Description {
  const text = fs.readFileSync(new URL("fixtures/description.json", import.meta.url), "utf8");
  const document = documentSchema.parse(JSON.parse(text));
  const compile = compiler(document.components.schemas);
  const checkError = compile({ $ref: "#/components/schemas/basic-error" });
  const compiled = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): Compiled => {
      const parameters = (operation.parameters ?? []).map((one) =>
        "$ref" in one ? known(document.components.parameters[lastPart(one.$ref)]) : one,
      );
      const answers = Object.entries(operation.responses).map(([status, one]) => {
        const response = "$ref" in one ? known(document.components.responses[lastPart(one.$ref)]) : one;
        const body = response.content?.["application/json"]?.schema;
        return [Number(status), body === undefined ? null : compile(body)] as const;
      });
      const requestBody = operation.requestBody?.content?.["application/json"]?.schema;
      return {
        id: operation.operationId,
        method: method.toUpperCase(),
        pattern: new RegExp(`^${path.replace(/\{(\w+)\}/g, "(?<$1>[^/]+)")}$`),
        parameters,
        checkParameter: new Map(parameters.map((one) => [one.name, compile(one.schema)])),
        checkBody: requestBody === undefined ? null : compile(requestBody),
        checkAnswer: new Map(answers),
      };
    }),
  );
  const byId = new Map(compiled.map((one) => [one.id, one]));
  return {
    example: (name) => known(document.components.examples[name]).value,
    match: (method, path) => {
      for (const one of compiled) {
        const found = one.method === method ? one.pattern.exec(path) : null;
        if (found !== null) return { id: one.id, path: mapValues(found.groups ?? {}, decodeURIComponent) };
      }
      return null;
    },
    requestViolations: (operation, request) => requestViolations(known(byId.get(operation.id)), operation, request),
    answerViolations: (id, status, body) => {
      const check = known(byId.get(id)).checkAnswer.get(status);
      if (check === undefined)
        return errorStatuses.has(status) ? failures(checkError, body, "answer") : [`answer: no status ${status}`];
      if (check === null) return body === undefined ? [] : ["answer: a body where none belongs"];
      return failures(check, body, "answer");
    },
  };
}

function compiler(schemas: Readonly<Record<string, unknown>>): (schema: AnySchema) => ValidateFunction {
  const ajv = new Ajv({ strict: false, allErrors: true, coerceTypes: false });
  formats.default(ajv);
  ajv.addFormat("int64", { type: "number", validate: Number.isSafeInteger });
  const components = { schemas: mapValues(schemas, closed) };
  return (one) => ajv.compile({ ...(closed(one) as object), components });
}

/**
 * The description leaves most objects open; a field that it does not name is a slip all the same, on either side. Its
 * "nullable" enumerations mean null too, which a validator wants to see among the values.
 */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed);
  if (typeof value !== "object" || value === null) return value;
  const inner = mapValues({ ...value }, closed);
  if ("nullable" in value && value.nullable === true && Array.isArray(inner.enum)) inner.enum.push(null);
  const isOpenObject = "properties" in value && "type" in value && value.type === "object";
  return isOpenObject && !("additionalProperties" in value) ? { ...inner, additionalProperties: false } : inner;
}

function requestViolations(compiled: Compiled, operation: Operation, request: SeenRequest): readonly string[] {
  const { parameters, checkParameter, checkBody } = compiled;
  const queryNames = parameters.filter((one) => one.in === "query").map(({ name }) => name);
  const unknown = [...request.query.keys()].filter((name) => !queryNames.includes(name));
  const bad = parameters.flatMap((one) => {
    const text = one.in === "path" ? operation.path[one.name] : request.query.get(one.name);
    if (text === undefined || text === null) return one.required === true ? [`${one.name}: missing`] : [];
    return failures(known(checkParameter.get(one.name)), typed(text, one.schema.type), one.name);
  });
  const body = checkBody === null ? [] : failures(checkBody, request.body, "body");
  const stray = checkBody === null && request.body !== undefined ? ["body: none belongs here"] : [];
  return [
    ...unknown.map((name) => `${name}: no such parameter`),
    ...bad,
    ...body,
    ...stray,
    ...headerViolations(request),
  ];
}

/** What "Getting started with the REST API" of GitHub's documentation asks of every request. */
function headerViolations({ headers, body }: SeenRequest): readonly string[] {
  const violations: string[] = [];
  if (headers["user-agent"] === undefined) violations.push("user-agent: missing");
  if (headers.accept !== "application/vnd.github+json") violations.push(`accept: ${headers.accept}`);
  if (headers["x-github-api-version"] !== "2022-11-28") violations.push("x-github-api-version: not a version");
  if (body !== undefined && !String(headers["content-type"]).startsWith("application/json"))
    violations.push("content-type: not JSON");
  return violations;
}

function typed(text: string, type: unknown): unknown {
  if (type === "integer" && /^-?\d+$/.test(text)) return Number(text);
  if (type === "boolean" && /^(true|false)$/.test(text)) return text === "true";
  return text;
}

function failures(check: ValidateFunction, value: unknown, where: string): readonly string[] {
  if (check(value)) return [];
  return (check.errors ?? []).map(({ instancePath, message, params }) => {
    return `${where}${instancePath}: ${message} ${JSON.stringify(params)}`;
  });
}

function mapValues<T, U>(record: Readonly<Record<string, T>>, change: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}

function lastPart(pointer: string): string {
  return pointer.split("/").at(-1) ?? "";
}

function known<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("the description refers to what it does not have");
  return value;
}
