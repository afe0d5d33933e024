// Where an answer sends a request, and whether it goes there: the token stays on GitHub's host, and so do changes.
import type { HttpAnswer, HttpRequest } from "../system/exchange.ts";
import { ApiFailure } from "./api-failure.ts";

const mostHops = 3;

/**
 * The request that follows `answer`, or null where `answer` is the last one.
 *
 * @throws ApiFailure where it would go on and must not.
 */
export function nextHop(
  request: HttpRequest,
  answer: HttpAnswer,
  route: { readonly apiUrl: string; readonly what: string; readonly mayLeave: boolean; readonly hops: number },
): HttpRequest | null {
  const location = answer.headers.location;
  const keepsMethod = answer.status === 307 || answer.status === 308;
  if (location === undefined || !(keepsMethod || [301, 302, 303].includes(answer.status))) return null;
  const stop = (reason: string): ApiFailure => {
    const problem = { where: route.what, what: `GitHub's answer ${reason}`, remedy: "check `GITHUB_API_URL`" };
    return new ApiFailure("refused", problem, { mayHaveActed: false });
  };
  if (!URL.canParse(location, request.url)) throw stop("redirects to what is no address");
  const target = new URL(location, request.url);
  if (route.hops >= mostHops) throw stop("redirects without end");
  if (request.method !== "GET" && !keepsMethod) throw stop("redirects a change as if it were a question");
  const home = new URL(route.apiUrl);
  if (target.origin === home.origin) return { ...request, url: target.href };
  if (!route.mayLeave || request.method !== "GET") throw stop("redirects to another host");
  if (target.protocol !== "https:" && target.protocol !== home.protocol) throw stop("redirects to an open line");
  const { "user-agent": userAgent = "" } = request.headers;
  return { ...request, url: target.href, headers: { "user-agent": userAgent } };
}
