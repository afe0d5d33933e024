// Reads show_config() of every era of NumPy and SciPy. It speaks of the build, never of the library that is loaded.
import type { Evidence } from "../result/evidence.ts";
import type { BuildStatement } from "./build-statement.ts";
import { parseMesonText, readMesonTables } from "./meson-config.ts";
import { parseSetuptoolsText } from "./setuptools-config.ts";

/** `dicts` is what show_config(mode="dicts") returns, where the version has it. null when neither is of a known form. */
export function parseShowConfig(text: string, dicts: Readonly<Record<string, unknown>> | null): BuildStatement | null {
  if (dicts !== null) return readMesonTables(dicts);
  const sections = parseSetuptoolsText(text);
  if (sections !== null) return sections;
  const tables = parseMesonText(text);
  return tables === null ? null : readMesonTables(tables);
}

/** The statement of an imported NumPy or SciPy; null for one that was not imported. */
export function buildStatementOf(module: Evidence["numpy"]): BuildStatement | null {
  return module.status === "imported" ? parseShowConfig(module.showConfigText, module.showConfigDicts) : null;
}
