// What one series has measured so far, and what went wrong with it. Nothing that failed on the way looks complete.
import type { SeriesPlan } from "../plan/plan.ts";
import type { Block } from "../result/blocks.ts";
import { inColumns } from "../result/blocks.ts";
import type { Evidence } from "../result/evidence.ts";
import type { Failure, Measurement, Sighting } from "../result/schema.ts";
import type { Benchmark, Fingerprint, Labels } from "../result/worker-messages.ts";
import { changedText, relativeDifference } from "./fingerprint.ts";
import type { Waiting } from "./idle.ts";
import { idleTrouble, noWaiting, together } from "./idle.ts";
import { gapsIn } from "./process-figures.ts";
import type { Trouble } from "./worker.ts";

/** One block of one row. A benchmark that takes turns is one row; a whole run has one for each part. */
export interface Row {
  readonly name: string;
  readonly loops: number;
  readonly block: Block;
  /** What the worker did between its batches; null where nobody knows, or no other was timed in the meantime. */
  readonly waiting: Waiting | null;
  readonly summaryLines: readonly string[];
}

/** A measurement to which blocks are still added. */
interface Growing extends Omit<Measurement, "blocks"> {
  readonly blocks: Block[];
}

/** A worker that was lost once starts anew in the next block; one that is lost again would cost every block its time. */
const allowedLosses = 1;

export class SeriesRecord {
  readonly plan: SeriesPlan;
  readonly failures: Failure[] = [];
  readonly labels = new Map<string, Labels>();
  readonly #offers = new Map<string, Benchmark>();
  readonly #failed = new Set<string>();
  /** Why, by benchmark: what its own code does not want to be measured here. */
  readonly #skipped = new Map<string, string>();
  /** Of the first block; null where the benchmark computes nothing that can be compared. */
  readonly #fingerprints = new Map<string, Fingerprint | null>();
  /** By benchmark, and by row. */
  readonly #rows = new Map<string, Map<string, Growing>>();
  readonly #waiting = new Map<string, Waiting>();
  readonly #sightings = new Map<string, Sighting>();
  /** Parts of a process of which it said itself that they failed. */
  readonly #failedParts = new Set<string>();
  #losses = 0;
  #stopped = false;

  constructor(plan: SeriesPlan) {
    this.plan = plan;
  }

  get isStopped(): boolean {
    return this.#stopped;
  }

  /** Whether it has ever told what there is to measure. */
  get hasOffered(): boolean {
    return this.#offers.size > 0;
  }

  offer(benchmarks: readonly Benchmark[]): void {
    for (const benchmark of benchmarks)
      if (!this.#skipped.has(benchmark.name)) this.#offers.set(benchmark.name, benchmark);
  }

  /** What the benchmark says of itself; the last word counts. */
  label(benchmark: string, labels: Labels): void {
    this.labels.set(benchmark, labels);
  }

  isOffering(benchmark: string): boolean {
    return this.#offers.has(benchmark);
  }

  /** Takes a benchmark off the offer, for good: the suite says that it is none here. */
  skip(benchmark: string, reason: string): void {
    this.#offers.delete(benchmark);
    this.#skipped.set(benchmark, reason);
  }

  whySkipped(benchmark: string): string | null {
    return this.#skipped.get(benchmark) ?? null;
  }

  /** Whether a benchmark is still worth asking for. */
  isOpen(benchmark: string): boolean {
    return this.#offers.has(benchmark) && !this.#failed.has(benchmark);
  }

  /** Ends a benchmark, for good; null: what happened concerns the series as a whole. */
  fail(benchmark: string | null, trouble: Trouble): void {
    if (benchmark !== null) this.#failed.add(benchmark);
    this.#report(benchmark, trouble);
  }

  #report(benchmark: string | null, { message, lastLines }: Trouble): void {
    this.failures.push({ stage: "measure", subject: this.plan.id, benchmark, message, lastLines: [...lastLines] });
  }

