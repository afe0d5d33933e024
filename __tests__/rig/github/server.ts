// GitHub's API on a real socket of 127.0.0.1, with a second host for what it redirects to.
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import type { Exchange } from "../../../src/system/exchange.ts";
import { systemExchange } from "../../../src/system/exchange.ts";
import type { Delivery, GitHubApi } from "./api.ts";
import type { WorkClock } from "./virtual-clock.ts";

export interface GitHubServer extends AsyncDisposable {
  /** As GITHUB_API_URL has it. */
  readonly apiUrl: string;
  /** Another host, where artifacts lie. */
  readonly storageOrigin: string;
  /** What the other host was asked, with all headers. */
  readonly storageRequests: readonly { readonly path: string; readonly headers: http.IncomingHttpHeaders }[];
  /** The real one; virtual time stands still while it is at work, and passes while the server makes it wait. */
  readonly exchange: Exchange;
}

const workHeader = "x-rig-work";

export async function serveGitHub(api: GitHubApi, clock: WorkClock): Promise<GitHubServer> {
  const storageRequests: { path: string; headers: http.IncomingHttpHeaders }[] = [];
  const storage = http.createServer((request, response) => {
    storageRequests.push({ path: request.url ?? "", headers: request.headers });
    const id = Number(/^\/artifacts\/(\d+)$/.exec(request.url ?? "")?.[1]);
    const artifact = api.world.artifacts.find((one) => one.id === id);
    response.writeHead(artifact === undefined ? 404 : 200).end(artifact?.bytes);
  });
  const server = http.createServer((request, response) => {
    answer(request, response, api, clock).catch(() => response.destroy());
  });
  const [apiUrl, storageOrigin] = [await listen(server), await listen(storage)];
  api.world.storageOrigin = storageOrigin;
  return {
    apiUrl,
    storageOrigin,
    storageRequests,
    exchange: heldExchange(clock),
    [Symbol.asyncDispose]: async () => {
      for (const one of [server, storage]) {
        one.closeAllConnections();
        await new Promise((resolve) => one.close(resolve));
      }
    },
  };
}

let lastWork = 0;

/** Each request is a piece of work; its number tells the server whose waiting lets time pass. */
function heldExchange(clock: WorkClock): Exchange {
  return async (request, limits) => {
    lastWork += 1;
    const work = lastWork;
    clock.begin(work);
    try {
      const headers = { ...request.headers, [workHeader]: String(work) };
      return await systemExchange({ ...request, headers }, limits);
    } finally {
      clock.end(work);
    }
  };
}

async function listen(server: http.Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function answer(
  request: http.IncomingMessage,
  response: http.ServerResponse,
  api: GitHubApi,
  clock: WorkClock,
): Promise<void> {
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  const { method = "", url: target = "", headers } = request;
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  const work = Number(headers[workHeader]);
  const sleep = async (milliseconds: number): Promise<void> => {
    if (milliseconds > 0) await clock.sleepWithin(work, milliseconds, gone.signal);
  };
  const body = Buffer.concat(parts).toString();
  const delivery = await api.handle({ method, target, headers, body, origin: `http://${headers.host}` }, sleep);
  await send(response, delivery, sleep, gone.signal);
}

const never = 24 * 60 * 60 * 1000;

async function send(
  response: http.ServerResponse,
  { manner, status, headers, body }: Delivery,
  sleep: (milliseconds: number) => Promise<void>,
  gone: AbortSignal,
): Promise<void> {
  const bytes = Buffer.from(body);
  switch (manner) {
    case "whole":
      response.writeHead(status, headers).end(bytes);
      return;
    case "reset":
      response.socket?.resetAndDestroy();
      return;
    case "stall":
      return sleep(never);
    case "truncate":
      response.writeHead(status, { ...headers, "content-length": String(bytes.length) });
      response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
      return;
    case "drip":
      response.writeHead(status, headers);
      for (const byte of bytes) {
        if (gone.aborted) return;
        response.write(Buffer.of(byte));
        await sleep(1000);
      }
      response.end();
  }
}
