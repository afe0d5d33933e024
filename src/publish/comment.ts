// Keeps our one comment on a pull request current, whatever GitHub and other runs do. The decision does not depend on it.
import * as z from "zod";
import { ApiFailure } from "./api-failure.ts";
import { readMark } from "./comment-mark.ts";
import type { Draft, Memory, Sighting, Step } from "./comment-protocol.ts";
import { afterLook, firstMemory, nextStep, settleMilliseconds } from "./comment-protocol.ts";
import type { GitHub, ParametersOf, WriteRoute } from "./github.ts";
import { isWorthAnotherTry } from "./github.ts";
import { tokenUser } from "./token-user.ts";

export interface CommentRequest {
  readonly owner: string;
  readonly repo: string;
  readonly pullRequest: number;
  readonly draft: Draft;
  /** Whether a comment is wanted where there is none. */
  readonly mayCreate: boolean;
}

export type CommentOutcome =
  /** `doubt` is null where a last look showed it alone and current, else the reason why there was no such look. */
  | { readonly kind: "published"; readonly url: string; readonly doubt: ApiFailure | null }
  /** A newer run's report is there, and stays. */
  | { readonly kind: "superseded"; readonly url: string }
  /** There is none, and none was wanted. */
  | { readonly kind: "not-wanted" }
  | { readonly kind: "failed"; readonly failure: ApiFailure };

const commentSchema = z.object({
  id: z.int().positive(),
  body: z.string().nullish(),
  html_url: z.string(),
  user: z.object({ login: z.string() }).nullable(),
});
const commentsRoute = "/repos/{owner}/{repo}/issues/{issue_number}/comments";
const commentRoute = "/repos/{owner}/{repo}/issues/comments/{comment_id}";
const longestBackOffMilliseconds = 8_000;

/**
 * Never fails but for an interruption: what could not be done is in the outcome.
 *
 * @throws Interrupted.
 */
export async function keepComment(request: CommentRequest, github: GitHub): Promise<CommentOutcome> {
  const keeper = new CommentKeeper(request, github);
  try {
    return await keeper.run();
  } catch (error) {
    if (!(error instanceof ApiFailure)) throw error;
    // That the time is over says less than what it was spent on.
    const failure = error.kind === "out-of-time" ? (keeper.lastFailure ?? error) : error;
    return keeper.published === null
      ? { kind: "failed", failure }
      : { kind: "published", url: keeper.published, doubt: failure };
  }
}

class CommentKeeper {
  readonly #request: CommentRequest;
  readonly #github: GitHub;
  readonly #purpose: { readonly what: string; readonly permission: string };
  /** Ids of the comments that we may have written our text into. */
  readonly #updated = new Set<number>();
  #memory: Memory = firstMemory;
  #user: string | null = null;
  #failures = 0;
  /** Address of the comment that carries our report, as far as GitHub has said. */
  published: string | null = null;
  lastFailure: ApiFailure | null = null;

  constructor(request: CommentRequest, github: GitHub) {
    this.#request = request;
    this.#github = github;
    this.#purpose = { what: `comment on pull request ${request.pullRequest}`, permission: "pull-requests: write" };
  }

  async run(): Promise<CommentOutcome> {
    const { draft, mayCreate } = this.#request;
    // Before the first look: between a look and what is done about it there must be no time for others.
    this.#user = await tokenUser(this.#github);
    for (;;) {
      const seen = await this.#look();
      this.#memory = afterLook(this.#memory, seen, draft, this.#updated);
      this.#notePublished(seen);
      const step = nextStep(seen, draft, this.#memory, this.#github.now(), mayCreate);
      if (step.kind !== "done") await this.#take(step, seen);
      else if (step.url === null) return { kind: "not-wanted" };
      else if (!step.isOurs) return { kind: "superseded", url: step.url };
      else return { kind: "published", url: step.url, doubt: null };
    }
  }

  #notePublished(seen: readonly Sighting[]): void {
    if (seen.length === 0) return;
    const lowest = seen.reduce((best, one) => (one.id < best.id ? one : best));
    this.published = lowest.mark.nonce === this.#request.draft.mark.nonce ? lowest.url : null;
  }

