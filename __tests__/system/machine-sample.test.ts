// What the machine tells: recorded texts of machines we do not have, and real load on this one.
import { execFileSync } from "node:child_process";
import type { TestContext } from "vitest";
import { describe, expect, it } from "vitest";
import { linuxMachine } from "../../src/system/linux-machine.ts";
import { macSample } from "../../src/system/mac-machine.ts";
import { createMachine } from "../../src/system/machine.ts";
import type { MachineSample } from "../../src/system/machine-sample.ts";
import { createProcesses } from "../../src/system/processes.ts";

function recorded(texts: Readonly<Record<string, string>>): Promise<MachineSample> {
  return linuxMachine(async (file) => texts[file] ?? null).sample();
}

const stat = `cpu  160 5 50 800 20 3 2 10 0 0
cpu0 100 5 30 400 10 2 1 7 50 0
cpu2 60 0 20 400 10 1 1 3 0 0
intr 11128354 0 0
ctxt 36821669
procs_running 3
`;

describe("cores on Linux", () => {
  it("are busy with everything but idling and waiting for disks; guests are counted once", async () => {
    const { cores } = await recorded({ "/proc/stat": stat });
    // cpu1 is offline: the kernel leaves its line out.
    expect(cores).toEqual([
      { name: "0", busy: 138, idle: 410, stolen: 7 },
      { name: "2", busy: 82, idle: 410, stolen: 3 },
    ]);
  });

  it("are those of a large host that the container may use", async () => {
    const lines = Array.from({ length: 256 }, (_, core) => `cpu${core} ${core} 0 0 100 0 0 0 0 0 0`);
    const { cores } = await recorded({
      "/proc/stat": ["cpu  1 0 0 1 0 0 0 0 0 0", ...lines, "ctxt 1", ""].join("\n"),
      "/proc/self/status":
        "Name:\tnode\nCpus_allowed:\t1,0000000e\nCpus_allowed_list:\t1-3,32\nMems_allowed_list:\t0\n",
    });
    expect(cores?.map(({ name, busy }) => [name, busy])).toEqual([
      ["1", 1],
      ["2", 2],
      ["3", 3],
      ["32", 32],
    ]);
  });

  it("tell of no steal where the kernel has no column for it", async () => {
    const { cores } = await recorded({ "/proc/stat": "cpu  10 0 5 80 1 0 0\ncpu0 10 0 5 80 1 2 3\n" });
    expect(cores).toEqual([{ name: "0", busy: 20, idle: 81, stolen: null }]);
  });
});

describe("quotas on Linux", () => {
  const used = "usage_usec 9\nnr_periods 200\nnr_throttled 30\nthrottled_usec 900000\nnr_bursts 0\n";

  it("are those of every group above us (cgroup v2)", async () => {
    const { quotas } = await recorded({
      "/proc/self/cgroup": "0::/kubepods.slice/pod7/box\n",
      "/sys/fs/cgroup/kubepods.slice/pod7/box/cpu.stat": used,
      "/sys/fs/cgroup/kubepods.slice/pod7/cpu.stat": used.replace("200", "500"),
      "/sys/fs/cgroup/kubepods.slice/cpu.stat": "usage_usec 9\nuser_usec 8\nsystem_usec 1\n",
    });
    expect(quotas).toEqual([
      { group: "/kubepods.slice/pod7/box", periods: 200, throttledPeriods: 30 },
      { group: "/kubepods.slice/pod7", periods: 500, throttledPeriods: 30 },
    ]);
  });

  it("are our own at the mount, in a container with a namespace", async () => {
    const { quotas } = await recorded({ "/proc/self/cgroup": "0::/\n", "/sys/fs/cgroup/cpu.stat": used });
    expect(quotas).toEqual([{ group: "", periods: 200, throttledPeriods: 30 }]);
  });

  it.each(["4:cpu,cpuacct", "4:cpuacct,cpu", "1:cpu"])(
    "are the older controller's where it is mounted: %s",
    async (controller) => {
      const { quotas } = await recorded({
        "/proc/self/cgroup": `9:name=systemd:/\n3:cpuset:/other\n${controller}:/docker/ab12\n2:cpuacct:/x\n0::/\n`,
        // Without a namespace the group's name is the host's, and the mount is the container's own.
        "/sys/fs/cgroup/cpu/cpu.stat": "nr_periods 40\nnr_throttled 4\nthrottled_time 123\n",
        "/sys/fs/cgroup/cpu.stat": used,
      });
      expect(quotas).toEqual([{ group: "", periods: 40, throttledPeriods: 4 }]);
    },
  );
});

