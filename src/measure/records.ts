// What has been measured so far, series by series, and what went wrong. Nothing that failed on the way looks complete.
import type { SeriesPlan } from "../plan/plan.ts";
import type { Evidence } from "../result/evidence.ts";
import type { Arm, Block, Failure, Measurement, Sighting } from "../result/schema.ts";
import type { Benchmark, Fingerprint } from "../result/worker-messages.ts";
import { changedText, relativeDifference } from "./fingerprint.ts";
import type { Waiting } from "./idle.ts";
import { idleTrouble, together } from "./idle.ts";
import { gapsIn } from "./process-figures.ts";
import type { Measured } from "./request.ts";
import type { Trouble } from "./worker.ts";

/** One block of one row. A benchmark that takes turns is one row; a whole run has one for each part. */
export interface Row {
  readonly name: string;
  readonly loops: number;
  readonly block: Block;
  /** What the worker did between its batches; null where nobody knows. */
  readonly waiting: Waiting | null;
  readonly summaryLines: readonly string[];
}

/** A worker that was lost once starts anew in the next block; one that is lost again would cost every block its time. */
const allowedLosses = 1;

export class SeriesRecord {
  readonly plan: SeriesPlan;
  readonly failures: Failure[] = [];
  readonly #offers = new Map<string, Benchmark>();
  readonly #failed = new Set<string>();
  /** Of the first block; null where the benchmark computes nothing that can be compared. */
  readonly #fingerprints = new Map<string, Fingerprint | null>();
  readonly #rows = new Map<string, Measurement[]>();
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
    for (const benchmark of benchmarks) this.#offers.set(benchmark.name, benchmark);
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
    const measurements = this.#rows.get(benchmark) ?? [];
    this.#rows.set(benchmark, measurements);
    for (const row of rows) {
      const known = measurements.find((measurement) => measurement.benchmark === row.name);
      if (known === undefined) measurements.push(this.#measurement(benchmark, row));
      else known.blocks.push(row.block);
      if (row.waiting !== null) this.#waiting.set(benchmark, together(row.waiting, this.#waiting.get(benchmark)));
    }
  }

  #measurement(benchmark: string, row: Row): Measurement {
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
      .flatMap(([, rows]) => rows.filter(({ benchmark }) => !this.#failedParts.has(benchmark)));
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
      for (const { part, trouble: gap } of gapsIn(this.#rows.get(name) ?? [])) this.failPart(part, gap);
    }
  }

  #idleTrouble(benchmark: string): Trouble | null {
    const waiting = this.#waiting.get(benchmark);
    return waiting === undefined ? null : idleTrouble(waiting);
  }

  #gap(benchmark: string): Trouble {
    const message = this.#offers.has(benchmark) ? "was not measured, because its worker was lost" : "is not on offer";
    return { message, lastLines: [] };
  }
}

export class Records {
  readonly series: readonly SeriesRecord[];
  /** What people should know of what was measured. A sentence each. */
  readonly notices = new Set<string>();
  readonly #benchmarks = new Map<string, Benchmark>();
  readonly #parts = new Map<string, Map<string, Benchmark>>();
  readonly #offeredIn: Readonly<Record<Arm, Set<string>>> = { base: new Set(), head: new Set() };
  /** null: everything. */
  #goingOnWith: ReadonlySet<string> | null = null;

  constructor(plans: readonly SeriesPlan[]) {
    this.series = plans.map((plan) => new SeriesRecord(plan));
  }

  /** What the next block measures of all that any worker has offered, in the order of the first that did. */
  benchmarks(): Benchmark[] {
    return [...this.#benchmarks.values()].filter(({ name }) => this.#goingOnWith?.has(name) ?? true);
  }

  /** Leaves all other benchmarks as they are; controls go on in every block. @param names of benchmarks, or of parts */
  goOnWith(names: readonly string[]): void {
    const isNamed = ({ name }: Benchmark): boolean =>
      [name, ...(this.#parts.get(name)?.keys() ?? [])].some((one) => names.includes(one));
    const wanted = this.benchmarks().filter((one) => one.role === "control" || isNamed(one));
    this.#goingOnWith = new Set(wanted.map(({ name }) => name));
  }

  /** Series that have something left to measure; one whose worker has not told yet what there is may have. */
  unfinished(): SeriesRecord[] {
    // Controls tell of the blocks that something else was measured in.
    const wanted = this.benchmarks().filter(({ role }) => this.#goingOnWith === null || role !== "control");
    return this.series.filter(
      (record) => !record.isStopped && (!record.hasOffered || wanted.some(({ name }) => record.isOpen(name))),
    );
  }

  offer(record: SeriesRecord, benchmarks: readonly Benchmark[]): void {
    record.offer(benchmarks);
    for (const { name } of benchmarks) this.#offeredIn[record.plan.arm].add(name);
    for (const benchmark of benchmarks)
      if (!this.#benchmarks.has(benchmark.name)) this.#benchmarks.set(benchmark.name, benchmark);
  }

  /** The rows a whole run is reported as. */
  describeParts(benchmark: string, parts: readonly Benchmark[]): void {
    const known = this.#parts.get(benchmark) ?? new Map<string, Benchmark>();
    this.#parts.set(benchmark, known);
    for (const part of parts) known.set(part.name, part);
  }

  measured(): Omit<Measured, "schedule" | "conditions"> {
    for (const record of this.series) record.close(this.#expectedOf(record));
    return this.soFar();
  }

  /** The same before the end: what is not there yet may still come. */
  soFar(): Omit<Measured, "schedule" | "conditions"> {
    return {
      series: this.series.map((record) => ({ id: record.plan.id, sightings: record.sightings() })),
      benchmarks: [...this.#benchmarks.values()].flatMap((benchmark) => {
        const parts = this.#parts.get(benchmark.name);
        return parts === undefined ? [benchmark] : [...parts.values()];
      }),
      measurements: this.series.flatMap((record) => record.measurements()),
      failures: this.series.flatMap((record) => record.failures),
      notices: [...this.notices],
    };
  }

  /** A benchmark that one arm does not have was added or removed; one that a series lacks in its own arm is a gap. */
  #expectedOf(record: SeriesRecord): Benchmark[] {
    const all = [...this.#benchmarks.values()];
    return record.hasOffered ? all.filter(({ name }) => this.#offeredIn[record.plan.arm].has(name)) : all;
  }
}
