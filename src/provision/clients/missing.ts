// Specs that nothing matches, and systems that are too old: which of the specs that were asked for it was.
import type { Fault } from "../fault.ts";
import { fault } from "../fault.ts";
import type { Asked } from "./asked.ts";
import { nameOf, placeOf } from "./asked.ts";

/** The specs as the user wrote them; what was not asked for by name stays as the client wrote it. */
function matchingSpecs(missing: readonly string[], specs: readonly string[]): string[] {
  const found = missing.flatMap((spec) => {
    const own = specs.filter((one) => nameOf(one) === nameOf(spec));
    return own.length > 0 ? own : [spec];
  });
  return [...new Set(found)];
}

/** A bare name is not there; of anything more it is not known whether the name or the rest of it is wrong. */
export function missingFault(missing: readonly string[], asked: Asked): Fault | null {
  const specs = matchingSpecs(missing, asked.specs);
  const names = specs.filter((spec) => spec.trim().toLowerCase() === nameOf(spec));
  const remedy = "Check the spelling, or add the channel that has it";
  if (names.length > 0)
    return fault("package-not-found", `${placeOf(asked)}: package not found: ${names.join(", ")}. ${remedy}.`);
  if (specs.length === 0) return null;
  return fault("unsatisfiable", `${placeOf(asked)}: nothing matches ${specs.join(", ")}. ${remedy}.`);
}

/** Virtual packages stand for the system: nobody can install them. */
const virtual = /(__[a-z_]+) ?([<>=!~]+ ?[\d.*]+)?/;

export function systemFault(words: string, asked: Asked): Fault | null {
  const found = virtual.exec(words);
  if (found === null) return null;
  const [needed, name = ""] = found;
  const has = asked.virtualPackages.map((one) => one.split("=")).find(([one]) => one === name)?.[1];
  const here = has === undefined ? `there is no ${name}` : `${name} is ${has}`;
  const wanting = wantingSpec(words, found.index, asked) ?? "a package";
  const remedy = "Choose another variant, or a machine whose system is new enough";
  return fault("unsatisfiable", `${placeOf(asked)}: ${wanting} needs ${needed.trim()}, and here ${here}. ${remedy}.`);
}

/** "… needed by NAME-VERSION-BUILD" stands after what is needed; a tree of packages stands before it. */
function wantingSpec(words: string, index: number, { specs }: Asked): string | undefined {
  const record = /^[^\n]*? needed by (\S+)-[^-\s]+-[^-\s]+/.exec(words.slice(index))?.[1];
  if (record !== undefined) return specs.find((spec) => nameOf(spec) === record) ?? record;
  const before = words.slice(0, index).split(/[\s,]+/);
  const name = before.findLast((word) => specs.some((spec) => nameOf(spec) === word.toLowerCase()));
  return specs.find((spec) => nameOf(spec) === name?.toLowerCase());
}
