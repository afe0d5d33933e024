// The report job on a runner: reads the results of a run, decides once, publishes. It runs no code but ours.
import * as path from "node:path";
import type { Assessment } from "../assessment.ts";
import { assessRun } from "../assessment.ts";
import { exitCode, UserError } from "../errors.ts";
import type { ReportInputs } from "../inputs/report-inputs.ts";
import { annotationsOf } from "../publish/annotations.ts";
import { checkContent, refusedContent } from "../publish/check-content.ts";
import { GitHub } from "../publish/github.ts";
import { runnerLog } from "../publish/log.ts";
import { writeCommentUrl, writeOutputs } from "../publish/outputs.ts";
import { readBinding } from "../publish/read-binding.ts";
import { readArtifacts } from "../publish/run-artifacts.ts";
import type { Target } from "../publish/target.ts";
import { boundTarget, ownTarget } from "../publish/target.ts";
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
import type { WorkflowRun } from "../system/workflow-run.ts";
import { readWorkflowRun } from "../system/workflow-run.ts";
import { toolVersion } from "../version.ts";
import { reportOfNothing } from "./no-result.ts";
import { connectionOf, publishReport } from "./publish-report.ts";
import type { FetchResults, SourceResults } from "./result-source.ts";
import { readResults } from "./result-source.ts";
import { rulesOf } from "./stored-rules.ts";

const logColumns = 120;

// Many artifacts take their time; whatever else is asked of GitHub has a minute of its own.
const readingMilliseconds = 300_000;

/**
 * @returns the exit code of the decision.
 * @throws UserError where the results are not those of one run; the check says so, too.
 */
export async function reportAction(inputs: ReportInputs): Promise<number> {
  const workflow = readWorkflowRun(process.env);
  const connection = connectionOf({ token: inputs.token, apiUrl: workflow?.apiUrl ?? "" });
  const reader = connection === null ? null : new GitHub({ ...connection, budgetMilliseconds: readingMilliseconds });
  const target = workflow === null ? null : await targetOf(inputs.source, workflow, reader);
  const { comment, commentKey, token } = inputs;
  const place = { target, apiUrl: workflow?.apiUrl ?? "", token, comment, commentKey, isMatrixLeg: false };
  const { run, assessment, files } = await judged(inputs, fetchFrom(workflow, reader)).catch(async (error: unknown) => {
    if (!(error instanceof UserError)) throw error;
    // A run that a newer push has cancelled leaves nothing, or parts, and nobody waits for it.
    if (target?.isStale === true) return decided(inputs, { results: [], missing: [] });
    const check = { name: inputs.checkName, content: refusedContent(error.message) };
    const { failOn } = rulesOf([], { failOn: inputs.rules.failOn });
    const report = withNotice(reportOfNothing(error, failOn), target);
    await publishReport({ ...place, report, annotations: [], check, updatesOnly: true });
    throw error;
  });
  const { report, decision } = assessment;
  runnerLog().group("Report", renderTerminal(layOut(report), { width: logColumns, colour: false }));
  const folder = await systemFiles.makeTemporaryFolder(temporaryFolder(process.env), "blas-bench-report-");
  const reportFile = path.join(folder, "report.md");
  await systemFiles.writeWhole(reportFile, renderMarkdown(layOut(report)));
  await writeOutputs({ assessment, environments: [], resultFile: files.join("\n"), reportFile });
  const commentUrl = await publishReport({
    ...place,
    report: withNotice(report, target),
    annotations: annotationsOf(report.code.rows, run.benchmarks),
    check: { name: inputs.checkName, content: checkContent(report) },
  });
  await writeCommentUrl(commentUrl);
  return target?.isStale === true ? exitCode.pass : decision.exitCode;
}

/** A job that reads the results of its own run belongs to that. */
async function targetOf(source: ReportInputs["source"], workflow: WorkflowRun, reader: GitHub | null): Promise<Target> {
  if (source.kind === "files" || source.run === workflow.run || reader === null)
    return ownTarget(await readEvent(process.env), workflow);
  return boundTarget(await readBinding({ ...workflow, ...source }, reader), source.run, workflow);
}

function fetchFrom(workflow: WorkflowRun | null, reader: GitHub | null): FetchResults {
  return async ({ run, artifactPattern: pattern }) => {
    if (workflow !== null && reader !== null)
      return readArtifacts({ owner: workflow.owner, repo: workflow.repo, run, pattern }, reader);
    const what = "needs a workflow run and a token to ask GitHub with";
    throw new UserError([{ where: "input run-id", what, remedy: "give github-token, or name files in results" }]);
  };
}

interface Judged {
  readonly run: Run;
  readonly assessment: Assessment;
  /** Of this machine. */
  readonly files: readonly string[];
}

async function judged(inputs: ReportInputs, fetchResults: FetchResults): Promise<Judged> {
  return decided(inputs, await readResults(inputs.source, fetchResults));
}

function decided(
  { source, rules: { failOn, threshold } }: ReportInputs,
  { results: all, missing }: SourceResults,
): Judged {
  const results = latestAttempts(all);
  // Where all jobs failed there is nothing to merge, and that is to be decided and shown as well.
  const now = systemClock.now().toISOString();
  const merged = results.length === 0 ? emptyRun(toolVersion, now) : mergeResults(results, true);
  const run = results.length === 0 ? merged : { ...merged, failures: [...merged.failures, ...missing] };
  // What another run left may come from a pull request, and rules from there would be the pull request's.
  const given = { failOn, ...(threshold.trim() === "" && source.kind === "files" ? {} : { threshold }) };
  const assessment = assessRun(run, rulesOf(results, given));
  return { run, assessment, files: source.kind === "files" ? results.map(({ file }) => file) : [] };
}

function withNotice(report: Assessment["report"], target: Target | null): Assessment["report"] {
  const notice = target?.notice ?? null;
  return notice === null ? report : { ...report, notices: [...report.notices, notice] };
}
