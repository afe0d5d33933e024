// One HTTP request and its one answer: no redirect is followed, nothing is tried again, and no answer grows beyond its cap.

export interface HttpRequest {
  readonly method: string;
  /** Absolute. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

export interface HttpAnswer {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface ExchangeLimits {
  /** Of the answer's body, as it is after decompression. */
  readonly maximumBytes: number;
  readonly signal: AbortSignal;
}

/**
 * Sends the request once.
 *
 * @throws AnswerTooLarge; whatever the connection failed with; the signal's reason.
 */
export type Exchange = (request: HttpRequest, limits: ExchangeLimits) => Promise<HttpAnswer>;

export class AnswerTooLarge extends Error {
  override readonly name = "AnswerTooLarge";

  constructor(maximumBytes: number) {
    super(`the answer has more than ${maximumBytes} bytes`);
  }
}

export const systemExchange: Exchange = async (request, { maximumBytes, signal }) => {
  const { method, headers, body } = request;
  const send = namesProxy(process.env) ? (await import("./proxied-fetch.ts")).proxiedFetch : fetch;
  const answer = await send(request.url, { method, headers, body, redirect: "manual", signal });
  return {
    status: answer.status,
    headers: Object.fromEntries(answer.headers),
    body: answer.body === null ? new Uint8Array() : await readCapped(answer.body, maximumBytes),
  };
};

// Loading what speaks to proxies takes longer than most runs of this program have to do with the network.
function namesProxy(variables: NodeJS.ProcessEnv): boolean {
  return ["https_proxy", "http_proxy"].some((name) => Boolean(variables[name] || variables[name.toUpperCase()]));
}

async function readCapped(stream: ReadableStream<Uint8Array>, maximumBytes: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  // Leaving the loop early cancels the stream, and with it the connection.
  for await (const part of stream) {
    length += part.length;
    if (length > maximumBytes) throw new AnswerTooLarge(maximumBytes);
    parts.push(part);
  }
  return Buffer.concat(parts);
}
