// A real HTTP server on 127.0.0.1 that serves a conda channel under /good/, and broken ones under other names.
import * as fs from "node:fs/promises";
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import * as path from "node:path";

export interface ChannelServer extends AsyncDisposable {
  /** Such as "http://127.0.0.1:4711". */
  readonly origin: string;
  /** Method, path and credentials of every request. */
  readonly requests: readonly { readonly line: string; readonly authorization: string | undefined }[];
}

type Answer = (file: string, response: http.ServerResponse) => Promise<void>;

/**
 * - good: the channel; missing: 404 for everything; empty: an index without packages; page: a web page for everything
 * - refused: 403; broken: 503; silent: takes the request and never answers
 * - busy: the channel, but each file only when it is asked for a second time: the first time 503, or the end of the
 *   connection without an answer
 * - damaged: packages that differ from the index by one bit; cut: packages that end too early
 */
export async function serveChannel(channel: string): Promise<ChannelServer> {
  const asked = new Set<string>();
  const requests: { line: string; authorization: string | undefined }[] = [];
  const answers: Readonly<Record<string, Answer>> = {
    good: (file, response) => sendFile(path.join(channel, file), response, (bytes) => bytes),
    missing: async (_file, response) => sendStatus(response, 404),
    empty: async (file, response) => {
      if (file.endsWith("repodata.json")) response.end('{"info":{},"packages":{},"packages.conda":{}}');
      else sendStatus(response, 404);
    },
    page: async (_file, response) => void response.end("<html>Please log in</html>"),
    refused: async (_file, response) => sendStatus(response, 403),
    broken: async (_file, response) => sendStatus(response, 503),
    silent: async () => {},
    busy: async (file, response) => {
      if (asked.has(file)) return sendFile(path.join(channel, file), response, (bytes) => bytes);
      asked.add(file);
      if (asked.size % 2 === 0) sendStatus(response, 503);
      else response.destroy();
    },
    damaged: (file, response) => sendFile(path.join(channel, file), response, flipLastBit),
    cut: (file, response) => sendCut(path.join(channel, file), response),
  };
  const server = http.createServer((request, response) => {
    requests.push({ line: `${request.method} ${request.url}`, authorization: request.headers.authorization });
    // As a proxy it is asked for whole addresses, of whatever host.
    const { pathname } = new URL(request.url ?? "", "http://127.0.0.1");
    const [, name = "", file = ""] = /^(?:\/t\/[^/]+)?\/([a-z]+)\/(.*)$/.exec(pathname) ?? [];
    (answers[name] ?? answers.missing)?.(file, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    requests,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** An address where nobody listens: the port was free a moment ago. */
export async function closedOrigin(): Promise<string> {
  await using server = await serveChannel("/nowhere");
  return server.origin;
}

function sendStatus(response: http.ServerResponse, status: number): void {
  response.writeHead(status);
  response.end();
}

async function sendFile(file: string, response: http.ServerResponse, change: (bytes: Buffer) => Buffer): Promise<void> {
  const bytes = await fs.readFile(file).catch(() => null);
  if (bytes === null) return sendStatus(response, 404);
  const sent = file.endsWith(".conda") ? change(bytes) : bytes;
  response.writeHead(200, { "content-length": sent.length });
  response.end(sent);
}

function flipLastBit(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt8(copy.readUInt8(copy.length - 1) ^ 1, copy.length - 1);
  return copy;
}

async function sendCut(file: string, response: http.ServerResponse): Promise<void> {
  const bytes = await fs.readFile(file).catch(() => null);
  if (bytes === null) return sendStatus(response, 404);
  if (!file.endsWith(".conda")) return void response.end(bytes);
  response.writeHead(200, { "content-length": bytes.length });
  response.write(bytes.subarray(0, 500));
  response.destroy();
}
