// One comment, always: what to do next, given what a look at the conversation shows and what we did before. Pure.
import type { Mark } from "./comment-mark.ts";
import { byAge } from "./comment-mark.ts";

/** A comment as we want it, or as it is. */
export interface Draft {
  readonly mark: Mark;
  /** Whole, its mark included. */
  readonly body: string;
}

/** A comment written by our own user with our key. */
export interface Sighting extends Draft {
  readonly id: number;
  readonly url: string;
}

/** What we did, on the clock that never jumps. */
export interface Memory {
  /** Looks in a row that found no comment of ours. */
  readonly absences: number;
  readonly creation:
    | { readonly kind: "none" }
    /** GitHub said that it is made. */
    | { readonly kind: "answered"; readonly url: string }
    /** GitHub may have made it: the answer was lost. */
    | { readonly kind: "doubtful"; readonly atMilliseconds: number };
  readonly lastWriteAtMilliseconds: number;
}

export type Step =
  | { readonly kind: "look"; readonly afterMilliseconds: number }
  | { readonly kind: "create" }
  | { readonly kind: "update"; readonly id: number; readonly body: string }
  | { readonly kind: "remove"; readonly ids: readonly number[] }
  /** `url` is null where there is no comment and none is to be made. */
  | { readonly kind: "done"; readonly url: string | null; readonly isOurs: boolean };

export const firstMemory: Memory = {
  absences: 0,
  creation: { kind: "none" },
  lastWriteAtMilliseconds: Number.NEGATIVE_INFINITY,
};

/** For how long a list may lack a change that was made and answered, or that another run makes at the same time. */
export const settleMilliseconds = 3_000;
/** For how long a comment may be on its way whose creation was not answered. Making another before would make two. */
export const doubtMilliseconds = 20_000;

/**
 * The lowest id stays and gets the newest text, whoever wrote it; all others go. It is over when a look at the end of
 * the time that lists may lag shows nothing left to do.
 *
 * @param mayCreate Whether a comment is wanted where there is none.
 */
export function nextStep(
  seen: readonly Sighting[],
  draft: Draft,
  memory: Memory,
  nowMilliseconds: number,
  mayCreate: boolean,
): Step {
  const [kept, ...others] = seen.toSorted((a, b) => a.id - b.id);
  if (kept === undefined) return withoutComment(memory, nowMilliseconds, mayCreate);
  const newest = [...seen, draft].reduce((best, one) => (byAge(best.mark, one.mark) < 0 ? one : best));
  if (byAge(newest.mark, kept.mark) !== 0) return { kind: "update", id: kept.id, body: newest.body };
  // Only now that a look has shown the newest text in the one that stays: else others may see it in neither.
  if (others.length > 0) return { kind: "remove", ids: others.map(({ id }) => id) };
  const wait = settledAt(memory) - nowMilliseconds;
  if (wait > 0) return { kind: "look", afterMilliseconds: wait };
  return { kind: "done", url: kept.url, isOurs: newest.mark.nonce === draft.mark.nonce };
}

function withoutComment(memory: Memory, now: number, mayCreate: boolean): Step {
  const { creation, absences } = memory;
  const wait = settledAt(memory) - now;
  if (creation.kind === "doubtful" && wait > 0) {
    const sinceMilliseconds = now - creation.atMilliseconds;
    return { kind: "look", afterMilliseconds: Math.min(wait, Math.max(1000, sinceMilliseconds)) };
  }
  if (creation.kind === "answered") {
    if (wait > 0) return { kind: "look", afterMilliseconds: wait };
    // Gone since, or not listed yet: one more would be one too many.
    return { kind: "done", url: creation.url, isOurs: true };
  }
  // While pages are read, a deletion before ours shifts ours onto a page that was read already.
  if (absences < 2) return { kind: "look", afterMilliseconds: 0 };
  return mayCreate ? { kind: "create" } : { kind: "done", url: null, isOurs: false };
}

function settledAt({ creation, lastWriteAtMilliseconds }: Memory): number {
  return creation.kind === "doubtful"
    ? creation.atMilliseconds + doubtMilliseconds
    : lastWriteAtMilliseconds + settleMilliseconds;
}

/** What a look changes in what we know. */
export function afterLook(
  memory: Memory,
  seen: readonly Sighting[],
  draft: Draft,
  updated: ReadonlySet<number>,
): Memory {
  if (seen.length === 0) return { ...memory, absences: memory.absences + 1 };
  // Our text in a comment that we did not write it into is the one we were in doubt of.
  const made = seen.find(({ id, mark }) => mark.nonce === draft.mark.nonce && !updated.has(id));
  const isFound = memory.creation.kind === "doubtful" && made !== undefined;
  return { ...memory, absences: 0, creation: isFound ? { kind: "answered", url: made.url } : memory.creation };
}
