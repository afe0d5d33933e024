// Writes the table of inputs in README.md and that of variants in docs/variants.md from the tables in the sources, so
// that they cannot drift apart. Run with --check to compare only: exit code 1 when one of them is out of date.
import * as fs from "node:fs";
import { cacheRows } from "../src/inputs/cache.ts";
import { inputRows } from "../src/inputs/inputs.ts";
import { commentRows } from "../src/inputs/publishing.ts";
import { catalogue } from "../src/plan/catalogue.ts";
import { platforms } from "../src/result/platforms.ts";

const inputs = [...inputRows, ...cacheRows, ...commentRows].map(
  ({ name, default: fallback, runnerDefault, description }) => {
    const value = runnerDefault ?? fallback;
    return `| \`${name}\` | ${value === "" ? "" : `\`${value}\``} | ${description} |`;
  },
);

/** @param {import("../src/plan/variant.ts").Variant} variant */
function variantLine({ name, description, on, channel }) {
  const known = Object.values(on).find(({ status }) => status === "supported");
  const asked = known?.status === "supported" ? known : { specs: [], pip: [], wheelsFor: undefined };
  const words = [
    asked.specs.map((spec) => `\`${spec}\``).join(" "),
    channel === undefined ? "" : `from \`${channel.name}\``,
    asked.pip === undefined || asked.pip.length === 0
      ? ""
      : `then pip: ${asked.pip.map((one) => `\`${one}\``).join(" ")}`,
    asked.wheelsFor === undefined ? "" : `wheels for macOS 13 or older`,
  ];
  return `| \`${name}\` | ${description} | ${words.filter((word) => word !== "").join(", ")} | ${missing(on)} |`;
}

/**
 * Each reason once, with the platforms that it holds for.
 *
 * @param {import("../src/plan/variant.ts").Variant["on"]} on
 */
function missing(on) {
  /** @type {Map<string, string[]>} */
  const reasons = new Map();
  for (const platform of platforms) {
    const support = on[platform];
    if (support.status === "unsupported")
      reasons.set(support.reason, [...(reasons.get(support.reason) ?? []), platform]);
  }
  return [...reasons].map(([reason, places]) => `${places.join(", ")}: ${reason}`).join("; ");
}

const tables = [
  { file: "README.md", name: "inputs", head: "| input | default | meaning |\n| --- | --- | --- |", rows: inputs },
  {
    file: "docs/variants.md",
    name: "variants",
    head: "| variant | what it is | asked for | not to be had |\n| --- | --- | --- | --- |",
    rows: catalogue.map(variantLine),
  },
];
let isCurrent = true;
for (const { file, name, head, rows } of tables) {
  const place = new URL(`../${file}`, import.meta.url);
  const text = fs.readFileSync(place, "utf8");
  const marked = new RegExp(`(<!-- ${name}: .*-->\\n)[\\s\\S]*(<!-- /${name} -->)`);
  const wanted = text.replace(marked, `$1\n${[head, ...rows].join("\n")}\n\n$2`);
  isCurrent &&= wanted === text;
  if (!process.argv.includes("--check")) fs.writeFileSync(place, wanted);
}
if (process.argv.includes("--check")) process.exit(isCurrent ? 0 : 1);
