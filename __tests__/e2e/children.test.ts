// Benchmarks in a real workflow run that print their environment and every workflow command, and look at their parent's.
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { actOrReason } from "../rig/act/program.ts";
import { runWorkflow } from "../rig/act/workflow-run.ts";
import type { Account } from "./account.ts";
import { openAccount } from "./account.ts";
import type { Product } from "./product.ts";
import { makeProduct } from "./product.ts";

const secret = "ghs_16C7e42F292c6912E7710c838347Ae178B4a";
const runtimeToken = "runtime-token-of-this-job";

const benchmarks = `
import os, sys

TOLD = ["GITHUB_TOKEN", "GITHUB_ENV", "GITHUB_OUTPUT", "GITHUB_PATH", "GITHUB_STATE", "GITHUB_STEP_SUMMARY"]
COMMANDS = ["set-output name=decision", "add-mask", "error file=a.py", "warning", "group", "stop-commands"]
WORDS = [form % (one, "pwned") for one in COMMANDS for form in ("::%s::%s", "word ##[%s]%s")]


def bench_raises():
    given = [name for name in os.environ if name in TOLD or name.startswith(("ACTIONS_", "INPUT_", "RUNNER_"))]
    with open("/proc/%d/environ" % os.getppid()) as parent:
        seen = "ACTIONS_RUNTIME_TOKEN=" in parent.read()
    raise RuntimeError("given: %s; seen at the parent: %s" % (given, seen))


def bench_says():
    raise RuntimeError("\\n".join(WORDS))


def bench_dies():
    for stream in (sys.stdout, sys.stderr):
        stream.write("\\n".join(WORDS) + "\\n")
        stream.flush()
    os._exit(3)
`;

let product: Product;
let account: Account;

beforeEach(async (context) => {
  const { reason } = await actOrReason();
  if (reason !== null) context.skip(reason);
  if (process.platform !== "linux") context.skip("only Linux shows a parent's variables in /proc");
  product = await makeProduct();
  account = await openAccount();
});
afterEach(async () => {
  await account?.[Symbol.asyncDispose]();
  await product?.[Symbol.asyncDispose]();
});

test("nothing is handed over, no command takes effect, and the parent's variables can be read", async () => {
  const { program } = await actOrReason();
  await fs.writeFile(path.join(product.folder, "bench_children.py"), benchmarks);
  const run = await runWorkflow({
    act: program ?? "",
    repository: product.folder,
    workflow: await fs.readFile(new URL("workflows/children.yml", import.meta.url), "utf8"),
    home: account.home,
    configuration: { PYTHON: process.env.BLAS_BENCH_TEST_PYTHON ?? "" },
    secrets: { GITHUB_TOKEN: secret },
    variables: { BLAS_BENCH_CACHE: account.cache, ACTIONS_RUNTIME_TOKEN: runtimeToken },
  });
  const bench = run.steps.get("bench");
  expect(bench?.result, run.output).toBe("failure");
  expect(bench?.outputs.decision).toBe("fail");
  expect(bench?.annotations).toEqual([]);
  expect(bench?.groups).toEqual(["Report"]);
  const all = `${bench?.log}${bench?.summary}`;
  expect(all).toContain("given: []; seen at the parent: True");
  expect(bench?.log).toContain("\\::stop-commands::pwned");
  expect(bench?.log).toContain("##\\[stop-commands]pwned");
  expect(bench?.summary).toContain("pwned");
  expect(run.output).not.toContain(secret);
  expect(run.output).not.toContain(runtimeToken);
});
