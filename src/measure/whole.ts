// Benchmarks that run as a whole: one run per series and block, in the order of the block, reported part by part.
import type { Benchmark, ValueRun, WholeRun } from "../result/worker-messages.ts";
import type { LiveBlock, Run } from "./live-block.ts";
import type { Row } from "./series-record.ts";
import type { Trouble } from "./worker.ts";

export async function runWhole(block: LiveBlock, benchmark: Benchmark, run: Run): Promise<void> {
  const { name } = benchmark;
  for (const [position, record] of block.seriesOf(name).entries()) {
    const answer = await block.ask(record, { do: "whole", benchmark: name }, run.patience.whole);
    block.spent(answer !== null && "value" in answer.value ? answer.value.cpuNanoseconds : null);
    if (answer === null) continue;
    if ("skipped" in answer.value) {
      record.skip(name, answer.value.skipped);
      continue;
    }
    if ("value" in answer.value) {
      block.hold(record, name, [valueRow(name, block.number, position, answer.value)]);
      continue;
    }
    const trouble = wholeTrouble(name, answer.value) ?? record.checkFingerprint(benchmark, answer.value.fingerprint);
    if (trouble !== null) {
      record.fail(name, trouble);
      continue;
    }
    run.records.describeParts(
      name,
      answer.value.parts.map((part) => describePart(part, benchmark)),
      record,
    );
    block.hold(record, name, rowsOf(block.number, position, answer.value));
  }
}

/** What makes a whole run no measurement; null when it is one. */
export function wholeTrouble(name: string, { parts }: WholeRun): Trouble | null {
  const trouble = (message: string): Trouble => ({ message, lastLines: [] });
  if (parts.length === 0) return trouble("reported no parts");
  const names = parts.map((part) => part.name);
  if (new Set(names).size < names.length) return trouble("reported a part twice");
  const stranger = names.find((part) => part !== name && !part.startsWith(`${name}/`));
  if (stranger !== undefined) return trouble(`reported a part of another benchmark: ${stranger}`);
  const wrong = parts.find(({ seconds }) => !(Number.isFinite(seconds) && seconds > 0));
  return wrong === undefined ? null : trouble(`reported ${wrong.seconds} s for ${wrong.name}, which is no time`);
}

function describePart(part: WholeRun["parts"][number], whole: Benchmark): Benchmark {
  const { name, layer, description, flop } = part;
  return { ...whole, name, layer, description, flop };
}

/** One value, of which nothing else is known. Nothing is rounded: counts are whole numbers. */
export function valueRow(name: string, block: number, position: number, { value }: Pick<ValueRun, "value">): Row {
  return {
    name,
    loops: 1,
    block: {
      number: block,
      batchNanoseconds: [],
      value,
      disturbance: null,
      positions: [position],
    },
    waiting: null,
    summaryLines: [],
  };
}

/** The figure of a part is the published one, as a single turn. Nothing is known of its CPU time. */
function rowsOf(block: number, position: number, { parts, summaryLines }: WholeRun): Row[] {
  return parts.map((part, index) => ({
    name: part.name,
    loops: 1,
    block: {
      number: block,
      batchNanoseconds: [part.seconds * 1e9],
      disturbance: null,
      positions: [position],
    },
    waiting: null,
    // Once: they tell of the run, not of a part.
    summaryLines: index === 0 ? summaryLines : [],
  }));
}
