// YAML from people's repositories, read by a schema: what is wrong with it is said with its line and column.
import { LineCounter, parseDocument } from "yaml";
import type * as z from "zod";
import type { Problem } from "../errors.ts";
import { UserError } from "../errors.ts";

/** As many problems of one file as a person reads at once. */
const shownProblems = 5;

export interface YamlKind {
  /** Such as "environment.yml", for messages. */
  readonly called: string;
  /** What to write instead. */
  readonly remedy: string;
}

/**
 * @param where the file's name, for messages
 * @throws UserError where it is no YAML, or not of this kind.
 */
export function readYaml<T>(text: string, where: string, schema: z.ZodType<T>, { called, remedy }: YamlKind): T {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${where}, line ${line}, column ${col}`;
  };
  // What is said of the rest of the text follows from the first error.
  const [broken] = document.errors;
  if (broken !== undefined)
    throw refusal([{ where: at(broken.pos[0]), what: `is no YAML: ${broken.message}`, remedy }]);
  const reading = schema.safeParse(plainValue(document, { where, remedy }));
  if (reading.success) return reading.data;
  throw refusal(
    reading.error.issues.map(({ path, message }) => {
      const what = `is no ${called} (${[path.join("."), message].filter((part) => part !== "").join(": ")})`;
      const offset = offsetOf(document, path);
      return { where: offset === null ? where : at(offset), what, remedy };
    }),
  );
}

function plainValue(document: ReturnType<typeof parseDocument>, place: Omit<Problem, "what">): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    // Aliases of aliases, by which a short text becomes a value that no memory holds.
    throw refusal([{ ...place, what: `is no YAML: ${error instanceof Error ? error.message : String(error)}` }]);
  }
}

/** Where the value stands that a path leads to, or the nearest one around it. */
function offsetOf(document: ReturnType<typeof parseDocument>, path: readonly PropertyKey[]): number | null {
  for (let length = path.length; length >= 0; length--) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    if (typeof node === "object" && node !== null && "range" in node && Array.isArray(node.range)) {
      const [offset]: unknown[] = node.range;
      if (typeof offset === "number") return offset;
    }
  }
  return null;
}

function refusal(problems: readonly Problem[]): UserError {
  const [first, ...rest] = problems.slice(0, shownProblems);
  if (first === undefined) throw new Error("a file was refused without a reason");
  return new UserError([first, ...rest]);
}
