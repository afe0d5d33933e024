// Children that print all they know and every workflow command: what they are given, and what of their words takes effect.
import { execFile } from "node:child_process";
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { assess } from "../../src/assessment.ts";
import { createExistingProvider } from "../../src/provision/existing.ts";
import { installAll } from "../../src/provision/install.ts";
import { runnerLog } from "../../src/publish/log.ts";
import { layOut } from "../../src/report/lay-out.ts";
import { renderTerminal } from "../../src/report/terminal.ts";
import type { Failure } from "../../src/result/schema.ts";
import { childVariables, networkVariables } from "../../src/system/variables.ts";
import { benchEffects, planFor } from "../provision/bench-effects.ts";
import type { Scratch } from "../provision/scratch.ts";
import { makeScratch } from "../provision/scratch.ts";
import { soundResult } from "../result/sound-result.ts";
import { commandsIn } from "./runner-commands.ts";

const secret = "ghs_16C7e42F292c6912E7710c838347Ae178B4a";
const ofARunner = [
  "GITHUB_TOKEN",
  "GITHUB_ENV",
  "GITHUB_OUTPUT",
  "GITHUB_PATH",
  "GITHUB_STATE",
  "GITHUB_STEP_SUMMARY",
  "INPUT_GITHUB-TOKEN",
  "ACTIONS_RUNTIME_TOKEN",
  "ACTIONS_RUNTIME_URL",
  "ACTIONS_CACHE_URL",
  "ACTIONS_RESULTS_URL",
  "ACTIONS_ID_TOKEN_REQUEST_TOKEN",
];
const runner = { ...process.env, ...Object.fromEntries(ofARunner.map((name) => [name, secret])) };

// Every command that a runner knows (actions/runner, ActionCommandManager.cs and its extensions), in both forms.
const known = [
  ...["set-env name=PATH", "set-output name=decision", "save-state name=x", "add-path", "add-mask", "add-matcher"],
  ...["remove-matcher owner=x", "debug", "notice", "warning", "error file=a.py,line=1", "group", "endgroup", "echo"],
  ...["stop-commands", "internal-set-repo-path repoFullName=a/b"],
];
const program = [
  "env",
  ...known.flatMap((command) => [
    `printf '%s\\n' '::${command}::pwned' '  ::${command}::pwned' 'word ##[${command}]pwned' >&2`,
    `printf 'progress\\r::${command}::pwned\\r\\n\\033[1m::${command}::pwned\\033[0m\\n'`,
  ]),
  "printf '::stop-commands::never' >&2",
].join("\n");

let scratch: Scratch;
beforeEach(async () => {
  scratch = await makeScratch();
});
afterEach(() => scratch[Symbol.asyncDispose]());

const own = planFor("own", { provider: "existing", path: process.env.BLAS_BENCH_TEST_PYTHON ?? "" });
const watch = { look: async () => null, change: () => null };

/** What becomes of an install command: the failure that the result keeps, and its log. */
async function install(command: string): Promise<{ readonly failure: Failure | undefined; readonly log: string }> {
  const effects = benchEffects({ childVariables: childVariables(runner), networkVariables: networkVariables(runner) });
  const [outcome] = await createExistingProvider(effects).provision([own], "", () => {}, effects.signal);
  if (outcome?.status !== "ready") throw new Error("the test's own Python is not to be had");
  const logFolder = path.join(scratch.folder, "logs");
  const { failures } = await installAll(
    {
      environments: [outcome.environment],
      commands: () => [command],
      folders: { base: null, head: scratch.folder },
      logFolder,
    },
    watch,
    effects,
  );
  return { failure: failures[0], log: await fs.readFile(path.join(logFolder, `${own.id}.log`), "utf8") };
}

describe("an install command that prints its environment and every workflow command", () => {
  it("has no token to print, and no file of the runner's", async () => {
    const { log, failure } = await install(program);
    expect(failure).toBeUndefined();
    expect(log).toContain("PATH=");
    expect(log).not.toContain(secret);
    for (const name of ofARunner) expect(log).not.toContain(`${name}=`);
    // It did print them, or this would show nothing.
    expect(commandsIn(log).length).toBeGreaterThan(3 * known.length);
  });

  it("takes no effect in the log, where its last lines are shown", async () => {
    for (const command of known) {
      const words = [`::${command}::pwned`, `word ##[${command}]pwned`, `\\033[1m::${command}::pwned\\033[0m`];
      const { failure } = await install(`printf '${words.join("\\n")}\\n' >&2; exit 3`);
      if (failure === undefined) expect.fail("did not fail");
      expect(failure.lastLines.join("\n")).toContain("pwned");
      const { report } = assess(
        { ...soundResult(), failures: [failure] },
        { failOn: ["failed"], threshold: { defaultShare: null, overrides: [] } },
      );
      let output = "";
      const log = runnerLog((text) => {
        output += text;
      });
      log.group("Report", renderTerminal(layOut(report), { width: 120, colour: false }));
      expect(output).toContain("pwned");
      expect(commandsIn(output)).toEqual(["::group::Report", "::endgroup::"]);
    }
  }, 60_000);
});

it.runIf(process.platform === "linux")(
  "a child of the same user can read its parent's variables all the same, as docs/threat-model.md says",
  async () => {
    const processes = new URL("../../src/system/processes.ts", import.meta.url).href;
    const parent = `
      const { createProcesses } = await import(${JSON.stringify(processes)});
      const command = ["/bin/bash", "--norc", "-c", "tr '\\\\0' '\\\\n' < /proc/$PPID/environ"];
      const { stdout } = await createProcesses().run({ command, variables: {} });
      process.stdout.write(stdout);`;
    const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", parent], {
      env: { PATH: process.env.PATH ?? "", GITHUB_TOKEN: secret },
    });
    expect(stdout).toContain(`GITHUB_TOKEN=${secret}`);
  },
);
