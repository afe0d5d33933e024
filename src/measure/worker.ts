// One worker process: the conversation with it, and every way in which it can go wrong.
import * as path from "node:path";
import type * as z from "zod";
import { Interrupted } from "../errors.ts";
import type { BenchmarkPlan, SeriesPlan } from "../plan/plan.ts";
import type { Launching } from "../provision/launch.ts";
import { launch } from "../provision/launch.ts";
import type { ProvisionedEnvironment } from "../provision/provider.ts";
import { objectAtEnd } from "../result/object-at-end.ts";
import { possibleJson } from "../result/possible-json.ts";
import type { Hello, WorkerRequest } from "../result/worker-messages.ts";
import {
  answerSchema,
  answerSchemas,
  greetingSchema,
  helloSchema,
  refusalSchema,
  workerProtocolVersion,
} from "../result/worker-messages.ts";
import type { Effects } from "../system/effects.ts";
import type { LineProcess, SpawnRequest } from "../system/processes.ts";
import { frontEndOf } from "./front-end.ts";
import type { Arrival, Inbox } from "./inbox.ts";
import { openInbox, within } from "./inbox.ts";
import type { Patience } from "./request.ts";
import { threadVariables } from "./thread-variables.ts";

export interface WorkerSite {
  readonly environment: ProvisionedEnvironment;
  readonly series: SeriesPlan;
  readonly launching: Launching;
  readonly benchmarks: BenchmarkPlan;
  readonly workingFolder: string;
  /** The arm's, where the benchmarks are people's own; else the same folder of ours. */
  readonly checkout: string;
  /** Ours, and gone with the run: for what processes write. */
  readonly scratch: string;
  /** Whether the other arm runs in the same environment. */
  readonly isShared: boolean;
}

export interface Trouble {
  /** A clause to follow the name of what it happened to, such as "was ended by SIGSEGV". */
  readonly message: string;
  readonly lastLines: readonly string[];
}

/** "error": the worker says so, and lives on. "lost": there is no worker any more. */
export type Answer<Value> =
  | {
      readonly status: "ok";
      readonly value: Value;
      readonly waitedMilliseconds: number;
      /** What no process after it will need again. */
      readonly onceMilliseconds: number;
    }
  | ({ readonly status: "error" | "lost" } & Trouble);

export type AnswerTo<Request extends WorkerRequest> = Answer<z.infer<(typeof answerSchemas)[Request["do"]]>>;

export interface Worker {
  readonly hello: Hello;
  /** One request at a time. `waitedMilliseconds` is how long the worker had nothing to do before it. */
  ask<Request extends WorkerRequest>(request: Request, limitMilliseconds: number): Promise<AnswerTo<Request>>;
  /** Lets it quit, kills what is left of it, and waits until all of it is gone. */
  end(): Promise<void>;
}

/** "refused": the worker says why it has nothing to offer, and will say so again. */
export type WorkerStart =
  | { readonly status: "ready"; readonly worker: Worker }
  | ({ readonly status: "refused" } & Trouble)
  | ({ readonly status: "lost" } & Trouble);

const quotedCharacters = 200;
const keptLines = 12;
const keptCharacters = 500;

/**
 * @param block its number, from 0, which decides on which CPU it runs
 * @throws Interrupted when the run was aborted; the process is gone then, too.
 */
export async function startWorker(
  site: WorkerSite,
  block: number,
  effects: Effects,
  patience: Patience,
): Promise<WorkerStart> {
  if (effects.signal.aborted) throw new Interrupted();
  const { threads, launcher } = site.series;
  const process = effects.processes.start(startOf(site, block, effects));
  // Other launchers may have undone the number of threads that was asked for.
  const conversation = new Conversation(process, effects, threads > 1 || launcher !== "direct", patience);
  return conversation.begin();
}

function startOf(site: WorkerSite, block: number, effects: Effects): SpawnRequest {
  const { environment, series, launching, benchmarks, workingFolder, scratch } = site;
  const { holds, words } = frontEndOf(benchmarks.source);
  // A process reports names that its worker does not know.
  const select = benchmarks.select.length === 0 || holds === "apart" ? [] : ["--select", ...benchmarks.select];
  const program = path.join(effects.pythonFolder, "blas_bench");
  return launch(
    {
      launcher: series.launcher,
      launching,
      environment,
      words: [program, "worker", ...words(site, series.arm), `--block=${block}`, ...select],
      threadVariables: threadVariables(series.threads),
      workingDirectory: workingFolder,
      scratch,
    },
    effects,
  );
}

class Conversation {
  readonly #process: LineProcess;
  readonly #effects: Effects;
  /** A library's own threads may spin while they wait; stopped ones cannot. */
  readonly #pausesWhileWaiting: boolean;
  readonly #patience: Patience;
  readonly #inbox: Inbox;
  readonly #onAbort = (): void => void this.#process.kill();
  #requests = 0;
  #idleSince = 0;

