// The cache service of GitHub Actions on 127.0.0.1, as @actions/cache speaks to it: entries by Twirp, archives as blobs.
// What a real one would not allow is refused and remembered.
import { createHash } from "node:crypto";
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";

export interface KeptArchive {
  readonly key: string;
  readonly version: string;
  bytes: Buffer;
  isWhole: boolean;
}

export interface CacheService extends AsyncDisposable {
  /** What a runner sets for a job, its token among it. */
  readonly variables: Readonly<Record<string, string>>;
  /** Oldest first. */
  readonly archives: KeptArchive[];
  /** Method and path of every request, without queries. */
  readonly requests: readonly string[];
  readonly violations: readonly string[];
  /** Every request, or every upload of an archive, gets this status from now on. */
  fail(status: number, what?: "everything" | "uploads"): void;
}

export const cacheToken = "eyJ-runtime-token-of-this-job";
const signature = "sig=a-signature-that-nobody-may-see";
const twirp = "/twirp/github.actions.results.api.v1.CacheService/";

// Names as the toolkit writes them (results/api/v1/cache.proto).
const entry = z.object({ key: z.string().min(1).max(512), version: z.string().regex(/^[0-9a-f]{64}$/) });
const finished = entry.extend({ size_bytes: z.string() });
const wanted = entry.extend({ restore_keys: z.array(z.string()).optional() });

type Call = (body: unknown) => object;

/** What the service knows, and the rules it goes by. */
class Service {
  readonly archives: KeptArchive[] = [];
  readonly requests: string[] = [];
  readonly violations: string[] = [];
  failing: { readonly status: number; readonly what: "everything" | "uploads" } | null = null;
  origin = "";

  readonly #calls: Readonly<Record<string, Call>> = {
    CreateCacheEntry: (body) => {
      const { key, version } = entry.parse(body);
      if (this.#numberOf(key, version) >= 0) return { ok: false };
      this.archives.push({ key, version, bytes: Buffer.alloc(0), isWhole: false });
      return { ok: true, signed_upload_url: this.#addressOf(this.archives.length - 1) };
    },
    FinalizeCacheEntryUpload: (body) => {
      const { key, version, size_bytes: size } = finished.parse(body);
      const number = this.#numberOf(key, version);
      const archive = this.archives[number];
      if (archive?.bytes.length !== Number(size)) throw new Error(`${key}: ${size} bytes were told of another archive`);
      archive.isWhole = true;
      return { ok: true, entry_id: String(number + 1) };
    },
    GetCacheEntryDownloadURL: (body) => {
      const { key, version, restore_keys: more = [] } = wanted.parse(body);
      const there = this.archives.filter((one) => one.isWhole && one.version === version).toReversed();
      const begun = [key, ...more].map((beginning) => there.find((one) => one.key.startsWith(beginning)));
      const found = there.find((one) => one.key === key) ?? begun.find((one) => one !== undefined);
      if (found === undefined) return { ok: false, signed_download_url: "", matched_key: "" };
      return {
        ok: true,
        signed_download_url: this.#addressOf(this.archives.indexOf(found)),
        matched_key: found.key,
      };
    },
  };

  #numberOf(key: string, version: string): number {
    return this.archives.findIndex((one) => one.key === key && one.version === version);
  }

  #addressOf(number: number): string {
    return `${this.origin}/blobs/${number}?${signature}`;
  }

  /** @throws Error for what no client may ask. */
  answer(request: http.IncomingMessage, body: Buffer): Answer {
    const { pathname, search } = new URL(request.url ?? "", this.origin);
    this.requests.push(`${request.method} ${pathname}`);
    const { status, what } = this.failing ?? { status: 0, what: "nothing" };
    if (what === "everything" || (what === "uploads" && request.method === "PUT"))
      return json(status, { msg: "the service is down" });
    if (!pathname.startsWith(twirp)) return this.#answerBlob(request, pathname + search, body);
    if (request.headers.authorization !== `Bearer ${cacheToken}`) return json(401, { msg: "bad token" });
    const call = this.#calls[pathname.slice(twirp.length)];
    if (request.method !== "POST" || call === undefined) throw new Error(`no such call: ${pathname}`);
    return json(200, call(JSON.parse(body.toString())));
  }

  #answerBlob({ method, headers }: http.IncomingMessage, place: string, body: Buffer): Answer {
    const archive = this.archives.find((_, number) => this.#addressOf(number) === this.origin + place);
    if (archive === undefined) throw new Error(`no such blob: ${place}`);
    // A signed address is all that is needed, and all that is given: the token goes nowhere else.
    if (headers.authorization !== undefined) throw new Error("the token was sent to the blob store");
    if (method === "GET") return { status: 200, headers: {}, body: archive.bytes };
    if (method !== "PUT" || headers["x-ms-blob-type"] !== "BlockBlob")
      throw new Error(`no way to write a blob: ${method} ${String(headers["x-ms-blob-type"])}`);
    archive.bytes = body;
    const md5 = createHash("md5").update(body).digest("base64");
    const told = { etag: '"0x1"', "content-md5": md5, "x-ms-request-id": "1", "x-ms-version": "2025-01-01" };
    return { status: 201, headers: told, body: Buffer.alloc(0) };
  }
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

function json(status: number, content: object): Answer {
  return { status, headers: { "content-type": "application/json" }, body: Buffer.from(JSON.stringify(content)) };
}

/** @param archives What other jobs have kept. */
export async function serveCache(archives: readonly KeptArchive[] = []): Promise<CacheService> {
  const service = new Service();
  service.archives.push(...archives.map((one) => ({ ...one, bytes: Buffer.from(one.bytes) })));
  const server = http.createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      try {
        const { status, headers, body } = service.answer(request, Buffer.concat(parts));
        response.writeHead(status, { "content-length": body.length, ...headers }).end(body);
      } catch (error) {
        service.violations.push(String(error));
        response.writeHead(400).end("{}");
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  service.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { requests, violations, origin } = service;
  return {
    archives: service.archives,
    requests,
    violations,
    variables: {
      ACTIONS_RUNTIME_TOKEN: cacheToken,
      ACTIONS_RESULTS_URL: `${origin}/`,
      ACTIONS_CACHE_SERVICE_V2: "True",
      GITHUB_SERVER_URL: "https://github.com",
    },
    fail: (status, what = "everything") => {
      service.failing = { status, what };
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
