// Which packages the environments do not share: what else but the BLAS could explain a difference.
import type { InstalledPackage } from "../result/evidence.ts";
import type { Result } from "../result/schema.ts";
import { environmentLabel } from "./environment-rows.ts";
import type { Labels } from "./labels.ts";

export interface PackageTable {
  /** One column per environment. */
  readonly labels: readonly string[];
  /** Cells hold version and build, or null where the package is not installed. */
  readonly rows: readonly { readonly name: string; readonly cells: readonly (string | null)[] }[];
  /** Packages that are the same everywhere. */
  readonly same: number;
}

/** null when there is only one environment to look at. */
export function packageTable(result: Result, labels: Labels): PackageTable | null {
  const environments = result.environments.filter(({ packages }) => packages.length > 0);
  if (environments.length < 2) return null;
  const columns = environments.map(({ packages }) => new Map(packages.map((one) => [nameOf(one), buildOf(one)])));
  const names = [...new Set(columns.flatMap((column) => [...column.keys()]))].sort();
  const rows = names.map((name) => ({ name, cells: columns.map((column) => column.get(name) ?? null) }));
  const differing = rows.filter(({ cells }) => cells.some((cell) => cell !== cells[0]));
  return {
    labels: environments.map((environment) => environmentLabel(environment, result, labels)),
    rows: differing,
    same: rows.length - differing.length,
  };
}

function nameOf({ manager, name }: InstalledPackage): string {
  return manager === "conda" ? name : `${name} (pip)`;
}

function buildOf({ version, build }: InstalledPackage): string {
  return build === null ? version : `${version} ${build}`;
}