  async #look(): Promise<readonly Sighting[]> {
    const { owner, repo, pullRequest, draft } = this.#request;
    const schema = z.array(commentSchema);
    const comments = await this.#github.readPages(
      `GET ${commentsRoute}`,
      { owner, repo, issue_number: pullRequest },
      { ...this.#purpose, schema },
    );
    const marked = comments.flatMap(({ id, body, html_url: url, user }) => {
      const mark = readMark(body ?? "", draft.mark.key);
      return mark === null ? [] : [{ id, body: body ?? "", url, mark, login: user?.login }];
    });
    return marked.filter(({ login }) => login === this.#user);
  }

  async #take(step: Exclude<Step, { kind: "done" }>, seen: readonly Sighting[]): Promise<void> {
    if (step.kind === "look")
      return step.afterMilliseconds > 0 ? this.#github.pause(step.afterMilliseconds) : undefined;
    try {
      if (step.kind === "create") await this.#create();
      else if (step.kind === "update") await this.#update(step, seen);
      else await this.#remove(step.ids);
      this.#failures = 0;
    } catch (error) {
      if (!(error instanceof ApiFailure) || !isWorthAnotherLook(error, step)) throw error;
      // What has become of it shows in the next look, before anything is written again.
      const backOff = Math.min(1000 * 2 ** this.#failures, longestBackOffMilliseconds);
      this.#failures += 1;
      this.lastFailure = error;
      return this.#github.pauseAfter(error, backOff);
    }
    await this.#github.pause(settleMilliseconds);
  }

  async #create(): Promise<void> {
    const { owner, repo, pullRequest, draft } = this.#request;
    const parameters = { owner, repo, issue_number: pullRequest, body: draft.body };
    try {
      const made = await this.#write(`POST ${commentsRoute}`, parameters, commentSchema);
      // The best witness of who we are.
      this.#user = made.user?.login ?? this.#user;
      this.published = made.html_url;
      this.#memory = { ...this.#memory, creation: { kind: "answered", url: made.html_url } };
    } catch (error) {
      if (error instanceof ApiFailure && error.mayHaveActed)
        this.#memory = { ...this.#memory, creation: { kind: "doubtful", atMilliseconds: this.#github.now() } };
      throw error;
    }
  }

  async #update({ id, body }: { id: number; body: string }, seen: readonly Sighting[]): Promise<void> {
    const { owner, repo, draft } = this.#request;
    const isOurs = body === draft.body;
    if (isOurs) this.#updated.add(id);
    await this.#write(`PATCH ${commentRoute}`, { owner, repo, comment_id: id, body }, commentSchema);
    this.published = isOurs ? (seen.find((one) => one.id === id)?.url ?? null) : null;
  }

  async #remove(ids: readonly number[]): Promise<void> {
    const { owner, repo } = this.#request;
    for (const id of ids) await this.#write(`DELETE ${commentRoute}`, { owner, repo, comment_id: id }, z.null());
  }

  async #write<R extends WriteRoute, T>(route: R, parameters: ParametersOf<R>, schema: z.ZodType<T>): Promise<T> {
    try {
      return await this.#github.write(route, parameters, { ...this.#purpose, schema });
    } finally {
      // Its end counts: when within its time a lost request acted, nobody knows.
      this.#memory = { ...this.#memory, lastWriteAtMilliseconds: this.#github.now() };
    }
  }
}

/** Passing troubles, and a comment that somebody else removed in the meantime. */
function isWorthAnotherLook(error: ApiFailure, step: Step): boolean {
  return isWorthAnotherTry(error) || (error.kind === "missing" && step.kind !== "create");
}