  /** Ends one part of a process, for good: what it was before is not kept. */
  failPart(part: string, trouble: Trouble): void {
    if (!this.#failedParts.has(part)) this.#report(part, trouble);
    this.#failedParts.add(part);
  }

  lose(benchmark: string | null, trouble: Trouble): void {
    this.fail(benchmark, trouble);
    this.#losses += 1;
    if (this.#losses > allowedLosses)
      this.stop({ message: "stopped after the second loss of its worker", lastLines: [] });
  }

  /** Ends the series as a whole, for good. */
  stop(trouble: Trouble): void {
    this.#stopped = true;
    this.fail(null, trouble);
  }

  /** Compares with the first block's, and with what no result may hold; null when all is well. */
  checkFingerprint(benchmark: Benchmark, fingerprint: Fingerprint | null): Trouble | null {
    const { name, relativeTolerance } = benchmark;
    const first = this.#fingerprints.get(name);
    if (first === undefined) this.#fingerprints.set(name, fingerprint);
    if (relativeTolerance === null) return null;
    if (fingerprint?.includes(null)) return { message: "computed a number that is not finite", lastLines: [] };
    if (first === undefined || (first === null && fingerprint === null)) return null;
    const difference = relativeDifference(first ?? [], fingerprint ?? []);
    if (difference <= relativeTolerance) return null;
    return { message: changedText(benchmark, relativeTolerance, difference), lastLines: [] };
  }

  add(benchmark: string, rows: readonly Row[]): void {
    const measurements = this.#rows.get(benchmark) ?? new Map<string, Growing>();
    this.#rows.set(benchmark, measurements);
    for (const row of rows) {
      const known = measurements.get(row.name);
      if (known === undefined) measurements.set(row.name, this.#measurement(benchmark, row));
      else known.blocks.push(row.block);
      if (row.waiting !== null)
        this.#waiting.set(benchmark, together(row.waiting, this.#waiting.get(benchmark) ?? noWaiting));
    }
  }

  #measurement(benchmark: string, row: Row): Growing {
    return {
      benchmark: row.name,
      series: this.plan.id,
      loops: row.loops,
      blocks: [row.block],
      fingerprint: this.#fingerprints.get(benchmark) ?? null,
      summaryLines: [...row.summaryLines],
    };
  }

  see(evidence: Evidence, moment: Sighting["moments"][number]): void {
    // Every process has its own number, and threads come and go: neither tells what is loaded.
    const key = JSON.stringify({ ...evidence, python: { ...evidence.python, processId: 0, threads: 0 } });
    const known = this.#sightings.get(key);
    if (known === undefined) this.#sightings.set(key, { moments: [moment], evidence });
    else known.moments.push(moment);
  }

  sightings(): Sighting[] {
    return [...this.#sightings.values()];
  }

  /** Rows of benchmarks that came through to the end. */
  measurements(): Measurement[] {
    if (this.isStopped) return [];
    return [...this.#rows]
      .filter(([benchmark]) => this.isOpen(benchmark))
      .flatMap(([, rows]) => [...rows.values()].filter(({ benchmark }) => !this.#failedParts.has(benchmark)))
      .map(({ blocks, ...row }) => ({ ...row, blocks: inColumns(blocks) }));
  }

  /**
   * The last look at every benchmark: one that has neither a figure nor a failure is a failure too. Keeping still is
   * judged over all blocks, because on a busy machine a worker is stopped late now and then.
   */
  close(benchmarks: readonly Benchmark[]): void {
    if (this.isStopped) return;
    for (const { name } of benchmarks) {
      const trouble = this.#rows.has(name) ? this.#idleTrouble(name) : this.#gap(name);
      if (trouble !== null && !this.#failed.has(name)) this.fail(name, trouble);
      for (const { part, trouble: gap } of gapsIn([...(this.#rows.get(name)?.values() ?? [])]))
        this.failPart(part, gap);
    }
  }

  #idleTrouble(benchmark: string): Trouble | null {
    const waiting = this.#waiting.get(benchmark);
    return waiting === undefined ? null : idleTrouble(waiting);
  }

  #gap(benchmark: string): Trouble {
    const skipped = this.#skipped.get(benchmark);
    const absent = skipped === undefined ? "is not on offer" : `was skipped here, and not everywhere: ${skipped}`;
    const message = this.#offers.has(benchmark) ? "was not measured, because its worker was lost" : absent;
    return { message, lastLines: [] };
  }
}
