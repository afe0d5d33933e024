// The doctor's document for people: the verdict first, then what was asked, installed and loaded, then each layer.
import type { Call, Evidence, Library } from "../result/evidence.ts";
import type { BuildDependency, BuildStatement } from "../verify/build-statement.ts";
import { familyNames, fileNameOf, identify } from "../verify/identify.ts";
import type { Layer, Module } from "../verify/records.ts";
import { moduleNames } from "../verify/records.ts";
import type { LoadedLibrary } from "../verify/verdict.ts";
import { statusTones } from "./backend-section.ts";
import type { DoctorDocument } from "./doctor-document.ts";
import type { Block, Document, Line, Section } from "./document.ts";
import { code, plain } from "./document.ts";
import { surroundingsLines } from "./surroundings-lines.ts";

export function doctorReport(document: DoctorDocument): Document {
  const { status, reasons } = document.verdict;
  const [first = "there is no evidence", ...others] = reasons;
  const sections: (Section | null)[] = [
    shown("NumPy and SciPy", [sidesTable(document)]),
    document.advice.length === 0
      ? null
      : shown("Advice", [list(document.advice.map((advice) => [plain(advice.text)]))]),
    shown("Where this was started", [list(surroundingsLines(document.surroundings))]),
    shown("Symbols: where the calls go", [callsTable(document.evidence)]),
    shown("Images: BLAS, LAPACK and OpenMP in this process", [librariesTable(document.evidence)]),
    shown("threadpoolctl", [list(threadpoolLines(document))]),
    shown("show_config: what the build says, not what is loaded", [list(buildLines(document))]),
    shown("Threads, host and Python", [list(placeLines(document))]),
    importFailure(document.evidence),
    limits(document.evidence),
  ];
  return {
    title: [plain(status, statusTones[status]), plain(`: ${first}`)],
    lead: others.map((reason) => [plain(reason)]),
    sections: sections.filter((section) => section !== null),
  };
}

function shown(title: string, blocks: readonly Block[]): Section {
  return { title, place: "shown", blocks };
}

function list(items: readonly Line[]): Block {
  return { kind: "list", items };
}

function table(titles: readonly string[], rows: readonly (readonly Line[])[]): Block {
  const columns = titles.map((title) => ({ title: [plain(title)], align: "left" as const }));
  return { kind: "table", columns, rows };
}

function sidesTable({ requested, installed, verdict }: DoctorDocument): Block {
  const row = (module: Module, layer: Layer, loaded: LoadedLibrary | null): Line[] => [
    [plain(`${moduleNames[module]} ${layer.toUpperCase()}`)],
    [plain(module === "numpy" ? wanted(requested, layer) : "-")],
    [plain(installed[module]?.[layer] ?? "-")],
    [plain(loaded === null ? "not known" : describeLoaded(loaded))],
  ];
  const rows = [row("numpy", "blas", verdict.blas), row("numpy", "lapack", verdict.lapack)];
  if (verdict.scipy !== null)
    rows.push(row("scipy", "blas", verdict.scipy.blas), row("scipy", "lapack", verdict.scipy.lapack));
  return table(["", "requested", "installed", "loaded"], rows);
}

function wanted(requested: DoctorDocument["requested"], layer: Layer): string {
  const families = requested?.expectation[layer] ?? null;
  return families === null ? "-" : families.map((family) => familyNames[family]).join(" or ");
}

function describeLoaded(library: LoadedLibrary): string {
  const name = library.family === null ? "of no known family" : familyNames[library.family];
  const facts = [
    library.version === null ? name : `${name} ${library.version}`,
    library.backend === null ? null : `forwarding to ${library.backend}`,
    library.coreType === null ? null : `${library.coreType} kernels`,
    library.threadingLayer,
    library.integers,
  ];
  return `${library.fileName} (${facts.filter((fact) => fact !== null).join(", ")})`;
}

/** One row for the calls of a module that go to the same file and are known in the same way. */
function callsTable(evidence: Evidence): Block {
  const groups = new Map<string, Call[]>();
  for (const call of evidence.calls) {
    const key = JSON.stringify([call.module, call.library, call.how, call.reason]);
    groups.set(key, [...(groups.get(key) ?? []), call]);
  }
  const rows = [...groups.values()].flatMap((calls): Line[][] => {
    const [first] = calls;
    if (first === undefined) return [];
    const { module, library, how, reason } = first;
    const target = library === null ? plain(reason ?? "not known", "unsure") : code(library);
    return [[[plain(calls.map((call) => call.symbol).join(" "))], [code(module)], [target], [plain(how ?? "-")]]];
  });
  return rows.length === 0 ? list([[plain("none found")]]) : table(["symbols", "of", "go to", "known by"], rows);
}

