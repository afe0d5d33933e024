// Requests on a network that is left through a proxy: a real one, that tunnels to a real server under another name.
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import * as net from "node:net";
import { afterEach, expect, it, vi } from "vitest";
import { systemExchange } from "../../src/system/exchange.ts";

const opened: net.Server[] = [];

afterEach(async () => {
  vi.unstubAllEnvs();
  for (const server of opened.splice(0)) await new Promise((resolve) => server.close(resolve));
});

async function listen(server: http.Server): Promise<number> {
  opened.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

function serveName(name: string): Promise<number> {
  return listen(http.createServer((request, response) => response.end(`${name} at ${request.headers.host}`)));
}

interface Tunnel {
  readonly to: string | undefined;
  readonly authorization: string | undefined;
}

/** Takes every name to be that of the server at `port`. */
async function serveProxy(port: number, mayPass: boolean): Promise<{ port: number; tunnels: Tunnel[] }> {
  const tunnels: Tunnel[] = [];
  const proxy = http.createServer();
  proxy.on("connect", (request, client) => {
    tunnels.push({ to: request.url, authorization: request.headers["proxy-authorization"] });
    if (!mayPass) return void client.end("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
    const server = net.connect(port, "127.0.0.1", () => {
      client.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      server.pipe(client).pipe(server);
    });
  });
  return { port: await listen(proxy), tunnels };
}

async function get(url: string): Promise<string> {
  const limits = { maximumBytes: 1000, signal: AbortSignal.timeout(10_000) };
  const answer = await systemExchange({ method: "GET", url, headers: {}, body: null }, limits);
  return Buffer.from(answer.body).toString();
}

it("goes through the proxy that the variables name, with the credentials for it", async () => {
  const proxy = await serveProxy(await serveName("server"), true);
  vi.stubEnv("http_proxy", `http://user:s%20cret@127.0.0.1:${proxy.port}`);
  expect(await get("http://api.example.invalid/x")).toBe("server at api.example.invalid");
  const authorization = `Basic ${Buffer.from("user:s cret").toString("base64")}`;
  expect(proxy.tunnels).toEqual([{ to: "api.example.invalid:80", authorization }]);
});

it("asks no proxy for what is on this machine, or in NO_PROXY", async () => {
  const port = await serveName("server");
  const proxy = await serveProxy(port, true);
  vi.stubEnv("HTTP_PROXY", `http://127.0.0.1:${proxy.port}`);
  vi.stubEnv("NO_PROXY", ".example.invalid");
  expect(await get(`http://127.0.0.1:${port}/`)).toBe(`server at 127.0.0.1:${port}`);
  await expect(get("http://api.example.invalid/")).rejects.toThrow();
  expect(proxy.tunnels).toEqual([]);
});

it("fails where the proxy refuses, and does not go around it", async () => {
  const proxy = await serveProxy(await serveName("server"), false);
  vi.stubEnv("http_proxy", `http://user:secret@127.0.0.1:${proxy.port}`);
  const said: string[] = [];
  const failure: unknown = await get("http://api.example.invalid/").catch((error: unknown) => error);
  for (let inner = failure; inner instanceof Error; inner = inner.cause) said.push(inner.message);
  expect(said.at(-1)).toContain("Proxy response (407)");
  expect(said.join("\n")).not.toContain("secret");
});
