// GitHub's REST API within bounds: one budget of time for everything, a cap on every answer, and the pauses GitHub asks for.
// Reads are tried again until they succeed or the budget is spent. Writes are tried once: what a failed one may have
// done is for its protocol to find out.
import { endpoint } from "@octokit/endpoint";
import type { Endpoints, RequestParameters } from "@octokit/types";
import type * as z from "zod";
import { Interrupted } from "../errors.ts";
import type { HttpAnswer, HttpRequest } from "../system/exchange.ts";
import { ApiFailure, again } from "./api-failure.ts";
import type { Line } from "./bounded-exchange.ts";
import { exchangeWithin } from "./bounded-exchange.ts";
import { messageOf, quietMilliseconds, readJson, refusalOf } from "./refusal.ts";

// The one query that REST has no counterpart for is a read in spirit: see token-user.ts.
export type ReadRoute = Extract<keyof Endpoints, `GET ${string}`> | "POST /graphql";
export type WriteRoute = Exclude<keyof Endpoints, `GET ${string}`>;
export type ParametersOf<R extends string> = R extends keyof Endpoints
  ? Endpoints[R]["parameters"]
  : RequestParameters & { readonly query: string };

export interface Connection extends Line {
  readonly token: string;
  /** Such as "blas-bench/1.2.3"; GitHub refuses requests without one. */
  readonly userAgent: string;
  /** For everything that is done with this connection, pauses included; 60 s unless told. */
  readonly budgetMilliseconds?: number;
}

/** What a request is for, and what is expected of its answer. */
export interface Purpose<T> {
  /** The request as people know it: "comment on pull request 7". */
  readonly what: string;
  /** What the token needs for it, as workflows name it: "pull-requests: write". */
  readonly permission: string;
  readonly schema: z.ZodType<T>;
}

/** Of one request; the answer's body may drip as long as it likes. */
export const requestMilliseconds = 10_000;
/** Of a file, which may have many MB. */
const downloadMilliseconds = 120_000;
// A page of a hundred comments of 65,536 characters each, all of them written as \uXXXX, has 39.3 MB: whoever may comment
// could otherwise keep ours away.
const answerBytes = 40 * 1024 * 1024;
const pageSize = 100;
// A conversation ends at 2,500 comments; a list that says "next" for ever must end too.
const mostPages = 100;
const longestRetryMilliseconds = 8_000;

