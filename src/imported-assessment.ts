// Everything that is computed from two files of other tools: whether they can be compared, and what comes of it.
import { compareImportedRuns } from "./compare/imported-runs.ts";
import type { Problem } from "./errors.ts";
import { UserError } from "./errors.ts";
import type { ImportedComparisonModel, NamedImport } from "./report/imported-model.ts";
import { importedComparisonModel } from "./report/imported-model.ts";
import { visibleName } from "./report/inert.ts";

/**
 * Pure: the same files give the same figures. Nothing is decided.
 *
 * @throws UserError with every reason why they cannot be compared.
 */
export function assessImportedRuns(a: NamedImport, b: NamedImport): ImportedComparisonModel {
  const where = `${a.file} and ${b.file}`;
  const comparison = compareImportedRuns(a.run, b.run);
  const problems: Problem[] = comparison.machines.map((one) => ({
    where,
    what: `the ${one.what} is not the same: ${visibleName(one.a)} in the first, ${visibleName(one.b)} in the second`,
    remedy: "measure both on one machine",
  }));
  if (a.run.format !== b.run.format)
    problems.push({
      where,
      what: `they are of two tools, ${a.run.format} and ${b.run.format}, which time in different ways`,
      remedy: "measure both with the same tool",
    });
  else if (comparison.comparisons.length + comparison.notComparable.length === 0)
    problems.push({ where, what: "they have no benchmark in common", remedy: "measure both with the same benchmarks" });
  const [first, ...rest] = problems;
  if (first !== undefined) throw new UserError([first, ...rest]);
  return importedComparisonModel(comparison, a, b);
}