it("waiting, swap and load are read from their files", async () => {
  const texts = {
    "/proc/pressure/cpu":
      "some avg10=68.06 avg60=69.24 avg300=43.06 total=4413393259\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=17\n",
    "/proc/vmstat": "nr_free_pages 1\npswpin 120\npswpout 3280\nzswpout 9\n",
    "/proc/loadavg": "1.87 1.79 1.38 4/116 5154\n",
  };
  expect(await recorded(texts)).toMatchObject({ waitMicroseconds: 4413393259, swappedPages: 3400, load: 1.87 });
  const machine = linuxMachine(async (file) => (file === "/proc/loadavg" ? texts[file] : null));
  // One of the four reads this.
  expect(await machine.runnableTasks()).toBe(3);
});

it("a system that tells nothing is no error", async () => {
  const nothing = { cores: null, waitMicroseconds: null, quotas: null, swappedPages: null, load: null };
  expect(await recorded({})).toMatchObject(nothing);
  expect(await recorded({ "/proc/stat": "", "/proc/loadavg": "?", "/proc/self/cgroup": "?" })).toMatchObject(nothing);
  expect(await linuxMachine(async () => null).runnableTasks()).toBeNull();
});

it("macOS tells of its cores and its swapping", () => {
  const times = { user: 5000, nice: 10, sys: 900, idle: 40_000, irq: 0 };
  const vmStat = `Mach Virtual Memory Statistics: (page size of 16384 bytes)
Pages free:                                5191.
"Translation faults":                1463867213.
Swapins:                                1234567.
Swapouts:                               7654321.
`;
  expect(macSample([{ times }, { times }], 2.5, vmStat)).toMatchObject({
    cores: [
      { name: "0", busy: 5910, idle: 40_000, stolen: null },
      { name: "1", busy: 5910, idle: 40_000, stolen: null },
    ],
    waitMicroseconds: null,
    quotas: null,
    swappedPages: 8888888,
    load: 2.5,
  });
  expect(macSample([], null, "")).toMatchObject({ cores: null, swappedPages: null, load: null });
});

/** Programs that use so much CPU time each, all on one core, and then end. */
function burn(programs: number, cpuSeconds: number): void {
  const program = `
import multiprocessing, os, time
def burn():
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    while time.process_time() < ${cpuSeconds}: pass
burners = [multiprocessing.Process(target=burn) for _ in range(${programs})]
for one in burners: one.start()
for one in burners: one.join()
`;
  execFileSync("python3", ["-c", program], { timeout: 60_000 });
}

function needLinux(context: TestContext): void {
  if (process.platform !== "linux") context.skip("the load is pinned to a core, which only Linux can do");
}

describe("this machine", () => {
  const machine = createMachine(createProcesses());
  const busyOf = ({ cores }: MachineSample): number => (cores ?? []).reduce((sum, { busy }) => sum + busy, 0);

  it("counts the CPU time of a program that works", async (context) => {
    needLinux(context);
    const perSecond = Number(execFileSync("getconf", ["CLK_TCK"], { encoding: "utf8" }));
    const before = await machine.sample();
    burn(1, 0.6);
    const after = await machine.sample();
    // Ticks are samples of who runs, so half of them is enough to show that they are the right ones.
    expect(busyOf(after) - busyOf(before)).toBeGreaterThan(0.3 * perSecond);
    expect(after.cores?.map(({ name }) => name)).toEqual(before.cores?.map(({ name }) => name));
  });

  it("counts how long two programs wait for the same core", async (context) => {
    needLinux(context);
    const before = await machine.sample();
    if (before.waitMicroseconds === null) context.skip("this kernel has no pressure stall information");
    burn(2, 0.3);
    const after = await machine.sample();
    // While one of them works, the other one waits.
    expect((after.waitMicroseconds ?? 0) - (before.waitMicroseconds ?? 0)).toBeGreaterThan(0.2e6);
  });

  it("counts our own CPU time, and tasks that want to run", async (context) => {
    needLinux(context);
    const [first, second] = [await machine.sample(), await machine.sample()];
    expect(second.ownCpuMicroseconds).toBeGreaterThan(first.ownCpuMicroseconds);
    expect(await machine.runnableTasks()).toBeGreaterThanOrEqual(0);
  });
});
