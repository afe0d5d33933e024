// Replays recordings: every window as a pull request, for our rule and for those of other tools.
// Usage: node benchmarks/gate-quality/replay.ts NAME=TRACE[,TRACE]... [--slower NAME=TRACE]... [--in-turn NAME=TRACE]...
//        [--into FOLDER]
// Writes results.json, README.md and plot.svg. Several files of one name are one recording. A slower recording belongs
// to the one of the same name; in those that are in turn, the arms of a block ran one after the other.
import { writeFileSync } from "node:fs";
import * as path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { renderPage } from "./page.ts";
import { renderPlot } from "./plot.ts";
import { studyTrace } from "./study.ts";
import { targetsOf } from "./targets.ts";
import { readTraces } from "./trace.ts";

const here = fileURLToPath(new URL(".", import.meta.url));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    slower: { type: "string", multiple: true, default: [] },
    "in-turn": { type: "string", multiple: true, default: [] },
    into: { type: "string", default: here },
  },
});

function named(argument: string): { name: string; files: string[] } {
  const [name, ...rest] = argument.split("=");
  if (name === undefined || rest.length === 0) throw new Error(`${argument} is not NAME=TRACE`);
  return { name, files: rest.join("=").split(",") };
}

const slower = new Map(values.slower.map(named).map(({ name, files }) => [name, files]));
const recordings = [
  ...positionals.map((argument) => ({ ...named(argument), lockstep: true })),
  ...values["in-turn"].map((argument) => ({ ...named(argument), lockstep: false })),
];
if (recordings.length === 0) throw new Error("no recording was named");

const traces = recordings.map(({ name, files, lockstep }) => {
  const start = performance.now();
  const study = studyTrace({ name, lockstep, blocks: readTraces(files), slower: readTraces(slower.get(name) ?? []) });
  console.log(`${name}: ${study.blocks} blocks, replayed in ${((performance.now() - start) / 1000).toFixed(0)} s`);
  if (lockstep)
    for (const { target, measured, isMet } of targetsOf(study))
      console.log(`  ${isMet ? "PASS" : "FAIL"}  ${target}: ${measured}`);
  return study;
});

/** Four digits: a share of windows is not known better. */
const short = (_: string, value: unknown): unknown =>
  typeof value === "number" && !Number.isInteger(value) ? Number(value.toPrecision(4)) : value;
const root = path.join(here, "..", "..");
const shown = (argument: string): string => {
  const { name, files } = named(argument);
  return `${name}=${files.map((file) => path.relative(root, file)).join(",")}`;
};
const ofStudy = "benchmarks/gate-quality";
const commands = [
  `node ${ofStudy}/record.ts --channel URL --runs 100 --into ${ofStudy}/traces/NAME.jsonl.gz ` +
    "[--neighbour] [--head bench_slower.py] [--in-turn]",
  `node ${ofStudy}/end-to-end.ts --channel URL --runs 50 --into ${ofStudy}/end-to-end`,
  [
    `node ${ofStudy}/replay.ts`,
    ...positionals.map(shown),
    ...values.slower.map((argument) => `--slower ${shown(argument)}`),
    ...values["in-turn"].map((argument) => `--in-turn ${shown(argument)}`),
  ].join(" \\\n  "),
];
writeFileSync(path.join(values.into, "results.json"), `${JSON.stringify(traces, short)}\n`);
writeFileSync(path.join(values.into, "README.md"), renderPage(traces, commands));
writeFileSync(path.join(values.into, "plot.svg"), renderPlot(traces));
