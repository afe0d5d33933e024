// The report action in a process of its own, as a runner starts it.
import { execFile } from "node:child_process";
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { fileURLToPath } from "node:url";
import { startVariables } from "../from-sources.ts";

const door = fileURLToPath(new URL("../../src/entry/report.ts", import.meta.url));

/** The commit that the event of a pull request names. */
export const head = "a".repeat(40);

export interface Said {
  readonly exitCode: number;
  readonly log: string;
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
}

export interface Job {
  /** Where it works, and what the runner's files lie in. */
  readonly folder: string;
  readonly apiUrl: string;
  readonly token: string;
  readonly run?: number;
  readonly event?: string;
  readonly inputs?: Readonly<Record<string, string>>;
}

export async function runReport(job: Job): Promise<Said> {
  const { folder, apiUrl, token, run = 500, event = "pull_request", inputs = {} } = job;
  const file = (name: string): string => path.join(folder, name);
  const pull = { number: 7, base: { ref: "main" }, head: { sha: head } };
  await fs.writeFile(file("event.json"), JSON.stringify(event === "pull_request" ? { pull_request: pull } : {}));
  for (const name of ["output", "summary"]) await fs.writeFile(file(name), "");
  const given = { "github-token": token, ...inputs };
  const env = {
    ...startVariables,
    RUNNER_TEMP: folder,
    GITHUB_API_URL: apiUrl,
    GITHUB_SERVER_URL: "https://github.com",
    GITHUB_REPOSITORY: "octo-org/numerics",
    GITHUB_RUN_ID: String(run),
    GITHUB_RUN_ATTEMPT: "1",
    GITHUB_SHA: "e".repeat(40),
    GITHUB_EVENT_NAME: event,
    GITHUB_EVENT_PATH: file("event.json"),
    GITHUB_OUTPUT: file("output"),
    GITHUB_STEP_SUMMARY: file("summary"),
    ...Object.fromEntries(Object.entries(given).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
  };
  const { exitCode, log } = await new Promise<Pick<Said, "exitCode" | "log">>((resolve) => {
    execFile(process.execPath, [door], { env, cwd: folder }, (error, stdout, stderr) => {
      resolve({ exitCode: error === null ? 0 : Number(error.code), log: stdout + stderr });
    });
  });
  const outputs = await fs.readFile(file("output"), "utf8");
  return {
    exitCode,
    log,
    summary: await fs.readFile(file("summary"), "utf8"),
    outputs: Object.fromEntries(
      [...outputs.matchAll(/^([\w-]+)<<(\S+)\n([\s\S]*?)\n\2$/gm)].map(([, name, , value]) => [name, value]),
    ),
  };
}
