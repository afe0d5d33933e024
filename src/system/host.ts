// The machine as this program sees it. Sources: /proc/cpuinfo and /sys on Linux, sysctl on macOS.
import * as fs from "node:fs/promises";
import * as os from "node:os";
import type { Processes } from "./processes.ts";

export interface HostFacts {
  readonly platform: "linux-64" | "linux-aarch64" | "osx-64" | "osx-arm64";
  readonly osVersion: string;
  readonly machine: string;
  readonly translated: boolean;
  readonly cpuModel: string;
  readonly cpuVendor: string;
  readonly simd: string[];
  readonly physicalCores: number;
  readonly logicalCores: number;
  readonly memoryBytes: number;
  readonly runnerImage: string | null;
}

/** null on a system blas-bench does not run on, such as Windows. */
export async function readHost(processes: Processes): Promise<HostFacts | null> {
  if (process.platform === "linux") return readLinux();
  if (process.platform === "darwin") return readMac(processes);
  return null;
}

// SIMD extensions that BLAS kernels and NumPy's dispatch are chosen by; of the many other CPU flags none matters here.
const simdFlags =
  /^(sse2|sse3|pni|ssse3|sse4_1|sse4_2|avx|avx2|fma|f16c|avx512\w+|avx_vnni|amx_\w+|asimd\w*|sve\w*|neon|i8mm|bf16)$/;

async function readLinux(): Promise<HostFacts | null> {
  const machine = os.machine();
  const platform = machine === "x86_64" ? "linux-64" : machine === "aarch64" ? "linux-aarch64" : null;
  if (platform === null) return null;
  const cpuinfo = await fs.readFile("/proc/cpuinfo", "utf8").catch(() => "");
  const field = (name: string): string | undefined =>
    new RegExp(`^${name}\\s*:\\s*(.+)$`, "m").exec(cpuinfo)?.[1]?.trim();
  const flags = (field("flags") ?? field("Features") ?? "").split(" ");
  return {
    ...common(),
    platform,
    machine,
    osVersion: os.release(),
    translated: false,
    cpuModel: field("model name") ?? os.cpus()[0]?.model ?? "unknown",
    cpuVendor: field("vendor_id") ?? field("CPU implementer") ?? "unknown",
    simd: flags.filter((flag) => simdFlags.test(flag)).sort(),
    physicalCores: countLinuxCores(cpuinfo),
  };
}

/** Distinct (package, core) pairs; the logical count where the kernel does not list them, as on arm64. */
function countLinuxCores(cpuinfo: string): number {
  const cores = new Set<string>();
  for (const block of cpuinfo.split("\n\n")) {
    const physical = /^physical id\s*:\s*(\d+)/m.exec(block)?.[1];
    const core = /^core id\s*:\s*(\d+)/m.exec(block)?.[1];
    if (physical !== undefined && core !== undefined) cores.add(`${physical}/${core}`);
  }
  return cores.size > 0 ? cores.size : os.availableParallelism();
}

const sysctlNames = [
  "machdep.cpu.brand_string",
  "machdep.cpu.vendor",
  "machdep.cpu.features",
  "machdep.cpu.leaf7_features",
  "hw.physicalcpu",
  "hw.optional.arm64",
  "sysctl.proc_translated",
] as const;

/** One call per name: sysctl stops at the first name it does not know, and Intel Macs do not know them all. */
async function readSysctl(processes: Processes): Promise<ReadonlyMap<string, string>> {
  const values = new Map<string, string>();
  for (const name of sysctlNames) {
    const answer = await processes.run({ command: ["/usr/sbin/sysctl", "-n", name], variables: {} });
    if (answer.exitCode === 0) values.set(name, answer.stdout.trim());
  }
  return values;
}

async function readMac(processes: Processes): Promise<HostFacts> {
  const sysctl = await readSysctl(processes);
  const product = await processes.run({ command: ["/usr/bin/sw_vers", "-productVersion"], variables: {} });
  return macHost(sysctl, product.stdout.trim(), process.arch);
}

/** Pure part of the macOS reading, so that recorded answers can stand in for a Mac. */
export function macHost(sysctl: ReadonlyMap<string, string>, productVersion: string, architecture: string): HostFacts {
  const translated = sysctl.get("sysctl.proc_translated") === "1";
  // hw.optional.arm64 is the truth about the machine even where this very program runs translated.
  const arm = architecture === "arm64" || sysctl.get("hw.optional.arm64") === "1";
  const features = `${sysctl.get("machdep.cpu.features") ?? ""} ${sysctl.get("machdep.cpu.leaf7_features") ?? ""}`;
  const flags = features.toLowerCase().replaceAll(".", "_").split(/\s+/);
  const logical = os.cpus().length;
  return {
    ...common(),
    platform: arm ? "osx-arm64" : "osx-64",
    machine: arm ? "arm64" : "x86_64",
    osVersion: productVersion,
    translated,
    cpuModel: sysctl.get("machdep.cpu.brand_string") ?? "unknown",
    cpuVendor: arm ? "Apple" : (sysctl.get("machdep.cpu.vendor") ?? "GenuineIntel"),
    simd: arm ? ["neon"] : flags.filter((flag) => simdFlags.test(flag)).sort(),
    physicalCores: Number(sysctl.get("hw.physicalcpu") ?? logical),
  };
}

function common(): Pick<HostFacts, "logicalCores" | "memoryBytes" | "runnerImage"> {
  const image = process.env.ImageOS;
  return {
    logicalCores: os.availableParallelism(),
    memoryBytes: os.totalmem(),
    runnerImage: image === undefined ? null : `${image} ${process.env.ImageVersion ?? ""}`.trim(),
  };
}
