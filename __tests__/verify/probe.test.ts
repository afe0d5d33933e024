// Real processes: this machine's Python, and programs that only claim to be one.
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Interrupted, ToolError, UserError } from "../../src/errors.ts";
import { createProcesses } from "../../src/system/processes.ts";
import type { ProbeRequest } from "../../src/verify/probe.ts";
import { collectEvidence, collectThreadpools } from "../../src/verify/probe.ts";

const pythonFolder = fileURLToPath(new URL("../../python", import.meta.url));
const processes = createProcesses();
let folder = "";

beforeAll(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), "blas-bench-probe-"));
});
afterAll(async () => {
  await processes.killAll();
  await fs.rm(folder, { recursive: true, force: true });
});

function request(python: string, change: Partial<ProbeRequest> = {}): ProbeRequest {
  return {
    python,
    variables: { PATH: process.env.PATH ?? "" },
    pythonFolder,
    timeoutMilliseconds: 60_000,
    signal: new AbortController().signal,
    where: "--python",
    ...change,
  };
}

/** A program that stands in for a Python: `asked` is what it does as one, `version` what it says of its version. */
async function pretender(name: string, asked: string, version = "printf 3.12"): Promise<string> {
  const file = path.join(folder, name);
  await fs.writeFile(file, `#!/bin/sh\nif [ "$1" = -c ]; then\n${version}\nelse\n${asked}\nfi\n`, { mode: 0o755 });
  return file;
}

async function errorOf(asking: Promise<unknown>): Promise<Error> {
  const outcome = await asking.then(
    () => null,
    (error: unknown) => error,
  );
  if (outcome instanceof Error) return outcome;
  throw new Error("there was no error");
}

describe("a real Python", () => {
  it("gives evidence of the schema's form, with NumPy or without", async () => {
    const evidence = await collectEvidence(request("python3"), processes);
    expect(evidence.python.executable).toMatch(/^\//);
    expect(["imported", "absent", "failed"]).toContain(evidence.numpy.status);
  });

  it("reports threadpools, or why it cannot", async () => {
    const report = await collectThreadpools({ ...request("python3"), threadpoolctlFolder: null }, processes);
    if (report.status === "unavailable") expect(report.reason).not.toBe("");
    else expect(report.threadpoolctlVersion).toMatch(/^\d/);
  });

  it("gets the variables that are handed over, and no others", async () => {
    const variables = { PATH: process.env.PATH ?? "", OPENBLAS_NUM_THREADS: "1", KEPT_TO_ITSELF: "secret" };
    const evidence = await collectEvidence(request("python3", { variables }), processes);
    expect(evidence.variables.OPENBLAS_NUM_THREADS).toBe("1");
    expect(JSON.stringify(evidence)).not.toContain("secret");
  });
});

describe("what is no Python", () => {
  it.each<[string, () => Promise<string>, RegExp]>([
    [
      "does not exist",
      async () => path.join(folder, "nothing"),
      /^--python: "\S+nothing" cannot be started \(.*ENOENT.*\)\. Name an/,
    ],
    [
      "is a text file",
      async () => {
        const file = path.join(folder, "text");
        await fs.writeFile(file, "no program");
        return file;
      },
      /^--python: "\S+text" cannot be started \(.*EACCES/,
    ],
    ["is another program", async () => "true", /^--python: "true" does not work as a Python\. Name a Python/],
    [
      "fails at everything",
      () => pretender("broken", "exit 3", "echo cannot find the standard library >&2; exit 1"),
      /"\S+broken" does not work as a Python \(cannot find the standard library\)/,
    ],
    [
      "is too old",
      () => pretender("old", "echo SyntaxError >&2; exit 1", "printf 2.7"),
      /is Python 2\.7\. Name Python 3\.8 or newer/,
    ],
    ["is too old by a little", () => pretender("older", "exit 1", "printf 3.7"), /is Python 3\.7\./],
  ])("%s", async (_, make, message) => {
    const error = await errorOf(collectEvidence(request(await make()), processes));
    expect(error.message).toMatch(message);
  });

  it("is the user's to change", async () => {
    expect(await errorOf(collectEvidence(request(path.join(folder, "nothing")), processes))).toBeInstanceOf(UserError);
  });
});

describe("a Python that works and does not answer", () => {
  it.each<[string, string, RegExp]>([
    [
      "ends with an error",
      "echo some noise >&2; echo the last word >&2; exit 7",
      /could not be asked .* exit code 7\): the last word$/,
    ],
    ["prints rubbish", "echo hello", /answered is not JSON/],
    ["prints nothing", "exit 0", /answered is not JSON/],
    ["prints something else", `echo '{"evidenceVersion": 2}'`, /does not fit the schema \(evidenceVersion: /],
  ])("%s", async (name, asked, message) => {
    const python = await pretender(name.replaceAll(" ", "-"), asked);
    const error = await errorOf(collectEvidence(request(python), processes));
    expect(error).toBeInstanceOf(ToolError);
    expect(error.message).toMatch(message);
  });

  it("hangs", async () => {
    const python = await pretender("hanging", "sleep 1000");
    const error = await errorOf(collectEvidence(request(python, { timeoutMilliseconds: 300 }), processes));
    expect(error).toBeInstanceOf(ToolError);
    expect(error.message).toMatch(/gave no answer in 0\.3 s/);
  });

  it("is left alone when the run is interrupted", async () => {
    const python = await pretender("interrupted", "sleep 1000");
    const signal = AbortSignal.timeout(300);
    expect(await errorOf(collectEvidence(request(python, { signal }), processes))).toBeInstanceOf(Interrupted);
    const threadpools = collectThreadpools({ ...request(python, { signal }), threadpoolctlFolder: null }, processes);
    expect(await errorOf(threadpools)).toBeInstanceOf(Interrupted);
  });
});

describe("threadpools that fail", () => {
  it.each([
    ["an error", "echo no such module >&2; exit 1", "no such module"],
    ["silence", "exit 1", "exit code 1"],
    ["rubbish", "echo hello", "what this Python answered is not JSON"],
  ])("with %s are unavailable, with the reason", async (name, asked, reason) => {
    const python = await pretender(`threadpools-${name.replaceAll(" ", "-")}`, asked);
    const report = await collectThreadpools({ ...request(python), threadpoolctlFolder: null }, processes);
    expect(report).toMatchObject({ status: "unavailable", reason: expect.stringContaining(reason) });
  });

  it("are looked for in the folder that is given", async () => {
    const python = await pretender("folder", `printf '{"status": "unavailable", "reason": "%s %s"}' "$3" "$4"`);
    const report = await collectThreadpools({ ...request(python), threadpoolctlFolder: "/some/where" }, processes);
    expect(report).toEqual({ status: "unavailable", reason: "--threadpoolctl-path /some/where" });
  });
});
