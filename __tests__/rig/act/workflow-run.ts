// One real run of a workflow file by act, on this machine, without Docker and without a network.
import { execFileSync, spawn } from "node:child_process";
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { fileURLToPath } from "node:url";
import { programs } from "../../../scripts/test/project.mjs";
import type { WorkflowEvent } from "./events.ts";
import { eventRepository, pullRequestEvent } from "./events.ts";
import type { StepRun } from "./log.ts";
import { readLog } from "./log.ts";

export interface WorkflowRequest {
  readonly act: string;
  /** A folder that holds action.yml and what it needs. It becomes a git repository with the workflow in it, and is what
   * `OWNER/blas-bench@main` stands for. */
  readonly repository: string;
  /** The workflow's text. What it leaves as artifacts goes to the folder in the variable ARTIFACTS. */
  readonly workflow: string;
  /** Folder that becomes HOME, and holds act's work: the workspace and RUNNER_TEMP are in it. */
  readonly home: string;
  /** What the workflow reads as `vars.NAME`. */
  readonly configuration: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  /** Set for all steps. */
  readonly variables: Readonly<Record<string, string>>;
  /** Cells to run, as "os:ubuntu-24.04"; all of them where it is not given. */
  readonly matrix?: readonly string[];
  readonly event?: (head: string, base: string) => WorkflowEvent;
}

export interface WorkflowRun {
  readonly exitCode: number | null;
  readonly steps: ReadonlyMap<string, StepRun>;
  /** Everything act printed, for a failing test's message. */
  readonly output: string;
}

export async function runWorkflow(request: WorkflowRequest): Promise<WorkflowRun> {
  const workflowFile = path.join(".github", "workflows", "workflow.yml");
  await fs.mkdir(path.join(request.repository, path.dirname(workflowFile)), { recursive: true });
  await fs.mkdir(request.home, { recursive: true });
  await fs.writeFile(path.join(request.repository, workflowFile), request.workflow);
  const { head, base } = commitTwice(request.repository, request.home);
  const event = (request.event ?? pullRequestEvent)(head, base);
  const eventFile = path.join(request.home, "event.json");
  await fs.writeFile(eventFile, JSON.stringify(event.payload));
  const { exitCode, output } = await spawnAct(request, event.name, eventFile, workflowFile);
  return { exitCode, output, steps: readLog(output) };
}

/** A runner starts programs with what a runner has: none of the caller's variables but PATH, Node 24 first. */
function runnerVariables(home: string): Record<string, string> {
  return { HOME: home, PATH: [programs, process.env.PATH ?? ""].join(path.delimiter), LANG: "C.UTF-8" };
}

function commitTwice(repository: string, home: string): { head: string; base: string } {
  const git = (...parameters: string[]): string =>
    execFileSync("git", ["-c", "user.name=Octocat", "-c", "user.email=octocat@example.com", ...parameters], {
      cwd: repository,
      env: { ...runnerVariables(home), GIT_CONFIG_NOSYSTEM: "1" },
      encoding: "utf8",
    }).trim();
  git("init", "--quiet", "--initial-branch=main");
  git("add", "--all");
  git("commit", "--quiet", "--allow-empty", "--message=Base");
  git("commit", "--quiet", "--allow-empty", "--message=Head");
  return { head: git("rev-parse", "HEAD"), base: git("rev-parse", "HEAD^") };
}

const standIns = { "actions/upload-artifact": "upload", "actions/download-artifact": "download" };

/** Ours is the repository itself. act answers actions/checkout with a copy of that, whatever its version. */
function localActions({ workflow, repository }: WorkflowRequest): Record<string, string> {
  const folders: [string, string][] = [["OWNER/blas-bench@main", repository]];
  for (const [name, folder] of Object.entries(standIns)) {
    const used = workflow.match(new RegExp(`${name}@[0-9a-f]{40}`, "g")) ?? [];
    for (const one of used) folders.push([one, fileURLToPath(new URL(`artifacts/${folder}`, import.meta.url))]);
  }
  return Object.fromEntries(folders);
}

function spawnAct(
  request: WorkflowRequest,
  eventName: string,
  eventFile: string,
  workflowFile: string,
): Promise<{ exitCode: number | null; output: string }> {
  const given = (flag: string, values: Readonly<Record<string, string>>): string[] =>
    Object.entries(values).flatMap(([name, value]) => [flag, `${name}=${value}`]);
  const parameters = [eventName, "--eventpath", eventFile, "--workflows", workflowFile, "--json"];
  parameters.push("--pull=false", "--action-offline-mode");
  for (const label of ["ubuntu-latest", "ubuntu-24.04"]) parameters.push("--platform", `${label}=-self-hosted`);
  parameters.push("--cache-server-addr", "127.0.0.1");
  parameters.push(...given("--local-repository", localActions(request)));
  for (const cell of request.matrix ?? []) parameters.push("--matrix", cell);
  parameters.push(...given("--var", request.configuration), ...given("--secret", request.secrets));
  // act knows a repository by its remote, which ours has none of.
  const { full_name: repository } = eventRepository;
  parameters.push(...given("--env", { GITHUB_REPOSITORY: repository, ...request.variables }));
  const child = spawn(request.act, parameters, {
    cwd: request.repository,
    env: runnerVariables(request.home),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (exitCode) => resolve({ exitCode, output }));
  });
}
