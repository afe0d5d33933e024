// A GitHub that checks the rules: every request and every answer is held to GitHub's description, and faults are data.
import type { Description } from "./conformance.ts";
import { readDescription } from "./conformance.ts";
import type { Fault, Outcome } from "./faults.ts";
import { FaultPlan } from "./faults.ts";
import type { Reply } from "./operations.ts";
import { operations, refusal } from "./operations.ts";
import type { WorkClock } from "./virtual-clock.ts";
import type { Token, World } from "./world.ts";

export interface ApiRequest {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  /** Such as "http://127.0.0.1:4711". */
  readonly origin: string;
}

/** How an answer is to be sent, and what it is. */
export interface Delivery {
  readonly manner: "whole" | Exclude<Outcome["kind"], "as-usual" | "answer">;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface LoggedRequest {
  readonly operation: string;
  readonly atMilliseconds: number;
  readonly login: string | null;
  readonly hasToken: boolean;
  /** null where no answer is meant to arrive. */
  status: number | null;
  /** From its answer. */
  retryAfterSeconds: number | null;
  answeredAtMilliseconds: number | null;
}

/** Travel times on a clock: plain for a program's own, within a piece of work for a socket's. */
export type Sleep = (milliseconds: number) => Promise<void>;

// Reading and compiling it takes half a second, and it never changes.
let description: Description | undefined;

export class GitHubApi {
  readonly world: World;
  readonly requests: LoggedRequest[] = [];
  /** Everything that GitHub would not have said or taken; must be empty at the end. */
  readonly violations: string[] = [];
  readonly #clock: WorkClock;
  readonly #faults: FaultPlan;
  readonly #description: Description;
  /** Changes an answer before it is held to the description: how a slip of ours would look. */
  readonly plant: ((operation: string, body: unknown) => unknown) | null;

  constructor(
    world: World,
    clock: WorkClock,
    faults: readonly Fault[] = [],
    plant: ((operation: string, body: unknown) => unknown) | null = null,
  ) {
    description ??= readDescription();
    this.#description = description;
    this.world = world;
    this.#clock = clock;
    this.#faults = new FaultPlan(faults);
    this.plant = plant;
  }

  async handle(request: ApiRequest, sleep: Sleep): Promise<Delivery> {
    const url = new URL(request.target, request.origin);
    const operation = this.#operationOf(request.method, url.pathname);
    const fault = this.#faults.take(operation.id);
    const logged = this.#log(operation.id, request);
    await sleep(fault?.thereMilliseconds ?? 0);
    const outcome = fault?.outcome ?? { kind: "as-usual" };
    const acts = outcome.kind !== "answer" && outcome.kind !== "reset" && outcome.kind !== "stall";
    const usual = acts || fault?.acts === true ? this.#act(operation, request, url, fault) : null;
    if (fault?.removes !== undefined) this.world.removeComment(fault.removes);
    const delivery = this.#deliver(operation.id, outcome, usual, url);
    await sleep(fault?.backMilliseconds ?? 0);
    logged.answeredAtMilliseconds = this.#clock.monotonicMilliseconds();
    logged.status = delivery.manner === "reset" || delivery.manner === "stall" ? null : delivery.status;
    const asked = Number(delivery.headers["retry-after"] ?? Number.NaN);
    logged.retryAfterSeconds = Number.isNaN(asked) ? null : asked;
    return delivery;
  }

  #operationOf(method: string, path: string): { id: string; path: Readonly<Record<string, string>> } {
    const operation = this.#description.match(method, path);
    if (operation !== null) return operation;
    return { id: method === "POST" && path === "/graphql" ? "graphql" : `unknown: ${method} ${path}`, path: {} };
  }

