// The action's outputs, for later steps.
import type { Decision } from "../gate/decision.ts";
import type { ProvisionedEnvironment } from "../provision/provider.ts";
import { inertJson } from "../report/json.ts";
import type { ReportModel } from "../report/model.ts";

export interface Published {
  readonly assessment: { readonly decision: Decision; readonly report: ReportModel };
  readonly environments: readonly Pick<ProvisionedEnvironment, "plan" | "prefix">[];
  readonly resultFile: string;
  readonly reportFile: string;
}

/** Output name -> text. */
export function outputsOf({ assessment, environments, resultFile, reportFile }: Published): Record<string, string> {
  const { decision, report } = assessment;
  const withOutcome = (outcome: string): string =>
    String(report.code.rows.filter((row) => row.outcome === outcome).length);
  const atHead = environments.filter(({ plan }) => plan.arm === "head");
  return {
    decision: decision.status,
    regressions: withOutcome("regressed"),
    improvements: withOutcome("improved"),
    backends: json(report.cells.map(({ label, now }) => [label, backendOf(now)])),
    environments: json(atHead.map(({ plan, prefix }) => [plan.variant, prefix])),
    "result-file": resultFile,
    "report-file": reportFile,
  };
}

/** Whoever prints an output must not run into what it says. */
function json(entries: readonly (readonly [string, unknown])[]): string {
  return inertJson(JSON.stringify(Object.fromEntries(entries)));
}

function backendOf({ requested, installed, blas, lapack, threads, status, reasons }: ReportModel["backends"][number]) {
  return { requested, installed, blas, lapack, threads, status, reasons };
}

export async function writeOutputs(published: Published): Promise<void> {
  // Loaded here, because the first input error must not wait for it.
  const { setOutput } = await import("@actions/core");
  for (const [name, text] of Object.entries(outputsOf(published))) setOutput(name, text);
}

/** @param url undefined where there is none. */
export async function writeCommentUrl(url: string | undefined): Promise<void> {
  const { setOutput } = await import("@actions/core");
  setOutput("comment-url", url ?? "");
}
