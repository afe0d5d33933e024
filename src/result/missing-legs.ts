// Which legs of a matrix left no result: every result knows how many legs its job has, and which one it is.
import type { Failure, Result } from "./schema.ts";

/** As action.yml has it: github.job, strategy.job-index and strategy.job-total. */
const form = /^(\S{1,100}) (\d{1,3}) of (\d{1,3})$/;
// GitHub's limit for one matrix; a file that says more is not to be believed.
const mostLegs = 256;

/** In order; as failures, because a job that failed is one. None is known where no leg left a result. */
export function missingLegs(results: readonly Pick<Result, "configuration">[]): readonly Failure[] {
  const jobs = new Map<string, { total: number; readonly seen: Set<number> }>();
  for (const { configuration } of results) {
    const [, job, index, total] = form.exec(configuration.leg ?? "") ?? [];
    if (job === undefined || Number(total) > mostLegs) continue;
    const known = jobs.get(job) ?? { total: 0, seen: new Set() };
    known.total = Math.max(known.total, Number(total));
    known.seen.add(Number(index));
    jobs.set(job, known);
  }
  return [...jobs].flatMap(([job, { total, seen }]) =>
    Array.from({ length: total }, (_, index) => index)
      .filter((index) => !seen.has(index))
      .map((index) => ({
        stage: "measure",
        subject: `leg ${index + 1} of ${total} of ${job}`,
        benchmark: null,
        message: "left no result: its job failed, was cancelled, or uploaded none",
        lastLines: [],
      })),
  );
}
