// What changed in the environments between base and head, and by an install, as blocks.
import type { Block, Line } from "./document.ts";
import { code, left, plain, sentence } from "./document.ts";
import type { BackendInstall, PackageChange } from "./environment-changes.ts";

/** The variant is named where not every change is in all of them. */
export function packageChangesTable(changes: readonly PackageChange[]): readonly Block[] {
  if (changes.length === 0) return [];
  const hasVariants = new Set(changes.map(({ labels }) => labels.join())).size > 1;
  const columns = ["package", ...(hasVariants ? ["variant"] : []), "base", "head"].map(left);
  const rows = changes.map(({ labels, name, base, head }): Line[] => [
    [code(name)],
    ...(hasVariants ? [[plain(labels.join(", "))]] : []),
    ...[base, head].map((build) => [build === null ? plain("none") : code(build)]),
  ]);
  return [{ kind: "table", columns, rows }];
}

export function backendInstallsList(installs: readonly BackendInstall[]): readonly Block[] {
  if (installs.length === 0) return [];
  const items = installs.map(
    ({ labels, command, change }): Line => [
      plain(`${labels.join(", ")}: `),
      code(command),
      plain(" changed "),
      ...sentence(change),
    ],
  );
  return [{ kind: "list", items }];
}
