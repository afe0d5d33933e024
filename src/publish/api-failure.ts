// Why a request to GitHub's API came to nothing: as a value that says what happened, what to do, and what may have been done.
import type { Problem } from "../errors.ts";
import { sentence } from "../errors.ts";

export type FailureKind =
  /** Nothing that lasts: a lost connection, a time-out, a 5xx, an answer that makes no sense. */
  | "passing"
  /** Asked to come back later; GitHub did nothing. */
  | "limited"
  /** The token is wrong or has expired. */
  | "unauthorized"
  /** The token may not do this. */
  | "forbidden"
  /** The conversation takes no comments. */
  | "locked"
  /** Not there, or not for this token to see. */
  | "missing"
  /** GitHub understood and said no. */
  | "refused"
  /** Our own time was over. */
  | "out-of-time";

export class ApiFailure extends Error {
  override readonly name = "ApiFailure";
  readonly kind: FailureKind;
  readonly problem: Problem;
  /** Whether a request that changes something may have changed it all the same. */
  readonly mayHaveActed: boolean;

  constructor(
    kind: FailureKind,
    problem: Problem,
    options: { readonly mayHaveActed: boolean; readonly cause?: unknown },
  ) {
    super(sentence(problem), { cause: options.cause });
    this.kind = kind;
    this.problem = problem;
    this.mayHaveActed = options.mayHaveActed;
  }
}

/** What to do about failures that pass by themselves. */
export const again = "run the job again when GitHub works again";
