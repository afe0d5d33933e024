// What explains the figures, as blocks: environments, packages, host, noise, schedule.
import { disturbanceMeans } from "./diagnosis.ts";
import type { Block, Line } from "./document.ts";
import { code, left, paragraph, plain, quoted, right, sentence } from "./document.ts";
import type { EnvironmentRow } from "./environment-rows.ts";
import type { LegReport } from "./legs.ts";
import type { ReportModel } from "./model.ts";
import type { Noise } from "./noise.ts";
import { count, duration, memory, percent, time } from "./numbers.ts";
import type { PackageTable } from "./packages.ts";

const coresNamedAtMost = 8;

export function environmentList(environments: readonly EnvironmentRow[]): readonly Block[] {
  const items = environments.map((environment): Line => {
    const { label, provider, specs, channels, python, numpy, packages, hash } = environment;
    const versions = [...(python === null ? [] : [`Python ${python}`]), ...(numpy === null ? [] : [`NumPy ${numpy}`])];
    return [
      plain(`${label}: from ${provider}`),
      ...(specs.length === 0 ? [] : [plain(", asked for "), code(specs.join(" "))]),
      ...(channels.length === 0 ? [] : [plain(" of "), code(channels.join(", "))]),
      plain(`, ${[...versions, count(packages, "package")].join(", ")}`),
      ...(hash === null ? [] : [plain(", hash "), code(hash.slice(0, 12))]),
    ];
  });
  return items.length === 0 ? [] : [{ kind: "list", items }];
}

export function packagesTable(table: PackageTable | null): readonly Block[] {
  if (table === null) return [];
  const same = paragraph(`${count(table.same, "package")} the same everywhere.`);
  if (table.rows.length === 0) return [same];
  const columns = ["package", ...table.labels].map(left);
  const rows = table.rows.map(({ name, cells }): Line[] => [
    [code(name)],
    ...cells.map((cell) => (cell === null ? [plain("none")] : [code(cell)])),
  ]);
  return [same, { kind: "table", columns, rows }];
}

/** The same of every leg, each under its title where there are several. */
export function ofEachLeg(
  { legs }: Pick<ReportModel, "legs">,
  blocksOf: (leg: LegReport) => readonly Block[],
): readonly Block[] {
  return legs.flatMap((leg): readonly Block[] => {
    const blocks = blocksOf(leg);
    return leg.title === "" || blocks.length === 0 ? blocks : [paragraph(`${quoted(leg.title)}:`), ...blocks];
  });
}

export function hostParagraphs({ host }: LegReport): readonly Block[] {
  const system = host.platform.startsWith("osx") ? "macOS" : "kernel";
  const facts = [
    `${host.cpuModel} (${host.cpuVendor}), ${host.machine}${host.translated ? ", translated under Rosetta" : ""}`,
    `${count(host.physicalCores, "core")}, ${count(host.logicalCores, "hardware thread")}, ${memory(host.memoryBytes)}`,
    `${host.platform}, ${system} ${host.osVersion}`,
  ];
  const items: Line[] = facts.map((fact) => [plain(fact)]);
  if (host.simd.length > 0) items.push([plain(`SIMD: ${host.simd.join(" ")}`)]);
  if (host.runnerImage !== null) items.push([plain("runner image: "), code(host.runnerImage)]);
  return [{ kind: "list", items }];
}

/** What disturbed the run comes first: it explains the figures below it. */
export function noiseTable(noise: Noise): readonly Block[] {
  const items = noise.findings.map(({ text }) => sentence(text));
  const findings: readonly Block[] = items.length === 0 ? [] : [{ kind: "list", items }, paragraph(disturbanceMeans)];
  return [...findings, ...busyParagraph(noise.busyShares), ...controlsTable(noise)];
}

function busyParagraph(shares: Noise["busyShares"]): readonly Block[] {
  if (shares === null) return [];
  if (shares.length <= coresNamedAtMost)
    return [paragraph(`Cores were busy for ${shares.map(percent).join(", ")} of the time.`)];
  const busy = shares.filter((share) => share > 0.5).length;
  return [paragraph(`${busy} of ${count(shares.length, "core")} were busy for more than half of the time.`)];
}

function controlsTable(noise: Noise): readonly Block[] {
  if (noise.batches === 0) return [];
  const idle = noise.idleCpuShare === null ? "" : `; waiting workers used ${percent(noise.idleCpuShare)} of a core`;
  const switches = `${count(noise.involuntarySwitches, "involuntary switch", "involuntary switches")}`;
  const summary = paragraph(`${switches} in ${count(noise.batches, "batch", "batches")}${idle}.`);
  if (noise.controls.length === 0) return [summary];
  const columns = [left("control"), left("variant"), right("time"), right("slowest over fastest block")];
  const rows = noise.controls.map(({ benchmark, label, medianSeconds, spread }): Line[] => [
    [code(benchmark)],
    [plain(label)],
    [plain(time(medianSeconds))],
    [plain(`+${percent(spread)}`)],
  ]);
  return [summary, { kind: "table", columns, rows }];
}

export function scheduleParagraphs(
  { schedule, elapsedSeconds, startedAt }: LegReport,
  toolVersion: string,
): readonly Block[] {
  const start = startedAt.replace(/^(.{10})T(.{5}).*$/, "$1 $2 UTC");
  const when = `Started ${start}, took ${duration(elapsedSeconds)}, blas-bench ${toolVersion}.`;
  if (schedule === null) return [paragraph(when)];
  const { plannedBlocks, turns, batchMilliseconds, budgetMilliseconds, seed, shortened } = schedule;
  const plan =
    `Planned: ${count(plannedBlocks, "block")} of ${count(turns, "turn")} or more, batches of ${batchMilliseconds} ms, ` +
    `at most ${duration(budgetMilliseconds / 1000)}; the order was drawn with seed ${seed}.`;
  return [paragraph(when), paragraph(plan), ...shortened.map((what) => paragraph(`Left out for time: ${what}`))];
}