export class GitHub {
  readonly #connection: Connection;
  readonly #deadline: number;
  #quietUntil = Number.NEGATIVE_INFINITY;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#deadline = this.now() + (connection.budgetMilliseconds ?? 60_000);
  }

  /** Milliseconds on a clock that never jumps. */
  now(): number {
    return this.#connection.clock.monotonicMilliseconds();
  }

  /** @throws ApiFailure at once where the time would run out in the meantime; Interrupted. */
  async pause(milliseconds: number): Promise<void> {
    if (this.now() + milliseconds >= this.#deadline) throw this.#outOfTime("wait for GitHub", "out-of-time");
    await this.#connection.clock.sleep(milliseconds, this.#connection.signal);
    if (this.#connection.signal.aborted) throw new Interrupted();
  }

  /**
   * The time before another try: as long as told, and as long as GitHub wants.
   *
   * @throws the failure itself, at once, where the time would run out in the meantime; Interrupted.
   */
  async pauseAfter(failure: ApiFailure, milliseconds: number): Promise<void> {
    const until = Math.max(this.now() + milliseconds, this.#quietUntil);
    if (until >= this.#deadline) throw failure;
    await this.pause(until - this.now());
  }

  /** @throws ApiFailure; Interrupted. */
  async read<R extends ReadRoute, T>(route: R, parameters: ParametersOf<R>, purpose: Purpose<T>): Promise<T> {
    return (await this.#readAnswer(route, parameters, purpose)).data;
  }

  /**
   * All pages of a list.
   *
   * @throws ApiFailure; Interrupted.
   */
  async readPages<R extends ReadRoute, T>(
    route: R,
    parameters: ParametersOf<R>,
    purpose: Purpose<readonly T[]>,
  ): Promise<readonly T[]> {
    const all: T[] = [];
    for (let page = 1; page <= mostPages; page += 1) {
      const asked = { ...parameters, per_page: pageSize, page };
      const { data, answer } = await this.#readAnswer(route, asked, purpose);
      all.push(...data);
      // The page is counted here rather than taken from the link: where the token goes is not for an answer to say.
      if (!/;\s*rel="next"/.test(answer.headers.link ?? "")) return all;
    }
    const problem = { where: purpose.what, what: `there are more than ${mostPages} pages`, remedy: again };
    throw new ApiFailure("refused", problem, nothingDone);
  }

  /**
   * Sends a change once.
   *
   * @throws ApiFailure, which says whether it may have acted; Interrupted.
   */
  async write<R extends WriteRoute, T>(route: R, parameters: ParametersOf<R>, purpose: Purpose<T>): Promise<T> {
    return this.#parse(await this.#attempt(this.#prepare(route, parameters), purpose), purpose);
  }

  /**
   * A file that GitHub keeps elsewhere: redirects may leave its host, without the token.
   *
   * @throws ApiFailure; Interrupted.
   */
  async download<R extends ReadRoute>(
    route: R,
    parameters: ParametersOf<R>,
    purpose: Omit<Purpose<unknown>, "schema">,
    maximumBytes: number,
  ): Promise<Uint8Array> {
    const options = { mayLeave: true, maximumBytes, milliseconds: downloadMilliseconds };
    return this.#retrying(async () => {
      const answer = await this.#attempt(this.#prepare(route, parameters), purpose, options);
      return answer.body;
    });
  }

  async #readAnswer<T>(
    route: string,
    parameters: RequestParameters,
    purpose: Purpose<T>,
  ): Promise<{ data: T; answer: HttpAnswer }> {
    return this.#retrying(async () => {
      const answer = await this.#attempt(this.#prepare(route, parameters), purpose);
      return { data: this.#parse(answer, purpose), answer };
    });
  }

  async #retrying<T>(act: () => Promise<T>): Promise<T> {
    for (let wait = 1000; ; wait = Math.min(2 * wait, longestRetryMilliseconds)) {
      try {
        return await act();
      } catch (error) {
        if (!(error instanceof ApiFailure) || !isWorthAnotherTry(error)) throw error;
        await this.pauseAfter(error, wait);
      }
    }
  }

  #prepare(route: string, parameters: RequestParameters): HttpRequest {
    const { apiUrl, token, userAgent } = this.#connection;
    const made = endpoint(route, {
      ...parameters,
      // On a server of one's own REST is under /api/v3, and GraphQL beside it.
      baseUrl: route === "POST /graphql" ? apiUrl.replace(/\/v3$/, "") : apiUrl,
      headers: {
        accept: "application/vnd.github+json",
        authorization: `Bearer ${token}`,
        "user-agent": userAgent,
        "x-github-api-version": "2022-11-28",
      },
    });
    const headers = Object.entries(made.headers).map(([name, value]) => [name, String(value)]);
    const body: unknown = made.body;
    if (body !== undefined) headers.push(["content-type", "application/json; charset=utf-8"]);
    return {
      method: made.method,
      url: made.url,
      headers: Object.fromEntries(headers),
      body: body === undefined ? null : JSON.stringify(body),
    };
  }

  /** Sends a request once, not before GitHub wants to hear from us again. */
  async #attempt(
    request: HttpRequest,
    { what, permission }: Omit<Purpose<unknown>, "schema">,
    options = { mayLeave: false, maximumBytes: answerBytes, milliseconds: requestMilliseconds },
  ): Promise<HttpAnswer> {
    const quiet = this.#quietUntil - this.now();
    if (quiet > 0) {
      if (this.#quietUntil >= this.#deadline) throw this.#outOfTime(what, "limited");
      await this.pause(quiet);
    }
    const left = Math.min(options.milliseconds, this.#deadline - this.now());
    if (left <= 0) throw this.#outOfTime(what, "out-of-time");
    const answer = await exchangeWithin(left, request, what, { ...this.#connection, ...options });
    const message = answer.status < 400 ? "" : messageOf(answer);
    const quietFor = quietMilliseconds(answer, message, this.#connection.clock.now());
    if (quietFor !== null) this.#quietUntil = this.now() + quietFor;
    if (answer.status >= 200 && answer.status < 300) return answer;
    const { kind, problem } = refusalOf(answer, message, what, permission);
    const isLimited = quietFor !== null && answer.status < 500;
    throw new ApiFailure(isLimited ? "limited" : kind, isLimited ? limited(what, quietFor) : problem, {
      mayHaveActed: request.method !== "GET" && answer.status >= 500,
    });
  }

  #parse<T>(answer: HttpAnswer, { what, schema }: Purpose<T>): T {
    const parsed = schema.safeParse(answer.status === 204 ? null : readJson(answer));
    if (parsed.success) return parsed.data;
    const problem = { where: what, what: "GitHub's answer makes no sense", remedy: again };
    throw new ApiFailure("passing", problem, { mayHaveActed: true, cause: parsed.error });
  }

  #outOfTime(what: string, kind: "out-of-time" | "limited"): ApiFailure {
    if (kind === "limited") return new ApiFailure(kind, limited(what, this.#quietUntil - this.now()), nothingDone);
    const problem = { where: what, what: "there was no success within the time for it", remedy: again };
    return new ApiFailure(kind, problem, nothingDone);
  }
}

/** Whether the same request may well succeed later. */
export function isWorthAnotherTry({ kind }: ApiFailure): boolean {
  return kind === "passing" || kind === "limited";
}

const nothingDone = { mayHaveActed: false };

function limited(where: string, milliseconds: number): ApiFailure["problem"] {
  const seconds = Math.ceil(milliseconds / 1000);
  return {
    where,
    what: `GitHub limits how much may be asked of it, and wants nothing more for ${seconds} s`,
    remedy: "run the job again later",
  };
}
