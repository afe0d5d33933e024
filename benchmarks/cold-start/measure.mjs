// Measures how long the action takes from the start of its process to its first input error, against a bare `node -e 0`.
// Usage: node benchmarks/cold-start/measure.mjs [ROUNDS] [--node FILE]; prints JSON, then one line.
import { spawnSync } from "node:child_process";
import { cpus, release, tmpdir, type } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const warmUpRounds = 5;
const resamples = 2000;
const root = fileURLToPath(new URL("../..", import.meta.url));

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { node: { type: "string", default: process.execPath } },
});
const rounds = Number(positionals[0] ?? 60);

/** What the runner hands to a node action: upper case, spaces as underscores, hyphens kept. */
const runnerVariables = {
  PATH: process.env.PATH ?? "",
  GITHUB_ACTIONS: "true",
  GITHUB_EVENT_NAME: "push",
  GITHUB_REPOSITORY: "owner/repository",
  GITHUB_WORKSPACE: root,
  RUNNER_TEMP: tmpdir(),
  INPUT_VARIANTS: "nonsense",
  "INPUT_TIME-BUDGET": "10m",
  "INPUT_FAIL-ON": "regression, backend, failed, insufficient, nothing-measured",
};

const sides = {
  bare: { parameters: ["-e", "0"], exitCode: 0, says: "" },
  action: { parameters: [join(root, "dist", "action.js")], exitCode: 2, says: "nonsense" },
};

/** @typedef {keyof typeof sides} Side */

/**
 * @param {Side} side
 * @returns {number} Wall time from spawn to exit.
 */
function timeMilliseconds(side) {
  const { parameters, exitCode, says } = sides[side];
  const start = process.hrtime.bigint();
  const end = spawnSync(values.node, parameters, { env: runnerVariables, encoding: "utf8" });
  const elapsed = Number(process.hrtime.bigint() - start) / 1e6;
  // A crash on the way would look like a fast start.
  if (end.status !== exitCode || !end.stdout.includes(says)) {
    throw new Error(`${side}: exit code ${end.status}, printed ${end.stdout}${end.stderr}`);
  }
  return elapsed;
}

/** @param {number[]} numbers */
function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low = Number.NaN, high = Number.NaN] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return (low + high) / 2;
}

/**
 * 95 % interval of the ratio of medians, from resampling whole rounds: the two sides of a round share its noise.
 *
 * @param {{ bare: number, action: number }[]} pairs
 */
function ratioInterval(pairs) {
  const ratios = Array.from({ length: resamples }, () => {
    const drawn = pairs.map(() => pairs[Math.floor(Math.random() * pairs.length)] ?? { bare: Number.NaN, action: 0 });
    return median(drawn.map((pair) => pair.action)) / median(drawn.map((pair) => pair.bare));
  }).sort((a, b) => a - b);
  return [ratios[Math.floor(resamples * 0.025)], ratios[Math.ceil(resamples * 0.975) - 1]];
}

const pairs = [];
for (let round = -warmUpRounds; round < rounds; round += 1) {
  const pair = { bare: 0, action: 0 };
  // Alternate who goes first, so that a drift of the machine hits both alike.
  /** @type {Side[]} */
  const order = round % 2 === 0 ? ["bare", "action"] : ["action", "bare"];
  for (const side of order) pair[side] = timeMilliseconds(side);
  if (round >= 0) pairs.push(pair);
}

const result = {
  node: spawnSync(values.node, ["--version"], { encoding: "utf8" }).stdout.trim(),
  system: `${type()} ${release()}`,
  processor: cpus()[0]?.model ?? "unknown",
  rounds,
  bareMedianMilliseconds: median(pairs.map((pair) => pair.bare)),
  actionMedianMilliseconds: median(pairs.map((pair) => pair.action)),
  ratioInterval: ratioInterval(pairs),
};
const ratio = result.actionMedianMilliseconds / result.bareMedianMilliseconds;
console.log(JSON.stringify({ ...result, ratio, pairs }));
const [low = Number.NaN, high = Number.NaN] = result.ratioInterval;
console.log(
  `${result.node}: bare ${result.bareMedianMilliseconds.toFixed(1)} ms, action ${result.actionMedianMilliseconds.toFixed(1)} ms, ` +
    `ratio ${ratio.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`,
);