  #tokenOf(request: ApiRequest): Token | undefined {
    const [, token = ""] = /^Bearer (\S+)$/.exec(String(request.headers.authorization)) ?? [];
    return this.world.tokens.get(token);
  }

  #log(operation: string, request: ApiRequest): LoggedRequest {
    const logged = {
      operation,
      atMilliseconds: this.#clock.monotonicMilliseconds(),
      login: this.#tokenOf(request)?.user.login ?? null,
      hasToken: request.headers.authorization !== undefined,
      status: null,
      retryAfterSeconds: null,
      answeredAtMilliseconds: null,
    };
    this.requests.push(logged);
    return logged;
  }

  #act(
    operation: { id: string; path: Readonly<Record<string, string>> },
    request: ApiRequest,
    url: URL,
    fault: Fault | null,
  ): Reply {
    const token = this.#tokenOf(request);
    if (operation.id === "graphql") return this.#viewer(request, token);
    const perform = operations[operation.id];
    if (perform === undefined) {
      this.violations.push(operation.id);
      return refusal(404, "Not Found");
    }
    const body: unknown = request.body === "" ? undefined : JSON.parse(request.body);
    const { headers } = request;
    const wrong = this.#description.requestViolations(operation, { query: url.searchParams, headers, body });
    this.violations.push(...wrong.map((one) => `${operation.id}: ${one}`));
    if (wrong.length > 0) return refusal(422, "Validation Failed");
    if (token === undefined) return refusal(401, "Bad credentials");
    if (!isHere(operation.path, this.world)) return refusal(404, "Not Found");
    const reply = perform({
      world: this.world,
      token,
      path: operation.path,
      query: url.searchParams,
      body,
      nowMilliseconds: this.#clock.monotonicMilliseconds(),
      lagMilliseconds: fault?.lagMilliseconds ?? 0,
      example: this.#description.example,
    });
    const planted = this.plant === null ? reply : { ...reply, body: this.plant(operation.id, reply.body) };
    const off = this.#description.answerViolations(operation.id, planted.status, planted.body);
    this.violations.push(...off.map((one) => `${operation.id}: ${one}`));
    return planted;
  }

  /** The one question of ours to GraphQL, which the REST description does not cover. */
  #viewer(request: ApiRequest, token: Token | undefined): Reply {
    if (token === undefined) return refusal(401, "Bad credentials");
    if (request.body === JSON.stringify({ query: "query { viewer { login } }" }))
      return { status: 200, body: { data: { viewer: { login: token.user.login } } } };
    this.violations.push(`graphql: ${request.body}`);
    return refusal(400, "Problems parsing JSON");
  }

  #deliver(operation: string, outcome: Outcome, usual: Reply | null, url: URL): Delivery {
    if (outcome.kind === "answer") {
      const { status, headers = {}, body = refusal(status, "Something went wrong").body } = outcome;
      const isText = typeof body === "string";
      const type = isText ? "text/html; charset=utf-8" : "application/json; charset=utf-8";
      if (!isText && status >= 400) this.violations.push(...this.#answerViolations(operation, status, body));
      const all = { "content-type": type, ...headers };
      return { manner: "whole", status, headers: all, body: isText ? body : JSON.stringify(body) };
    }
    const reply = usual ?? { status: 200, body: undefined };
    const headers: Record<string, string> = { "content-type": "application/json; charset=utf-8" };
    if (reply.location !== undefined) headers.location = reply.location;
    const next = nextPage(url, reply.total ?? 0);
    if (next !== null) headers.link = `<${next}>; rel="next"`;
    const manner = outcome.kind === "as-usual" ? "whole" : outcome.kind;
    return { manner, status: reply.status, headers, body: reply.body === undefined ? "" : JSON.stringify(reply.body) };
  }

  /** Planned errors are GitHub's too. */
  #answerViolations(operation: string, status: number, body: unknown): readonly string[] {
    if (operation === "graphql" || operations[operation] === undefined) return [];
    return this.#description.answerViolations(operation, status, body).map((one) => `${operation}: planned ${one}`);
  }
}

function isHere({ owner, repo }: Readonly<Record<string, string>>, world: World): boolean {
  return owner === undefined || (owner === world.owner && repo === world.repo);
}

function nextPage(url: URL, total: number): string | null {
  const size = Math.min(100, Number(url.searchParams.get("per_page") ?? 30));
  const number = Number(url.searchParams.get("page") ?? 1);
  if (number * size >= total) return null;
  const next = new URL(url);
  next.searchParams.set("page", String(number + 1));
  return next.href;
}
