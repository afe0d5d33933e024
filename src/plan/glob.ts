// Globs on names, as in `select`: "*", "?", "[seq]" and "[!seq]". A result file holds globs too, so no glob may take long.

/** Whether a name fits as a whole. The time is at most the product of both lengths. */
export type Glob = (name: string) => boolean;

/** The last of the rules whose glob fits a name, or is that name: later lines win over earlier ones. */
export function lastFitting<Rule extends { readonly glob: string }>(
  rules: readonly Rule[],
): (name: string) => Rule | undefined {
  const globs = rules.map((rule) => ({ rule, fits: globOf(rule.glob) }));
  return (name) => globs.findLast(({ rule, fits }) => rule.glob === name || fits(name))?.rule;
}

/** A sentence on the globs of an input that fit none of the names: whoever wrote them meant something else. */
export function unmatchedNotice(
  input: string,
  globs: readonly string[],
  names: readonly string[],
  what: string,
): readonly string[] {
  const unmatched = globs.filter((glob) => {
    const fits = globOf(glob);
    return !names.some((name) => name === glob || fits(name));
  });
  const quoted = unmatched.map((glob) => `\`${glob.replaceAll("`", "'")}\``);
  return quoted.length === 0 ? [] : [`\`${input}\`: no benchmark fits ${quoted.join(" or ")}, which ${what}.`];
}

type Part = "any" | ((character: string) => boolean);

export function globOf(glob: string): Glob {
  const parts = partsOf(glob);
  return (name) => {
    let [part, at] = [0, 0];
    // The last star, and what it has taken up to now: an earlier one never needs to take more.
    let [star, taken] = [-1, 0];
    while (at < name.length) {
      const here = parts[part];
      if (here === "any") {
        [star, taken] = [part, at];
        part += 1;
      } else if (here?.(name.charAt(at)) === true) {
        part += 1;
        at += 1;
      } else {
        if (star < 0) return false;
        taken += 1;
        [part, at] = [star + 1, taken];
      }
    }
    return parts.slice(part).every((left) => left === "any");
  };
}

function partsOf(glob: string): readonly Part[] {
  return [...glob.matchAll(/\[(!?)([^\]]+)\]|[\s\S]/g)].map(([text, negation, set]): Part => {
    if (set !== undefined) return (character) => isInSet(character, set) === (negation === "");
    if (text === "*") return "any";
    return text === "?" ? () => true : (character) => character === text;
  });
}

/** "a-z" is a range; one that goes back holds nothing. */
function isInSet(character: string, set: string): boolean {
  for (let at = 0; at < set.length; at += 1) {
    const [from, to] = [set.charAt(at), set.charAt(at + 2)];
    const isRange = set.charAt(at + 1) === "-" && to !== "";
    if (isRange ? from <= character && character <= to : from === character) return true;
    if (isRange) at += 2;
  }
  return false;
}
