// One request to GitHub with its redirects, within a time and a number of bytes.
import { Interrupted } from "../errors.ts";
import type { Clock } from "../system/clock.ts";
import type { Exchange, HttpAnswer, HttpRequest } from "../system/exchange.ts";
import { ApiFailure, again } from "./api-failure.ts";
import { nextHop } from "./redirect.ts";

/** What a request goes over. */
export interface Line {
  /** GITHUB_API_URL. */
  readonly apiUrl: string;
  readonly exchange: Exchange;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

export interface Bounds {
  /** Whether redirects may lead to other hosts, which get no token. */
  readonly mayLeave: boolean;
  /** Of an answer. */
  readonly maximumBytes: number;
}

/**
 * @param what The request as people know it.
 * @throws ApiFailure where there is no whole answer, or it sends the request where it must not go; Interrupted.
 */
export async function exchangeWithin(
  milliseconds: number,
  first: HttpRequest,
  what: string,
  { apiUrl, exchange, clock, signal, mayLeave, maximumBytes }: Line & Bounds,
): Promise<HttpAnswer> {
  const ended = new AbortController();
  const timer = new AbortController();
  const limits = { maximumBytes, signal: AbortSignal.any([signal, ended.signal]) };
  const follow = async (): Promise<HttpAnswer> => {
    for (let request = first, hops = 0; ; hops += 1) {
      const answer = await exchange(request, limits);
      const next = nextHop(request, answer, { apiUrl, what, mayLeave, hops });
      if (next === null) return answer;
      request = next;
    }
  };
  const timeOut = async (): Promise<never> => {
    await clock.sleep(milliseconds, timer.signal);
    throw new Error(`there was no whole answer within ${Math.round(milliseconds / 1000)} s`);
  };
  try {
    return await Promise.race([follow(), timeOut()]);
  } catch (error) {
    if (signal.aborted) throw new Interrupted();
    throw error instanceof ApiFailure ? error : lost(what, first, error);
  } finally {
    timer.abort();
    ended.abort();
  }
}

function lost(where: string, request: HttpRequest, cause: unknown): ApiFailure {
  // fetch says "fetch failed", and keeps what failed as the cause of it, or as the cause of that.
  let said = String(cause);
  for (let inner = cause; inner instanceof Error; inner = inner.cause) said = inner.message;
  const problem = { where, what: `the connection to GitHub failed: ${said}`, remedy: again };
  return new ApiFailure("passing", problem, { mayHaveActed: request.method !== "GET", cause });
}
