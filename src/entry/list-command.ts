// `blas-bench run --list`: the names of the benchmarks that this run would measure.
import * as os from "node:os";
import { exitCode } from "../errors.ts";
import { readInputs, recordedInputs } from "../inputs/read-inputs.ts";
import { listBenchmarks } from "../listing.ts";
import { readVariant } from "../plan/variant-request.ts";
import { renderJson } from "../report/json.ts";
import { failureLines, namesText } from "../report/listing.ts";
import { asFlag } from "./flags.ts";
import { print } from "./print.ts";
import { withRun } from "./run-job.ts";
import { terminalProgress } from "./terminal-progress.ts";

/** @returns 3 where there is none, or where somebody could not be asked. */
export async function listCommand(raw: Readonly<Record<string, string>>, json: boolean): Promise<number> {
  const { say } = terminalProgress(process.stderr);
  const job = {
    // Nothing is measured, so there is nothing to keep.
    config: { ...readInputs(raw, readVariant, asFlag), outputFolder: null },
    recorded: recordedInputs(raw),
    home: os.homedir(),
    event: null,
    keeps: "nothing",
    log: say,
  } as const;
  const { benchmarks: offered, failures, notices } = await withRun(job, listBenchmarks);
  const failed = new Set(failures.map(({ benchmark }) => benchmark));
  const benchmarks = offered.filter(({ role, name }) => role === "benchmark" && !failed.has(name));
  const parts = benchmarks.filter(({ method, quantity }) => method === "whole" && quantity === undefined);
  const told = [...notices, ...parts.map(({ name }) => `${name} names its parts only when it has run`)];
  print(json ? renderJson({ benchmarks, notices: told, failures }) : namesText(benchmarks));
  if (!json) for (const line of [...told, ...failureLines(failures)]) say(line);
  return benchmarks.length > 0 && failures.length === 0 ? exitCode.pass : exitCode.nothingMeasured;
}
