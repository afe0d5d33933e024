// Names of commits as people and events give them: data for git, whatever they look like.

/** What git gives a meaning of its own, beside names with ~ and ^: options, ranges, paths, searches, reflog entries. */
const refused: readonly (readonly [RegExp, string])[] = [
  [/^$/, "is empty"],
  [/^-/, "begins with a dash"],
  [/^\^/, "begins with ^, which is all that a commit comes from"],
  [/[\p{Cc}\p{Zl}\p{Zp}\s]/u, "holds a space or a control character"],
  [/\.\./, "is a range"],
  [/@\{/, "asks for a moment of this clone's own history"],
  [/[:?*[\\]/, "holds one of : ? * [ \\"],
];

/** Why `text` cannot name a commit; null when it may. Whether there is such a commit, only git knows. */
export function whyNoRevision(text: string): string | null {
  return refused.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}
