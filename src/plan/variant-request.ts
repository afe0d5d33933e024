// What people write for a variant, understood: names, older conda spellings, platforms, existing environments.
import type { VariantReading } from "../inputs/inputs.ts";
import { platforms } from "../result/platforms.ts";
import { findVariant, variantNames } from "./catalogue.ts";

/** `libblas=*=*_mkl`, and the older `blas=*=*mkl*`, `libblas=*=*mkl`, `blas=*=mkl`, `blas * mkl`. */
const buildPin = /^(?:lib)?blas\s*(?:=|\s)\s*\*\s*(?:=|\s)\s*\*?_?([a-z]+)\*?$/;

export function readVariant(text: string): VariantReading {
  if (text.startsWith("existing:")) {
    const path = text.slice("existing:".length).trim();
    return path === ""
      ? unknown(`"${text}" names no environment`, "write existing:PATH, a Python or an environment's folder")
      : { status: "understood", request: { kind: "existing", path } };
  }
  const [spelled = "", platformText, ...more] = text.split("@");
  const name = buildPin.exec(spelled.trim())?.[1] ?? spelled.trim();
  const variant = findVariant(name);
  if (variant === undefined)
    return unknown(
      `unknown variant "${name}"`,
      `${suggestion(name)}choose from ${variantNames.join(", ")}, existing:PATH, or auto or all alone`,
    );
  const asked = { kind: "catalogue", name: variant.name } as const;
  if (platformText === undefined) return { status: "understood", request: { ...asked, platform: null } };
  const platform = platforms.find((known) => known === platformText.trim());
  if (platform === undefined || more.length > 0)
    return unknown(`unknown platform "${platformText}"`, `choose from ${platforms.join(", ")}`);
  return { status: "understood", request: { ...asked, platform } };
}

function unknown(what: string, remedy: string): VariantReading {
  return { status: "unknown", what, remedy };
}

/** The nearest name, when it is within two edits: a typing slip rather than another wish. */
function suggestion(name: string): string {
  const [nearest] = variantNames
    .map((known) => ({ known, distance: editDistance(name, known) }))
    .sort((a, b) => a.distance - b.distance);
  return nearest !== undefined && nearest.distance <= 2 ? `did you mean ${nearest.known}? Or ` : "";
}

/** Levenshtein's distance, row by row. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substitution, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
