// The main job on a runner: groups in the log, job summary and outputs; the exit code of the decision.
import * as os from "node:os";
import type { Config } from "../inputs/config.ts";
import { runnerLog } from "../publish/log.ts";
import { writeOutputs } from "../publish/outputs.ts";
import { writeSummary } from "../publish/summary.ts";
import { layOut } from "../report/lay-out.ts";
import { renderTerminal } from "../report/terminal.ts";
import { readEvent } from "../system/event.ts";
import { runJob } from "./run-job.ts";

const logColumns = 120;

export async function runAction(config: Config, recorded: Readonly<Record<string, string>>): Promise<number> {
  const log = runnerLog();
  const outcome = await runJob({
    config,
    recorded,
    home: os.homedir(),
    event: await readEvent(process.env),
    keepEnvironments: true,
    log: log.say,
    onProgress: log.progress,
  });
  const { report, decision } = outcome.assessment;
  log.group("Report", renderTerminal(layOut(report), { width: logColumns, colour: false }));
  await writeSummary(report);
  await writeOutputs(outcome);
  return decision.exitCode;
}
