// Unchanged code, judged again and again by three tools in turn, beside a neighbour with bursts: blas-bench with a time
// budget, and each of the others with as many seconds as blas-bench took on the same suite.
// Run as `node benchmarks/side-by-side/measure.ts --python PYTHON --rounds 30 --into FOLDER` after `npm run build`, with a
// Python that has NumPy, pytest, pytest-benchmark, asv and virtualenv. Writes rounds.jsonl, goes on where it was broken
// off, and ends with a table.
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { parseArgs } from "node:util";
import * as z from "zod";
import { startNeighbour } from "../gate-quality/neighbour.ts";
import { makeSuite } from "./suite.ts";
import type { Place } from "./tools.ts";
import { judges, prepareAsv } from "./tools.ts";

const { values } = parseArgs({
  options: {
    python: { type: "string" },
    "python-version": { type: "string", default: "3.11" },
    rounds: { type: "string", default: "30" },
    seconds: { type: "string", default: "40" },
    into: { type: "string" },
  },
});
const { python, into } = values;
if (python === undefined || into === undefined) throw new Error("--python and --into are needed");
const seconds = Number(values.seconds);

const entrySchema = z.object({
  round: z.int(),
  tool: z.string(),
  seconds: z.number(),
  blocked: z.boolean(),
  ratios: z.record(z.string(), z.number()),
});
type Entry = z.infer<typeof entrySchema>;

/** In percent, of the ratios' logarithms around 1: half of them lie closer, and the farthest. */
function spread(entries: readonly Entry[]): readonly [number, number] {
  const away = entries.flatMap(({ ratios }) => Object.values(ratios).map((ratio) => Math.abs(Math.log(ratio))));
  away.sort((one, other) => one - other);
  return [100 * (away[Math.floor(away.length / 2)] ?? Number.NaN), 100 * (away.at(-1) ?? Number.NaN)];
}

function table(entries: readonly Entry[]): string[] {
  const rows = judges.map(({ name: tool }) => {
    const own = entries.filter((entry) => entry.tool === tool);
    const [half, farthest] = spread(own);
    const mean = own.reduce((sum, entry) => sum + entry.seconds, 0) / own.length;
    const blocked = own.filter((entry) => entry.blocked).length;
    return `| ${tool} | ${blocked} of ${own.length} | ${half.toFixed(1)} % | ${farthest.toFixed(1)} % | ${mean.toFixed(0)} s |`;
  });
  const head = ["tool", "blocked", "half of the ratios closer to 1 than", "farthest", "wall time of a round"];
  return [`| ${head.join(" | ")} |`, "| --- | ---: | ---: | ---: | ---: |", ...rows];
}

fs.mkdirSync(into, { recursive: true });
const list = path.join(into, "rounds.jsonl");
const lines = fs.existsSync(list) ? fs.readFileSync(list, "utf8").trimEnd().split("\n") : [];
const done = lines.map((line) => entrySchema.parse(JSON.parse(line)));
const work = fs.mkdtempSync(path.join(os.tmpdir(), "side-by-side-"));
try {
  const repository = makeSuite(path.join(work, "repository"), values["python-version"]);
  const place: Place = { repository, output: path.join(work, "output"), python, seconds };
  prepareAsv(place);
  for (let round = 0; round < Number(values.rounds); round += 1)
    for (const { name: tool, tool: judge, after } of judges) {
      const entryOf = (name: string | null) => done.find((entry) => entry.round === round && entry.tool === name);
      if (entryOf(tool) !== undefined) continue;
      fs.mkdirSync(place.output);
      using _neighbour = startNeighbour(1000 * round);
      const start = performance.now();
      const said = judge({ ...place, seconds: entryOf(after)?.seconds ?? seconds });
      const entry = { round, tool, seconds: (performance.now() - start) / 1000, ...said };
      fs.rmSync(place.output, { recursive: true });
      done.push(entry);
      fs.appendFileSync(list, `${JSON.stringify(entry)}\n`);
      console.log(
        `round ${round + 1}, ${tool}: ${said.blocked ? "blocked" : "passed"} in ${entry.seconds.toFixed(0)} s`,
      );
    }
} finally {
  fs.rmSync(work, { recursive: true, force: true });
}
for (const line of table(done)) console.log(line);
