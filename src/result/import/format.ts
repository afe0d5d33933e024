// What every reader of a foreign format offers, one file each.
import type { FormatName, ImportedRun } from "./imported-run.ts";
import type { JsonDocument } from "./json-fields.ts";

/** A file's content, as far as it is understood without knowing the format. */
export type Content =
  | { readonly kind: "json"; readonly document: JsonDocument }
  | { readonly kind: "text"; readonly text: string; readonly where: string };

export interface Format {
  readonly name: FormatName;
  /** As it is called in sentences, such as "pyperf JSON". */
  readonly title: string;
  /** Whether the file is of this format, whatever its version: by its content, never by its name. */
  readonly recognises: (content: Content) => boolean;
  /** @throws UserError where the file as a whole cannot be read. */
  readonly read: (content: Content) => ImportedRun;
}

/** The document of a content that a JSON format has recognised. */
export function documentOf(content: Content): JsonDocument {
  if (content.kind !== "json") throw new Error("text was given to a reader of JSON");
  return content.document;
}

/** The fields of a JSON object; none where it is something else. */
export function fieldsOf(content: Content): Readonly<Record<string, unknown>> {
  const value = content.kind === "json" ? content.document.value : null;
  return isObject(value) ? value : {};
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
