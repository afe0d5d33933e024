// The same GitHub without sockets, for thousands of runs in seconds: what the network would do is done to the promise.
import type { Exchange } from "../../../src/system/exchange.ts";
import { AnswerTooLarge } from "../../../src/system/exchange.ts";
import type { GitHubApi } from "./api.ts";
import type { VirtualClock } from "./virtual-clock.ts";

export const inProcessOrigin = "http://github.test";

export function inProcessExchange(api: GitHubApi, clock: VirtualClock): Exchange {
  return async ({ method, url, headers, body }, { maximumBytes, signal }) => {
    const { pathname, search } = new URL(url);
    const request = { method, target: pathname + search, headers, body: body ?? "", origin: inProcessOrigin };
    const { manner, status, headers: answered, body: text } = await api.handle(request, (time) => clock.sleep(time));
    signal.throwIfAborted();
    if (manner === "reset" || manner === "truncate") throw new TypeError("fetch failed", { cause: new Error(manner) });
    if (manner === "stall" || manner === "drip") {
      await clock.sleep(24 * 60 * 60 * 1000, signal);
      throw signal.reason;
    }
    const bytes = Buffer.from(text);
    if (bytes.length > maximumBytes) throw new AnswerTooLarge(maximumBytes);
    return { status, headers: answered, body: bytes };
  };
}
