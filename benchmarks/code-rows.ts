// What benchmarks read of `run --json` and `report --format json`: the comparisons of head with base.
import * as z from "zod";

const reportSchema = z.object({
  headline: z.string(),
  code: z.object({
    rows: z.array(
      z.object({
        benchmark: z.string(),
        outcome: z.string(),
        estimate: z.object({ ratio: z.number() }).nullable(),
      }),
    ),
  }),
});

export type CodeRow = z.infer<typeof reportSchema>["code"]["rows"][number];

/** @throws where the text is no report. */
export function readCodeRows(report: string): { readonly headline: string; readonly rows: readonly CodeRow[] } {
  const { headline, code } = reportSchema.parse(JSON.parse(report));
  return { headline, rows: code.rows };
}
