// fetch by way of the proxy that the usual variables name (HTTPS_PROXY, HTTP_PROXY, NO_PROXY): Node's own takes none.
import { HttpClient } from "@actions/http-client";
import { fetch as fetchBy } from "undici";

export const proxiedFetch: typeof fetchBy = (url, options) => {
  const dispatcher = new HttpClient().getAgentDispatcher(String(url));
  return fetchBy(url, dispatcher === undefined ? options : { ...options, dispatcher });
};
