import { execFileSync } from "node:child_process";
import { afterEach, describe, expect, it } from "vitest";
import type { LineProcess } from "../../src/system/processes.ts";
import { createProcesses } from "../../src/system/processes.ts";

const processes = createProcesses();
afterEach(() => processes.killAll());

const bash = (script: string) => ({
  // Without --norc bash reads ~/.bashrc: Node hands sockets over as pipes, which bash takes for a remote shell.
  command: ["/bin/bash", "--norc", "-c", script] as const,
  variables: { PATH: "/usr/bin:/bin" },
});

/** Living processes whose command line contains the mark. */
function living(mark: string): string[] {
  const all = execFileSync("ps", ["-eo", "pid,stat,args"], { encoding: "utf8" }).split("\n");
  return all.filter((line) => line.includes(mark) && !/^\s*\d+\s+Z/.test(line) && !line.includes("ps -eo"));
}

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200 && !condition(); tries++) await new Promise((resolve) => setTimeout(resolve, 25));
  expect(condition()).toBe(true);
}

function firstLine(child: LineProcess): Promise<string> {
  return new Promise((resolve) => child.onLine(resolve));
}

describe("run", () => {
  it("gives output, errors and exit code apart", async () => {
    const seen: string[] = [];
    const result = await processes.run({
      ...bash("cat; echo warning >&2; exit 7"),
      input: "hello",
      onErrorLine: (line) => seen.push(line),
    });
    expect(result).toEqual({ exitCode: 7, stdout: "hello", stderr: "warning", stopped: null, startError: null });
    expect(seen).toEqual(["warning"]);
  });

  it("keeps the end of what a program never stops to say", async () => {
    const { stdout, stderr } = await processes.run(
      bash("yes | head -c 200000000; echo answer; yes | head -n 300000 >&2; echo reason >&2"),
    );
    expect([stdout.slice(-7), stderr.slice(-6)]).toEqual(["answer\n", "reason"]);
    expect([stdout.length < 140_000_000, stderr.length < 500_000]).toEqual([true, true]);
  });

  it("hands over the given variables and no others", async () => {
    process.env.BLAS_BENCH_TEST_TOKEN = "secret";
    const { stdout } = await processes.run({ command: ["/usr/bin/env"], variables: { ONLY: "this" } });
    delete process.env.BLAS_BENCH_TEST_TOKEN;
    expect(stdout.trim()).toBe("ONLY=this");
  });

  it("asks first where there is grace, and kills what does not listen", async () => {
    const ended = async (script: string, graceMilliseconds: number) => {
      const controller = new AbortController();
      const running = processes.run({
        ...bash(script),
        signal: controller.signal,
        graceMilliseconds,
        onErrorLine: () => controller.abort(),
      });
      return (await running).stdout.trim();
    };
    const wait = "echo ready >&2; while :; do sleep 0.02; done";
    expect(await ended(`trap 'echo bye; exit' TERM; ${wait}`, 20_000)).toBe("bye");
    expect(await ended(`trap 'echo no' TERM; ${wait}`, 300)).toBe("no");
  });

  it("says why a program did not start", async () => {
    const result = await processes.run({ command: ["/nowhere/python"], variables: {} });
    expect(result.exitCode).toBeNull();
    expect(result.startError).toContain("ENOENT");
  });

  it("ends a program that outlasts its time, with all it started", async () => {
    const result = await processes.run({ ...bash("sleep 7001 & sleep 7001"), timeoutMilliseconds: 200 });
    expect(result.stopped).toBe("timeout");
    await until(() => living("sleep 7001").length === 0);
  });

  it("does not wait for a grandchild that holds the pipes open", async () => {
    const result = await processes.run(bash("sleep 7002 & exit 3"));
    expect(result.exitCode).toBe(3);
    await until(() => living("sleep 7002").length === 0);
  });

  it("ends at once on an abort, before and during the run", async () => {
    const controller = new AbortController();
    const running = processes.run({ ...bash("sleep 7003"), signal: controller.signal });
    setTimeout(() => controller.abort(), 100);
    expect((await running).stopped).toBe("aborted");
    expect((await processes.run({ ...bash("sleep 7003"), signal: controller.signal })).stopped).toBe("aborted");
    await until(() => living("sleep 7003").length === 0);
  });
});

describe("start", () => {
  it("speaks line by line and keeps the last errors", async () => {
    const child = processes.start(bash("for i in $(seq 100); do echo noise $i >&2; done; read x; echo got $x"));
    child.send("this");
    expect(await firstLine(child)).toBe("got this");
    expect(await child.ended).toEqual({ exitCode: 0, signal: null });
    expect(child.lastErrorLines()).toHaveLength(40);
    expect(child.lastErrorLines().at(-1)).toBe("noise 100");
  });

  it("pauses and continues the group", async () => {
    const child = processes.start(bash("exec -a sleeper-7004 sleep 7004"));
    const stopped = () => living("7004").some((line) => /^\s*\d+\s+T/.test(line));
    await until(() => living("7004").length > 0);
    child.pause();
    await until(stopped);
    child.resume();
    await until(() => !stopped());
    child.pause();
    await child.kill();
    await until(() => living("7004").length === 0);
  });

  it("reports a program that cannot start as ended", async () => {
    const child = processes.start({ command: ["/nowhere/python"], variables: {} });
    expect(await child.ended).toEqual({ exitCode: null, signal: null });
    child.send("into the void");
    await child.kill();
  });
});

it("killAll leaves nothing behind", async () => {
  processes.start(bash("trap '' TERM INT; sleep 7005 & sleep 7005"));
  processes.start(bash("sleep 7005"));
  await until(() => living("sleep 7005").length >= 3);
  await processes.killAll();
  await until(() => living("sleep 7005").length === 0);
});
