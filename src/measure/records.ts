// What all series together have on offer, and what is left to measure of it.
import type { BlockCap } from "../inputs/config.ts";
import { lastFitting, unmatchedNotice } from "../plan/glob.ts";
import type { SeriesPlan } from "../plan/plan.ts";
import type { Benchmark, OfferedBenchmark, Quantity } from "../result/worker-messages.ts";
import type { Measured } from "./request.ts";
import { SeriesRecord } from "./series-record.ts";
import { skipNotices } from "./skips.ts";
import type { Trouble } from "./worker.ts";

export class Records {
  readonly series: readonly SeriesRecord[];
  /** What people should know of what was measured. A sentence each. */
  readonly notices = new Set<string>();
  readonly #benchmarks = new Map<string, Benchmark>();
  readonly #parts = new Map<string, Map<string, Benchmark>>();
  readonly #caps: readonly BlockCap[];
  readonly #capOf: (benchmark: string) => BlockCap | undefined;
  /** null: everything. */
  #goingOnWith: ReadonlySet<string> | null = null;
  #block = 0;

  constructor(plans: readonly SeriesPlan[], caps: readonly BlockCap[] = []) {
    this.series = plans.map((plan) => new SeriesRecord(plan));
    this.#caps = caps;
    this.#capOf = lastFitting(caps);
  }

  /** What this block measures of all that any worker has offered, in the order of the first that did. */
  benchmarks(): Benchmark[] {
    return this.#offered().filter(
      (one) => (this.#goingOnWith?.has(one.name) ?? true) && this.#block < this.#mostBlocks(one),
    );
  }

  /** The block that is to come, from 0. */
  goOnTo(block: number): void {
    this.#block = block;
  }

  /** Infinite where the run alone sets the number, as it does for controls. */
  #mostBlocks({ name, role }: Benchmark): number {
    const cap = role === "control" ? undefined : this.#capOf(name);
    return cap?.blocks ?? Number.POSITIVE_INFINITY;
  }

  /** Of so many blocks, the share that a benchmark is measured in. */
  shareOf(benchmark: Benchmark, blocks: number): number {
    return Math.min(1, this.#mostBlocks(benchmark) / blocks);
  }

  /** The most blocks that any of these has, controls aside. */
  longest(benchmarks: readonly Benchmark[]): number {
    const limited = benchmarks.filter(({ role }) => role !== "control");
    return Math.max(0, ...limited.map((one) => this.#mostBlocks(one)));
  }

  /** Tells of limits that leave too few blocks to decide anything. @param needed by a family of so many cells */
  checkCaps(needed: number, cells: number): void {
    for (const { glob, blocks } of this.#caps)
      if (blocks < needed)
        this.notices.add(
          `\`blocks\`: \`${glob.replaceAll("`", "'")} = ${blocks}\` leaves too few to find a slowdown among ` +
            `${cells} comparison${cells === 1 ? "" : "s"}, which takes ${needed}.`,
        );
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
    const left = this.benchmarks();
    // Controls tell of the blocks that something else was measured in.
    const isAll = this.#goingOnWith === null && left.length === this.#offered().length;
    const wanted = isAll ? left : left.filter(({ role }) => role !== "control");
    return this.series.filter(
      (record) => !record.isStopped && (!record.hasOffered || wanted.some(({ name }) => record.isOpen(name))),
    );
  }

  offer(record: SeriesRecord, offered: readonly OfferedBenchmark[], notices: readonly string[] = []): void {
    const benchmarks = offered.map(({ problem: _, ...benchmark }): Benchmark => benchmark);
    record.offer(benchmarks);
    for (const { name, problem } of offered)
      if (problem !== undefined && record.isOpen(name)) record.fail(name, problem);
    for (const notice of notices) this.notices.add(notice);
    for (const benchmark of benchmarks) {
      const trouble = otherQuantity(this.#benchmarks.get(benchmark.name), benchmark);
      if (trouble !== null) {
        if (record.isOpen(benchmark.name)) record.fail(benchmark.name, trouble);
        continue;
      }
      // Head's own definition counts, whoever is faster: lines and descriptions are those of the code as it is now.
      if (record.plan.arm === "head" || !this.#benchmarks.has(benchmark.name))
        this.#benchmarks.set(benchmark.name, benchmark);
    }
  }

  /** The rows a whole run is reported as. */
  describeParts(benchmark: string, parts: readonly Benchmark[], record: SeriesRecord): void {
    const known = this.#parts.get(benchmark) ?? new Map<string, Benchmark>();
    this.#parts.set(benchmark, known);
    for (const part of parts) {
      const trouble = otherQuantity(known.get(part.name), part);
      if (trouble === null) known.set(part.name, part);
      else record.failPart(part.name, trouble);
    }
  }

  measured(): Omit<Measured, "schedule" | "conditions"> {
    for (const record of this.series) record.close(this.#expectedOf(record));
    return this.soFar();
  }

  /** The same before the end: what is not there yet may still come. */
  soFar(): Omit<Measured, "schedule" | "conditions"> {
    return {
      series: this.series.map((record) => ({ id: record.plan.id, sightings: record.sightings() })),
      benchmarks: this.#offered().flatMap((benchmark) => {
        const parts = this.#parts.get(benchmark.name);
        return parts === undefined ? [benchmark] : [...parts.values()];
      }),
      measurements: this.series.flatMap((record) => record.measurements()),
      failures: this.series.flatMap((record) => record.failures),
      labels: new Map(this.series.map((record) => [record.plan.id, record.labels])),
      notices: [...this.notices, ...this.#capNotices(), ...skipNotices([...this.#benchmarks.keys()], this.series)],
    };
  }

  /** A whole run is limited as a whole: what it reports has no blocks of its own. */
  #capNotices(): string[] {
    const names = [...this.#benchmarks.keys()];
    if (names.length === 0) return [];
    return this.#caps.flatMap(({ glob }) => unmatchedNotice("blocks", [glob], names, "limits nothing"));
  }

  /** What the suite skips in every series is no benchmark of this run. */
  #offered(): Benchmark[] {
    const offered = [...this.#benchmarks.values()].filter(({ name }) =>
      this.series.some((record) => record.isOffering(name)),
    );
    // What is no time is taken last, whichever arm offered it first: nothing of it may be in any time.
    const isTime = ({ quantity }: Benchmark): boolean => quantity === undefined;
    return [...offered.filter(isTime), ...offered.filter((one) => !isTime(one))];
  }

  /** A benchmark that one arm does not have was added or removed; one that a series lacks in its own arm is a gap. */
  #expectedOf(record: SeriesRecord): Benchmark[] {
    const arm = this.series.filter(({ plan }) => plan.arm === record.plan.arm);
    const isInArm = ({ name }: Benchmark): boolean => arm.some((one) => one.isOffering(name));
    return record.hasOffered ? this.#offered().filter(isInArm) : this.#offered();
  }
}

/** Figures of two units, or of which the better ones lie on two sides, have no ratio; null where all is well. */
function otherQuantity(known: Benchmark | undefined, { quantity }: Benchmark): Trouble | null {
  if (known === undefined) return null;
  const [former, now] = [known.quantity, quantity].map(quantityText);
  return former === now ? null : { message: `measures ${now}, and elsewhere ${former}`, lastLines: [] };
}

function quantityText(quantity: Quantity | undefined): string {
  return quantity === undefined ? "a time" : `"${quantity.unit}" (${quantity.better} is better)`;
}
