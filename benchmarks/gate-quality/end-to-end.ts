// The whole command, again and again, on a repository with a Python package whose head is as fast as its base, or has
// one function that does a tenth more work. The second half of the runs has a neighbour with bursts.
// Usage: node benchmarks/gate-quality/end-to-end.ts --channel URL --runs 50 --into end-to-end [--slower]
//        [--pause-while FOLDER]
// Writes runs.jsonl and the recordings alone.jsonl.gz and bursty.jsonl.gz; goes on where it was broken off, and ends with
// what the runs came to.
import { spawnSync } from "node:child_process";
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import * as z from "zod";
import { readResult } from "../../src/result/read.ts";
import type { CodeRow } from "../code-rows.ts";
import { readCodeRows } from "../code-rows.ts";
import { commit, makeRepository } from "../repository.ts";
import { startNeighbour } from "./neighbour.ts";
import { appendTrace, traced } from "./trace.ts";
import { Turnstile } from "./turnstile.ts";

const program = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));
const study = readFileSync(new URL("bench_study.py", import.meta.url), "utf8");

const runSchema = z.object({
  run: z.int(),
  neighbour: z.boolean(),
  exitCode: z.int().nullable(),
  headline: z.string(),
  /** By benchmark. */
  outcomes: z.record(z.string(), z.string()),
  ratios: z.record(z.string(), z.number().nullable()),
});
type Run = z.infer<typeof runSchema>;

const { values } = parseArgs({
  options: {
    channel: { type: "string" },
    runs: { type: "string", default: "50" },
    into: { type: "string" },
    slower: { type: "boolean", default: false },
    "pause-while": { type: "string" },
  },
});
const channel = required("channel");
const folder = required("into");

function required(name: "channel" | "into"): string {
  const value = values[name];
  if (value === undefined) throw new Error(`--${name} is needed`);
  return value;
}

function runOnce(run: number, neighbour: boolean, repository: string, output: string): Run {
  const words = ["--channels", channel, "--variants", "openblas", "--benchmarks", "functions:bench.py"];
  const base = ["--compare", "base", "--base-ref", "HEAD~1", "--output-dir", output, "--json"];
  const ended = spawnSync(process.execPath, [program, "run", ...words, ...base], { cwd: repository, encoding: "utf8" });
  const end = { run, neighbour, exitCode: ended.status };
  if (!existsSync(path.join(output, "result.json")))
    return { ...end, headline: `no result: ${ended.stderr}${ended.stdout}`, outcomes: {}, ratios: {} };
  keepTimes(run, neighbour, output);
  rmSync(output, { recursive: true, force: true });
  const { headline, rows } = readCodeRows(ended.stdout);
  const by = <Value>(of: (row: CodeRow) => Value): Record<string, Value> =>
    Object.fromEntries(rows.map((row) => [row.benchmark, of(row)]));
  return {
    ...end,
    headline,
    outcomes: by(({ outcome }) => outcome),
    ratios: by(({ estimate }) => estimate?.ratio ?? null),
  };
}

/** The blocks of the first look: all benchmarks are in them. */
function keepTimes(run: number, neighbour: boolean, output: string): void {
  const file = path.join(output, "result.json");
  const { startedAt, elapsedSeconds, schedule, conditions, measurements } = readResult(
    readFileSync(file, "utf8"),
    file,
  );
  const first = conditions.slice(0, schedule?.looks[0] ?? 0);
  // When a block started is not on record: each takes its share of the run.
  const starts = first.map((_, block) => Date.parse(startedAt) / 1000 + (elapsedSeconds * block) / conditions.length);
  const name = neighbour ? "bursty" : "alone";
  appendTrace(path.join(folder, `${name}.jsonl.gz`), traced(run, measurements, starts));
}

function summary(runs: readonly Run[]): string[] {
  const kinds = new Map<string, number>();
  for (const { neighbour, exitCode, outcomes } of runs) {
    const flagged = Object.entries(outcomes).filter(([, outcome]) => outcome === "regressed" || outcome === "improved");
    const moved = flagged.map(([name, outcome]) => `${name} ${outcome}`).join(", ");
    const kind = `${neighbour ? "with" : "without"} a neighbour: exit code ${exitCode}, ${moved || "nothing moved"}`;
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  return [...kinds].sort().map(([kind, count]) => `${count} runs ${kind}`);
}

const list = path.join(folder, "runs.jsonl");
mkdirSync(folder, { recursive: true });
const done: Run[] = existsSync(list)
  ? readFileSync(list, "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => runSchema.parse(JSON.parse(line)))
  : [];
const turnstile = new Turnstile(values["pause-while"] ?? null);
const work = mkdtempSync(path.join(tmpdir(), "blas-bench-study-"));
const repository = makeRepository(path.join(work, "repository"));
try {
  mkdirSync(path.join(repository, "study"));
  const library = study.replaceAll("def bench_", "def ");
  const functions = [...library.matchAll(/^def (\w+)/gm)].map(
    ([, name]) => `\n\ndef bench_${name}():\n    return study.${name}()\n`,
  );
  writeFileSync(path.join(repository, "bench.py"), `import study\n${functions.join("")}`);
  writeFileSync(path.join(repository, "study", "__init__.py"), library);
  commit(repository, "base");
  if (values.slower) writeFileSync(path.join(repository, "study", "__init__.py"), library.replace("20_000", "22_000"));
  commit(repository, "head");
  for (let run = done.length; run < Number(values.runs); run += 1) {
    turnstile.enter();
    using neighbour = run >= Number(values.runs) / 2 ? startNeighbour(run) : null;
    const outcome = runOnce(run, neighbour !== null, repository, path.join(work, "output"));
    turnstile.leave();
    done.push(outcome);
    appendFileSync(list, `${JSON.stringify(outcome)}\n`);
    console.log(`run ${run + 1} of ${values.runs}: exit code ${outcome.exitCode}, ${outcome.headline.split("\n")[0]}`);
  }
} finally {
  turnstile.leave();
  rmSync(work, { recursive: true, force: true });
}
for (const line of summary(done)) console.log(line);
