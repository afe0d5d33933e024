// show_config() of the setuptools era (until NumPy 1.25): sections such as `blas_mkl_info:` with Python values, or
// `NOT AVAILABLE`. The format is that of numpy/distutils/misc_util.py, generate_config_py.
import type { BuildDependency, BuildStatement } from "./build-statement.ts";
import { familyNamed } from "./build-statement.ts";

type Section = ReadonlyMap<string, string>;

/** null when the text has no such sections. */
export function parseSetuptoolsText(text: string): BuildStatement | null {
  const sections = readSections(text);
  if (![...sections.keys()].some((name) => name.endsWith("_info"))) return null;
  return {
    era: "setuptools",
    blas: firstAvailable(sections, ["blas_ilp64_opt_info", "blas_opt_info"], (names) => names.join(", ")),
    // Linked in this order: what comes after the first is the BLAS that this LAPACK calls.
    lapack: firstAvailable(sections, ["lapack_ilp64_opt_info", "lapack_opt_info"], ([first = ""]) => first),
    simd: readSimd(sections.get("Supported SIMD extensions in this NumPy install")),
  };
}

/** A section that is NOT AVAILABLE is there, and empty. Other lines between them, such as warnings, are passed over. */
function readSections(text: string): ReadonlyMap<string, Section> {
  const sections = new Map<string, Map<string, string>>();
  let current: Map<string, string> | null = null;
  for (const line of text.split(/\r?\n/)) {
    const heading = /^(\S[^=]*):\s*$/.exec(line)?.[1];
    if (heading !== undefined) {
      current = new Map();
      sections.set(heading, current);
      continue;
    }
    const [, key, value] = /^\s+([a-z_ ]+?) = ?(.*)$/.exec(line) ?? [];
    if (key !== undefined && value !== undefined) current?.set(key, value.trim());
  }
  return sections;
}

/** The strings of a Python list such as `['mkl_rt', 'C:\\\\lib']`, each once. */
function listed(value: string | undefined): string[] {
  const words = [...(value ?? "").matchAll(/'([^']*)'/g)].map(([, word = ""]) => word.replaceAll("\\\\", "\\"));
  return [...new Set(words)];
}

/** Which of the names, in the order they are linked, speaks of the family. */
type Spokesman = (names: readonly string[]) => string;

function firstAvailable(
  sections: ReadonlyMap<string, Section>,
  names: readonly string[],
  spokesman: Spokesman,
): BuildDependency | null {
  for (const name of names) {
    const section = sections.get(name);
    if (section !== undefined && section.size > 0) return readDependency(section, spokesman);
  }
  return null;
}

function readDependency(section: Section, spokesman: Spokesman): BuildDependency {
  const flags = listed(section.get("extra_link_args"));
  const flagged = (pattern: RegExp): string[] => flags.flatMap((flag) => pattern.exec(flag)?.[1] ?? []);
  // What NPY_BLAS_LIBS named stands among the flags; Accelerate is linked as a framework, `-Wl,-framework -Wl,Accelerate`.
  const names = [...listed(section.get("libraries")), ...flagged(/^-l(.+)$/), ...flagged(/^-Wl,(\w+)$/)];
  const [folder = null] = [...listed(section.get("library_dirs")), ...flagged(/^-L(.+)$/)];
  const unique = [...new Set(names)];
  return { name: unique.join(", ") || "unnamed", version: null, family: familyNamed(spokesman(unique)), folder };
}

function readSimd(section: Section | undefined): BuildStatement["simd"] {
  if (section === undefined) return null;
  const names = (key: string): string[] =>
    (section.get(key) ?? "")
      .split(",")
      .map((name) => name.trim())
      .filter((name) => name !== "");
  return { baseline: names("baseline"), found: names("found"), notFound: names("not found") };
}
