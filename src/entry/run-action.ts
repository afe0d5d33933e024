// The main job on a runner: groups in the log, comment, job summary and outputs; the exit code of the decision.
import * as os from "node:os";
import { ToolError, UserError } from "../errors.ts";
import type { Config } from "../inputs/config.ts";
import type { Publishing } from "../inputs/publishing.ts";
import { annotationsOf } from "../publish/annotations.ts";
import { runnerLog } from "../publish/log.ts";
import { writeCommentUrl, writeOutputs } from "../publish/outputs.ts";
import { ownTarget } from "../publish/target.ts";
import { layOut } from "../report/lay-out.ts";
import { renderTerminal } from "../report/terminal.ts";
import { readEvent } from "../system/event.ts";
import { readWorkflowRun } from "../system/workflow-run.ts";
import { rememberWorkFolder } from "./job-state.ts";
import { reportOfNothing } from "./no-result.ts";
import { publishReport } from "./publish-report.ts";
import { runJob } from "./run-job.ts";

const logColumns = 120;

export async function runAction(
  config: Config,
  publishing: Publishing,
  recorded: Readonly<Record<string, string>>,
  keepsPackages: boolean,
): Promise<number> {
  const log = runnerLog();
  const event = await readEvent(process.env);
  const job = { config, recorded, home: os.homedir(), event, keeps: "environments", log: log.say } as const;
  const keeping = keepsPackages ? { onCacheNotice: log.notice } : {};
  const workflow = readWorkflowRun(process.env);
  const target = workflow === null ? null : ownTarget(event, workflow);
  const place = { ...publishing, target, apiUrl: workflow?.apiUrl ?? "", check: null };
  const outcome = await runJob({ ...job, ...keeping, onWorkFolder: rememberWorkFolder }, log.progress).catch(
    async (error: unknown) => {
      if (error instanceof UserError || error instanceof ToolError) {
        const report = reportOfNothing(error, config.failOn);
        await publishReport({ ...place, report, annotations: [], updatesOnly: true });
      }
      throw error;
    },
  );
  // Before anything that waits for GitHub: what was measured must not be lost with it.
  await writeOutputs(outcome);
  const { report, decision } = outcome.assessment;
  log.group("Report", renderTerminal(layOut(report), { width: logColumns, colour: false }));
  const annotations = annotationsOf(report.code.rows, outcome.result.benchmarks);
  const commentUrl = await publishReport({ ...place, report, annotations });
  await writeCommentUrl(commentUrl);
  return decision.exitCode;
}
