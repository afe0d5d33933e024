// Benchmarks that are processes of their own: one for each series and block, in the order of the block, asked at its end.
import type { Benchmark } from "../result/worker-messages.ts";
import type { LiveBlock, Run } from "./live-block.ts";
import { figuresOf } from "./process-figures.ts";
import type { Row } from "./series-record.ts";
import { valueRow } from "./whole.ts";

export async function runProcesses(block: LiveBlock, benchmark: Benchmark, run: Run): Promise<void> {
  const { name } = benchmark;
  for (const [position, record] of block.seriesOf(name).entries()) {
    const answer = await block.ask(record, { do: "process", benchmark: name }, run.patience.whole);
    block.spent(null);
    if (answer === null) continue;
    const { evidence } = answer.value;
    if (evidence !== null) record.see(evidence, { block: block.number, phase: "after" });
    const figures = figuresOf(run.benchmarks, name, answer.value);
    if ("message" in figures) {
      record.fail(name, figures);
      continue;
    }
    for (const { name: part, trouble } of figures.failed) record.failPart(part, trouble);
    for (const notice of figures.notices) run.records.notices.add(notice);
    run.records.describeParts(
      name,
      [
        ...figures.parts.map((part) => ({ ...benchmark, name: part.name })),
        ...figures.values.map((part) => ({ ...benchmark, name: part.name, quantity: part.quantity })),
      ],
      record,
    );
    const rows = figures.parts.map(
      (part, index): Row => ({
        name: part.name,
        loops: 1,
        block: {
          number: block.number,
          batchNanoseconds: [part.nanoseconds],
          disturbance: null,
          positions: [position],
        },
        waiting: null,
        summaryLines: index === 0 ? figures.summaryLines : [],
      }),
    );
    const values = figures.values.map((part) => valueRow(part.name, block.number, position, part));
    block.hold(record, name, [...rows, ...values]);
  }
}