function librariesTable(evidence: Evidence): Block {
  const rows = evidence.libraries.map((library): Line[] => [
    [code(fileNameOf(library.realPath))],
    [plain(identityText(library))],
    [plain(library.threads === null ? "-" : String(library.threads))],
    [plain(ownersText(library))],
  ]);
  return rows.length === 0 ? list([[plain("none found")]]) : table(["file", "is", "threads", "package record"], rows);
}

function identityText(library: Library): string {
  const identity = identify(library);
  if (identity === null) return "not known";
  return identity.kind === "blas" ? familyNames[identity.family] : `OpenMP runtime ${identity.runtime}`;
}

function ownersText(library: Library): string {
  const claims = library.owners.map(
    (owner) =>
      `${owner.manager}: ${owner.name} ${owner.version}${owner.build === null ? "" : ` ${owner.build}`}, ${owner.checksum}`,
  );
  return claims.length === 0 ? "none" : claims.join("; ");
}

function threadpoolLines({ threadpools }: DoctorDocument): Line[] {
  if (threadpools.status === "unavailable") return [[plain(`not available: ${threadpools.reason}`)]];
  const fact = (pool: Readonly<Record<string, unknown>>, key: string): string | null =>
    pool[key] === undefined || pool[key] === null ? null : String(pool[key]);
  const pools = threadpools.pools.map((pool): Line => {
    const facts = [fact(pool, "version"), fact(pool, "architecture"), fact(pool, "threading_layer")];
    const threads = fact(pool, "num_threads");
    const all = [...facts, threads === null ? null : `${threads} threads`].filter((one) => one !== null);
    return [plain(`${fact(pool, "internal_api") ?? "?"}: ${all.join(", ")}, `), code(fact(pool, "filepath") ?? "?")];
  });
  // It knows neither netlib nor Accelerate nor NVPL, so silence is no finding.
  const none: Line = [plain(`threadpoolctl ${threadpools.threadpoolctlVersion} knows none of the libraries here`)];
  return pools.length === 0 ? [none] : pools;
}

function buildLines({ build }: DoctorDocument): Line[] {
  const lines: Line[] = (["numpy", "scipy"] as const).flatMap((module) => {
    const statement = build[module];
    if (statement === null) return [];
    const text = `BLAS ${describeBuilt(statement.blas)}, LAPACK ${describeBuilt(statement.lapack)}`;
    return [[plain(`${moduleNames[module]}: ${text}`)]];
  });
  const simd = build.numpy?.simd ?? null;
  if (simd !== null) lines.push([plain(describeSimd(simd))]);
  return lines.length === 0 ? [[plain("nothing that could be read")]] : lines;
}

function describeBuilt(dependency: BuildDependency | null): string {
  if (dependency === null) return "none";
  return dependency.version === null ? dependency.name : `${dependency.name} ${dependency.version}`;
}

function describeSimd(simd: NonNullable<BuildStatement["simd"]>): string {
  const names = (list: readonly string[]): string => (list.length === 0 ? "none" : list.join(" "));
  return `SIMD: baseline ${names(simd.baseline)}; found ${names(simd.found)}; not found ${names(simd.notFound)}`;
}

function placeLines({ evidence, host, verdict }: DoctorDocument): Line[] {
  const { python } = evidence;
  const translated = python.translated === true ? ", translated by Rosetta" : "";
  const cores = `${host.physicalCores} cores, ${python.usableCpus} usable CPUs`;
  return [
    [
      plain(
        `BLAS threads: ${verdict.threads.asked ?? "no number"} asked for, ${verdict.threads.effective ?? "unknown how many"} effective`,
      ),
    ],
    [plain(`Other runtimes: ${verdict.others.length === 0 ? "none" : verdict.others.join(", ")}`)],
    [plain(`${python.implementation} ${python.version} for ${python.machine}${translated}: `), code(python.executable)],
    [plain(`${host.cpuModel}, ${cores}, ${host.platform}, ${python.system} ${host.osVersion}`)],
    ...Object.entries(evidence.variables).map(([name, value]): Line => [code(`${name}=${value}`)]),
  ];
}

function importFailure(evidence: Evidence): Section | null {
  const failed = [evidence.numpy, evidence.scipy].find((module) => module.status === "failed");
  return failed?.status !== "failed"
    ? null
    : shown("The import that failed", [{ kind: "code", lines: failed.lastLines }]);
}

function limits(evidence: Evidence): Section | null {
  const { limitations } = evidence;
  return limitations.length === 0
    ? null
    : shown("What could not be looked at", [list(limitations.map(({ text }) => [plain(text)]))]);
}
