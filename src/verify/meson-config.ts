// show_config() of the meson era (from NumPy 1.26 and SciPy 1.11): dictionaries, printed as YAML where PyYAML is
// installed and as JSON elsewhere. The keys are those of numpy/__config__.py.in.
import type { BuildDependency, BuildStatement } from "./build-statement.ts";
import { familyNamed } from "./build-statement.ts";

type Table = Readonly<Record<string, unknown>>;

function isTable(value: unknown): value is Table {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** null when there are no build dependencies in it. */
export function readMesonTables(tables: Table): BuildStatement | null {
  const dependencies = tables["Build Dependencies"];
  if (!isTable(dependencies)) return null;
  const simd = tables["SIMD Extensions"];
  // NumPy leaves empty lists out.
  const names = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
  return {
    era: "meson",
    blas: readDependency(dependencies.blas),
    lapack: readDependency(dependencies.lapack),
    simd: isTable(simd)
      ? { baseline: names(simd.baseline), found: names(simd.found), notFound: names(simd["not found"]) }
      : null,
  };
}

function readDependency(table: unknown): BuildDependency | null {
  if (!isTable(table) || String(table.found) === "false") return null;
  const field = (key: string): string | null => {
    const value = table[key];
    // "unknown" is what NumPy writes for what Meson was not told.
    return typeof value !== "string" || value === "" || value === "unknown" ? null : value;
  };
  const name = field("name");
  if (name === null) return null;
  const folder = field("lib directory");
  // Meson numbers a dependency that the build files declare themselves, and gives it the project's version. NumPy 1.26
  // does so for LAPACK: it is the BLAS's own.
  if (/^dep\d+$/.test(name)) return { name: "internal", version: null, family: null, folder };
  return { name, version: field("version"), family: familyNamed(name), folder };
}

/** The dictionaries as they were printed; null when the text is neither form. */
export function parseMesonText(text: string): Table | null {
  if (/^Build Dependencies:\s*$/m.test(text)) return parsePrintedYaml(text);
  try {
    const value: unknown = JSON.parse(text);
    return isTable(value) ? value : null;
  } catch {
    return null;
  }
}

/**
 * What PyYAML's dump() makes of these dictionaries: sections at the margin, entries two deep, fields four deep, lists
 * at the level of their entry, and long text folded onto lines six deep. Everything stays text.
 */
function parsePrintedYaml(text: string): Table {
  const unfolded = text.replace(/\r/g, "").replace(/\n {6,}/g, " ");
  const sections = blocks(unfolded, 0).map(([section, body]) => {
    const entries = blocks(body, 2).map(([entry, content]) => {
      const items = [...content.matchAll(/^ {2}- (.*)$/gm)].map(([, item]) => item);
      const fields = blocks(content, 4).map(([field, value]) => [field, value.trim()]);
      return [entry, items.length > 0 ? items : Object.fromEntries(fields)];
    });
    return [section, Object.fromEntries(entries)];
  });
  return Object.fromEntries(sections);
}

/** Every `name:` at that depth, with what follows it on its line and on deeper ones. */
function blocks(text: string, depth: number): [string, string][] {
  const margin = " ".repeat(depth);
  const block = new RegExp(`^${margin}([^ \\n-][^:\\n]*):(.*(?:\\n${margin}[ -].*)*)`, "gm");
  return [...text.matchAll(block)].map(([, name = "", body = ""]) => [name, body]);
}
