// The workers of one block: one fresh process per series, all alive together, until the block ends.
import type { BenchmarkPlan } from "../plan/plan.ts";
import type { WorkerRequest } from "../result/worker-messages.ts";
import type { Effects } from "../system/effects.ts";
import type { Records } from "./records.ts";
import type { Patience } from "./request.ts";
import type { Row, SeriesRecord } from "./series-record.ts";
import type { AnswerTo, Trouble, Worker, WorkerSite } from "./worker.ts";
import { startWorker } from "./worker.ts";

/** What all blocks of a run have in common. */
export interface Run {
  readonly records: Records;
  readonly effects: Effects;
  readonly patience: Patience;
  readonly siteOf: (record: SeriesRecord) => WorkerSite;
  readonly benchmarks: BenchmarkPlan;
  /** Whether each benchmark is a process of its own, so that the worker is only beside what is timed. */
  readonly timesProcesses: boolean;
}

type BenchmarkRequest = Extract<WorkerRequest, { benchmark: string }>;
type Given<Request extends WorkerRequest> = Extract<AnswerTo<Request>, { status: "ok" }>;

export class LiveBlock {
  readonly number: number;
  /** Everything is set up and left once, to learn what it costs; no block of the result. */
  readonly isRehearsal: boolean;
  /** CPU time of all batches until now; null once one did not tell. */
  cpuNanoseconds: number | null = 0;
  /** Spent on what no later block has to make again. */
  onceMilliseconds = 0;
  readonly #run: Run;
  readonly #order: readonly SeriesRecord[];
  readonly #workers = new Map<SeriesRecord, Worker>();
  readonly #rows = new Map<SeriesRecord, { readonly benchmark: string; readonly rows: readonly Row[] }[]>();

  /**
   * @param order the series, in the order in which each of them comes to what one does after the other
   * @throws Interrupted, with none of its processes left.
   */
  static async start(number: number | "rehearsal", order: readonly SeriesRecord[], run: Run): Promise<LiveBlock> {
    const block = new LiveBlock(number, order, run);
    // Settled, not raced: after an interruption every one of them has to be gone.
    const starts = await Promise.allSettled(order.map((record) => block.#start(record)));
    const failed = starts.find((start) => start.status === "rejected");
    if (failed === undefined) return block;
    await block.end();
    throw failed.reason;
  }

  private constructor(number: number | "rehearsal", order: readonly SeriesRecord[], run: Run) {
    this.number = number === "rehearsal" ? 0 : number;
    this.isRehearsal = number === "rehearsal";
    this.#order = order;
    this.#run = run;
  }

  async #start(record: SeriesRecord): Promise<void> {
    const { effects, patience } = this.#run;
    const site = this.#run.siteOf(record);
    await effects.files.makeFolder(site.workingFolder);
    const start = await startWorker(site, this.number, effects, patience);
    if (start.status === "lost") return record.lose(null, start);
    if (start.status === "refused") return record.stop(start);
    this.#workers.set(record, start.worker);
    const { benchmarks, notices } = start.worker.hello;
    this.#run.records.offer(record, benchmarks, notices);
  }

  /** Series that can still be asked for the benchmark in this block, in its order. */
  seriesOf(benchmark: string): SeriesRecord[] {
    return this.openSeriesOf(benchmark).filter((record) => this.#workers.has(record));
  }

  /** The same with those whose worker was lost at another benchmark: the next block may have them. */
  openSeriesOf(benchmark: string): SeriesRecord[] {
    return this.#order.filter((record) => record.isOpen(benchmark));
  }

  /** Whether any series can still be asked for anything. */
  get isAlive(): boolean {
    return this.#workers.size > 0;
  }

  clockResolutionNanoseconds(record: SeriesRecord): number {
    return this.#workers.get(record)?.hello.clockResolutionNanoseconds ?? Number.POSITIVE_INFINITY;
  }

  /** null when there is no answer: why is then on record, and the benchmark is over for this series. */
  async ask<Request extends BenchmarkRequest>(
    record: SeriesRecord,
    request: Request,
    limitMilliseconds: number,
  ): Promise<Given<Request> | null> {
    const worker = this.#workers.get(record);
    if (worker === undefined) return null;
    const answer = await worker.ask(request, limitMilliseconds);
    if (answer.status === "ok") {
      this.onceMilliseconds += answer.onceMilliseconds;
      return answer;
    }
    this.spent(null);
    if (answer.status === "error") record.fail(request.benchmark, answer);
    else this.#lose(record, request.benchmark, answer);
    return null;
  }

  /** A block without proof is no block: what cannot be proven is dropped, with its worker. */
  async prove(phase: "before" | "after"): Promise<void> {
    // At their end, processes speak for themselves, or nobody can.
    if (this.#run.timesProcesses && phase === "after") return;
    for (const [record, worker] of [...this.#workers]) {
      const answer = await worker.ask({ do: "evidence" }, this.#run.patience.unknown);
      if (answer.status === "ok") {
        record.see(answer.value, { block: this.number, phase: this.#run.timesProcesses ? "beside" : phase });
        continue;
      }
      this.#lose(record, null, answer);
      await worker.end();
    }
  }

  /** @param cpuNanoseconds of one batch; null where nobody knows */
  spent(cpuNanoseconds: number | null): void {
    const before = this.cpuNanoseconds;
    this.cpuNanoseconds = before === null || cpuNanoseconds === null ? null : before + cpuNanoseconds;
  }

  /** Keeps a row until the block has been proven to its end. */
  hold(record: SeriesRecord, benchmark: string, rows: readonly Row[]): void {
    const held = this.#rows.get(record) ?? [];
    this.#rows.set(record, held);
    held.push({ benchmark, rows });
  }

  keep(): void {
    for (const [record, held] of this.#rows) for (const { benchmark, rows } of held) record.add(benchmark, rows);
  }

  /** Ends all workers; in vain repeated. */
  async end(): Promise<void> {
    const workers = [...this.#workers.values()];
    this.#workers.clear();
    await Promise.all(workers.map((worker) => worker.end()));
  }

  #lose(record: SeriesRecord, benchmark: string | null, trouble: Trouble): void {
    this.#workers.delete(record);
    this.#rows.delete(record);
    record.lose(benchmark, trouble);
  }
}
