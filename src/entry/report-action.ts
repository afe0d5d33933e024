// The report job on a runner: reads the results of a run, decides once, publishes. It runs no code but ours.
import * as path from "node:path";
import type { Assessment } from "../assessment.ts";
import { assessRun } from "../assessment.ts";
import { UserError } from "../errors.ts";
import type { ReportInputs } from "../inputs/report-inputs.ts";
import { annotationsOf } from "../publish/annotations.ts";
import { checkContent, refusedContent } from "../publish/check-content.ts";
import { runnerLog } from "../publish/log.ts";
import { writeOutputs } from "../publish/outputs.ts";
import type { Target } from "../publish/target.ts";
import { ownTarget } from "../publish/target.ts";
import { layOut } from "../report/lay-out.ts";
import { renderMarkdown } from "../report/markdown.ts";
import { renderTerminal } from "../report/terminal.ts";
import { latestAttempts } from "../result/latest-attempts.ts";
import type { Run } from "../result/matrix.ts";
import { emptyRun } from "../result/matrix.ts";
import { mergeResults } from "../result/merge.ts";
import { systemClock } from "../system/clock.ts";
import { readEvent } from "../system/event.ts";
import { systemFiles } from "../system/files.ts";
import { temporaryFolder } from "../system/folders.ts";
import { readWorkflowRun } from "../system/workflow-run.ts";
import { toolVersion } from "../version.ts";
import { publishReport, say, setCheck } from "./publish-report.ts";
import type { FetchResults } from "./result-source.ts";
import { readResults } from "./result-source.ts";
import { rulesOf } from "./stored-rules.ts";

const logColumns = 120;

const fetchResults: FetchResults = () => {
  const what = "results of another run cannot be read yet";
  return Promise.reject(new UserError([{ where: "input run-id", what, remedy: "name files in results" }]));
};

/**
 * @returns the exit code of the decision.
 * @throws UserError where the results are not those of one run; the check says so, too.
 */
export async function reportAction(inputs: ReportInputs): Promise<number> {
  const workflow = readWorkflowRun(process.env);
  const target = workflow === null ? null : ownTarget(await readEvent(process.env), workflow);
  const place = { target, apiUrl: workflow?.apiUrl ?? "", token: inputs.token };
  const { run, assessment, files } = await judged(inputs).catch(async (error: unknown) => {
    if (error instanceof UserError) {
      const check = { name: inputs.checkName, content: refusedContent(error.message) };
      const { notice } = await setCheck(place, check, []);
      if (notice !== null) await say([notice]);
    }
    throw error;
  });
  const { report, decision } = assessment;
  runnerLog().group("Report", renderTerminal(layOut(report), { width: logColumns, colour: false }));
  const folder = await systemFiles.makeTemporaryFolder(temporaryFolder(process.env), "blas-bench-report-");
  const reportFile = path.join(folder, "report.md");
  await systemFiles.writeWhole(reportFile, renderMarkdown(layOut(report)));
  const commentUrl = await publishReport({
    ...place,
    comment: inputs.comment,
    commentKey: inputs.commentKey,
    isMatrixLeg: false,
    report: withNotice(report, target),
    annotations: annotationsOf(report.code.rows, run.benchmarks),
    check: { name: inputs.checkName, content: checkContent(report) },
  });
  await writeOutputs({ assessment, environments: [], resultFile: files.join("\n"), reportFile, commentUrl });
  return decision.exitCode;
}

interface Judged {
  readonly run: Run;
  readonly assessment: Assessment;
  /** Of this machine. */
  readonly files: readonly string[];
}

async function judged({ source, rules: { failOn, threshold } }: ReportInputs): Promise<Judged> {
  const results = latestAttempts(await readResults(source, fetchResults));
  // Where all jobs failed there is nothing to merge, and that is to be decided and shown as well.
  const now = systemClock.now().toISOString();
  const run = results.length === 0 ? emptyRun(toolVersion, now) : mergeResults(results, true);
  const given = { failOn, ...(threshold.trim() === "" ? {} : { threshold }) };
  const assessment = assessRun(run, rulesOf(results, given));
  return { run, assessment, files: source.kind === "files" ? results.map(({ file }) => file) : [] };
}

function withNotice(report: Assessment["report"], target: Target | null): Assessment["report"] {
  const notice = target?.notice ?? null;
  return notice === null ? report : { ...report, notices: [...report.notices, notice] };
}