  constructor(process: LineProcess, effects: Effects, pausesWhileWaiting: boolean, patience: Patience) {
    this.#process = process;
    this.#effects = effects;
    this.#pausesWhileWaiting = pausesWhileWaiting;
    this.#patience = patience;
    this.#inbox = openInbox(process, effects.clock);
    effects.signal.addEventListener("abort", this.#onAbort, { once: true });
  }

  /** Lines before the hello that are not ours come from shells, activation scripts and imports. */
  async begin(): Promise<WorkerStart> {
    const deadline = this.#effects.clock.monotonicMilliseconds() + this.#patience.start;
    for (;;) {
      const leftMilliseconds = deadline - this.#effects.clock.monotonicMilliseconds();
      // Of lines that never end, one is always there to be taken.
      const arrival: Arrival = leftMilliseconds > 0 ? await this.#receive(leftMilliseconds) : { kind: "late" };
      if (arrival.kind !== "line") return this.#lose(`did not get ready: it ${outcome(arrival, this.#patience.start)}`);
      const said = objectAtEnd(arrival.line);
      const hello = helloSchema.safeParse(said);
      if (hello.success) return { status: "ready", worker: this.#worker(hello.data.hello) };
      const refusal = refusalSchema.safeParse(said);
      if (refusal.success) return this.#accept(refusal.data.refusal);
      const greeting = greetingSchema.safeParse(said);
      if (greeting.success) return this.#lose(misfit(greeting.data.hello.protocolVersion, arrival.line));
    }
  }

  async #accept(refusal: Trouble): Promise<WorkerStart> {
    await this.#kill();
    return { status: "refused", ...refusal };
  }

  #worker(hello: Hello): Worker {
    this.#rest();
    return {
      hello,
      ask: (request, limitMilliseconds) => this.#ask(request, limitMilliseconds),
      end: () => this.#quit(),
    };
  }

  async #ask<Request extends WorkerRequest>(request: Request, limitMilliseconds: number): Promise<AnswerTo<Request>> {
    const waitedMilliseconds = this.#effects.clock.monotonicMilliseconds() - this.#idleSince;
    this.#requests += 1;
    if (this.#pausesWhileWaiting) this.#process.resume();
    this.#process.send(JSON.stringify({ id: this.#requests, ...request }));
    const arrival = await this.#receive(limitMilliseconds);
    if (arrival.kind !== "line") return this.#lose(`${outcome(arrival, limitMilliseconds)} at "${request.do}"`);
    this.#rest();
    const answer = answerSchema.safeParse(possibleJson(arrival.line));
    if (!answer.success || answer.data.id !== this.#requests) return this.#loseTo(arrival.line, request.do);
    if ("error" in answer.data) return { status: "error", ...answer.data.error };
    const value = answerSchemas[request.do].safeParse(answer.data.ok);
    if (!value.success) return this.#loseTo(arrival.line, request.do);
    // The schema of this very kind of request has just been applied.
    const onceMilliseconds = (answer.data.onceNanoseconds ?? 0) / 1e6;
    return { status: "ok", value: value.data, waitedMilliseconds, onceMilliseconds } as AnswerTo<Request>;
  }

  async #receive(limitMilliseconds: number): Promise<Arrival> {
    const arrival = await this.#inbox.next(limitMilliseconds);
    if (!this.#effects.signal.aborted) return arrival;
    await this.#kill();
    throw new Interrupted();
  }

  #rest(): void {
    if (this.#pausesWhileWaiting) this.#process.pause();
    this.#idleSince = this.#effects.clock.monotonicMilliseconds();
  }

  #loseTo(line: string, request: string): Promise<{ readonly status: "lost" } & Trouble> {
    return this.#lose(`answered "${request}" with something else: ${line.slice(0, quotedCharacters)}`);
  }

  async #lose(message: string): Promise<{ readonly status: "lost" } & Trouble> {
    await this.#kill();
    const lastLines = this.#process.lastErrorLines().slice(-keptLines);
    return { status: "lost", message, lastLines: lastLines.map((line) => line.slice(0, keptCharacters)) };
  }

  /** Politely first: benchmark code may have temporary files to clean up at exit. */
  async #quit(): Promise<void> {
    if (this.#pausesWhileWaiting) this.#process.resume();
    this.#process.send(JSON.stringify({ id: this.#requests + 1, do: "quit" }));
    await within(this.#process.ended, this.#patience.quit, this.#effects.clock);
    await this.#kill();
  }

  async #kill(): Promise<void> {
    this.#effects.signal.removeEventListener("abort", this.#onAbort);
    await this.#process.kill();
  }
}

function outcome(arrival: Exclude<Arrival, { kind: "line" }>, limitMilliseconds: number): string {
  return arrival.kind === "ended" ? arrival.how : `gave no answer within ${limitMilliseconds / 1000} s`;
}

/** Only a mixed installation leads here: this program and its Python package come together. */
function misfit(protocolVersion: number, line: string): string {
  return protocolVersion === workerProtocolVersion
    ? `did not get ready: its hello does not fit protocol version ${protocolVersion}: ${line.slice(0, quotedCharacters)}`
    : `did not get ready: it speaks protocol version ${protocolVersion} and not ${workerProtocolVersion}, so it is of another blas-bench`;
}
