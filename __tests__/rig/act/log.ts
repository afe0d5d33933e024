// What act prints with --json, gathered by step: result, outputs, job summary, annotations and log.
import { z } from "zod";

const line = z.looseObject({
  msg: z.string(),
  /** The names of a nested step, outermost first. */
  stepID: z.array(z.string()).optional(),
  stage: z.string().optional(),
  command: z.string().optional(),
  name: z.string().optional(),
  arg: z.string().optional(),
  content: z.string().optional(),
  kvPairs: z.record(z.string(), z.string()).optional(),
  raw_output: z.boolean().optional(),
  stepResult: z.string().optional(),
});
type Line = z.infer<typeof line>;

export interface Annotation {
  readonly level: "error" | "warning" | "notice";
  readonly title: string;
  readonly message: string;
}

export interface StepRun {
  readonly result: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** What was appended to GITHUB_STEP_SUMMARY. */
  readonly summary: string;
  readonly annotations: readonly Annotation[];
  readonly groups: readonly string[];
  /** Standard output and error, workflow commands left out. */
  readonly log: string;
}

const annotationLevels = ["error", "warning", "notice"] as const;

/** @returns the steps by their id. */
export function readLog(text: string): ReadonlyMap<string, StepRun> {
  const steps = new Map<string, StepRun>();
  for (const one of text.split("\n").filter((each) => each.startsWith("{"))) {
    const read = line.parse(JSON.parse(one));
    const id = read.stepID?.[0];
    if (id === undefined || read.stage !== "Main") continue;
    steps.set(id, { ...(steps.get(id) ?? nothingYet), ...change(steps.get(id) ?? nothingYet, read) });
  }
  return steps;
}

const nothingYet: StepRun = { result: "unfinished", outputs: {}, summary: "", annotations: [], groups: [], log: "" };

function change(step: StepRun, read: Line): Partial<StepRun> {
  if (read.stepResult !== undefined) return { result: read.stepResult };
  if (read.raw_output === true) return { log: step.log + read.msg };
  const level = annotationLevels.find((each) => each === read.command);
  if (level !== undefined)
    return {
      annotations: [...step.annotations, { level, title: read.kvPairs?.title ?? "", message: read.arg ?? "" }],
    };
  if (read.command === "set-output") return { outputs: { ...step.outputs, [read.name ?? ""]: read.arg ?? "" } };
  if (read.command === "summary") return { summary: step.summary + (read.content ?? "") };
  if (read.command === "group") return { groups: [...step.groups, read.arg ?? ""] };
  return {};
}
