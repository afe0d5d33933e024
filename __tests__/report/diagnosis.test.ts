// Each rule on a run that shows it: what it says, when it is serious, and that a quiet machine says nothing.
import { describe, expect, it } from "vitest";
import { noiseTable } from "../../src/report/detail-sections.ts";
import type { Diagnosed } from "../../src/report/diagnosis.ts";
import { diagnose, warningOf } from "../../src/report/diagnosis.ts";
import { labelsOf } from "../../src/report/labels.ts";
import { layOut } from "../../src/report/lay-out.ts";
import { renderMarkdown } from "../../src/report/markdown.ts";
import type { ReportFacts } from "../../src/report/model.ts";
import { buildReport } from "../../src/report/model.ts";
import { noiseOf } from "../../src/report/noise.ts";
import type { Conditions } from "../../src/result/conditions.ts";
import type { Result } from "../../src/result/schema.ts";
import type { VariantFacts } from "../result/sound-result.ts";
import { netlib, openblas, soundResult } from "../result/sound-result.ts";
import { decision, factsOf } from "./facts.ts";

/** A block on two cores, of which ours keep one busy. */
const quiet: Conditions = {
  block: 0,
  elapsedSeconds: 2,
  busyShares: [0.6, 0.5],
  stealShare: 0.003,
  waitShare: 0.08,
  throttledShare: 0,
  ownCpuSeconds: 2,
  runnableTasks: 1,
  load: 1,
  swappedPages: 0,
};

interface Scene {
  /** Of all blocks. */
  readonly all?: Partial<Conditions>;
  /** Of the last block. */
  readonly last?: Partial<Conditions>;
  readonly threads?: number;
  /** CPU time over wall time, of controls and of all others. */
  readonly controls?: number;
  readonly others?: number;
}

function resultOf({ all = {}, last = {}, threads = 1, controls = 1, others = 1 }: Scene): Result {
  const result = soundResult();
  const isControl = new Map(result.benchmarks.map(({ name, role }) => [name, role === "control"]));
  const blocks = [0, 1, 2, 3, 4, 5];
  return {
    ...result,
    host: { ...result.host, logicalCores: 2 },
    series: result.series.map((series) => ({ ...series, threads })),
    conditions: blocks.map((block) => ({ ...quiet, ...all, ...(block === 5 ? last : {}), block })),
    measurements: result.measurements.map((measurement) => {
      const { blocks, benchmark } = measurement;
      const use = isControl.get(benchmark) ? controls : others;
      const disturbances = blocks.disturbances && {
        ...blocks.disturbances,
        cpuNanoseconds: blocks.disturbances.cpuNanoseconds.map((cpu) => cpu * use),
      };
      return { ...measurement, blocks: { ...blocks, disturbances } };
    }),
  };
}

const untold: Partial<Conditions> = {
  busyShares: null,
  stealShare: null,
  waitShare: null,
  throttledShare: null,
  ownCpuSeconds: null,
  runnableTasks: null,
  load: null,
  swappedPages: null,
};

const serious = true;
const told: readonly (readonly [scene: Scene, text: string, isSerious?: boolean])[] = [
  [{ threads: 4, others: 4 }, "4 threads on 2 cores measure the scheduler", serious],
  [{ controls: 0.93 }, "the controls, which need one core, had none for 7.1 % of their time"],
  [{ controls: 0.7 }, "the controls, which need one core, had none for 30 % of their time", serious],
  [{ all: { busyShares: [1, 0.9] } }, "other work used 0.9 of 2 cores while this ran"],
  [{ all: { busyShares: [1, 1], ownCpuSeconds: 1.5 } }, "other work used 1.3 of 2 cores while this ran", serious],
  [
    { threads: 2, others: 2, all: { busyShares: [1, 1], ownCpuSeconds: 3.4 } },
    "other work used 0.3 of 2 cores while this ran",
    serious,
  ],
  [
    { last: { busyShares: [1, 1], ownCpuSeconds: 0.4 } },
    "other work used 0.4 of 2 cores (1.8 in block 6) while this ran",
  ],
  [{ all: { stealShare: 0.05 } }, "the hypervisor took 5.0 % of the time (steal)"],
  [{ all: { stealShare: 0.12 } }, "the hypervisor took 12 % of the time (steal)", serious],
  [{ last: { throttledShare: 0.3 } }, "a CPU quota (cgroup) was used up in 5.0 % (30 % in block 6) of its periods"],
  [{ all: { throttledShare: 0.5 } }, "a CPU quota (cgroup) was used up in 50 % of its periods", serious],
  [{ last: { swappedPages: 3400 } }, "the machine swapped 3,400 pages"],
  [{ all: { swappedPages: 3400 } }, "the machine swapped 20,400 pages", serious],
  [
    { all: { waitShare: 0.29 }, last: { runnableTasks: 5 } },
    "something waited for a core for 29 % of the time (up to 5 tasks of others at once)",
  ],
  [{ all: { waitShare: 0.29, runnableTasks: null } }, "something waited for a core for 29 % of the time"],
  [
    { all: { waitShare: null, runnableTasks: 3 } },
    "more tasks than cores wanted to run (up to 3 tasks of others at once)",
  ],
  [{ threads: 2, others: 1.3 }, "2 threads used 1.3 cores at best"],
];

describe("a disturbed run", () => {
  it.each(told.map(([scene, text, isSerious = false]) => ({ scene, text, isSerious })))(
    "$text",
    ({ scene, text, isSerious }) => {
      expect(diagnose(resultOf(scene))).toEqual([{ text, isSerious }]);
    },
  );

  it("says each cause, and sums up what is serious", () => {
    const findings = diagnose(
      resultOf({ controls: 0.7, all: { stealShare: 0.12, waitShare: 0.3, runnableTasks: null } }),
    );
    expect(findings).toHaveLength(3);
    expect(warningOf(findings)).toBe(
      "The machine was disturbed: the controls, which need one core, had none for 30 % of their time; " +
        "the hypervisor took 12 % of the time (steal). Series take turns, so this makes ratios less certain and favours none.",
    );
  });
});

describe("nothing is said", () => {
  const nothing: readonly (readonly [string, Diagnosed])[] = [
    ["of a quiet machine", resultOf({})],
    ["of threads that were all used", resultOf({ threads: 2, others: 1.6 })],
    ["where the system tells nothing", resultOf({ all: untold })],
    ["without conditions", { ...resultOf({}), conditions: [] }],
    ["without measurements", { ...resultOf({ threads: 2 }), measurements: [], conditions: [] }],
    ["of code that waits by itself", resultOf({ others: 0.1 })],
  ];
  it.each(nothing)("%s", (_, result) => {
    expect(diagnose(result)).toEqual([]);
    expect(warningOf(diagnose(result))).toBeNull();
  });
});

describe("the warning", () => {
  const shown = (facts: ReportFacts): string =>
    layOut(buildReport(facts))
      .sections.filter(({ place }) => place === "shown")
      .map(({ blocks }) => JSON.stringify(blocks))
      .join("\n");
  const disturbed = (subject: VariantFacts): ReportFacts => {
    const conditions = resultOf({ all: { stealShare: 0.12 } }).conditions;
    return factsOf([openblas, subject], { result: { ...soundResult([openblas, subject]), conditions } });
  };

  it("is not shown where everything was decided", () => {
    expect(shown(disturbed(netlib))).not.toContain("The machine was disturbed");
  });

  it.each<[string, ReportFacts]>([
    ["a ratio has no answer", disturbed({ ...netlib, factor: 0.99 })],
    [
      "the run is inconclusive",
      { ...disturbed(netlib), decision: decision("inconclusive", { class: "inconclusive", text: "1 inconclusive" }) },
    ],
  ])("is shown where %s", (_, facts) => {
    expect(shown(facts)).toContain("The machine was disturbed: the hypervisor took 12 % of the time (steal).");
  });
});

describe("the noise section", () => {
  const shown = (result: Result): string =>
    renderMarkdown({
      title: [],
      lead: [],
      sections: [
        { title: "Noise", place: "shown", blocks: noiseTable(noiseOf(result, labelsOf(result.series), () => true)) },
      ],
    });

  it("says what disturbed the run, and how busy each core was, before the controls", () => {
    const text = shown(
      resultOf({ all: { stealShare: 0.12, busyShares: [0.991, 0.41] }, last: { busyShares: [0.4, 0.41] } }),
    );
    const places = [
      "the hypervisor took 12 % of the time (steal)",
      "Series take turns, so this makes ratios less certain and favours none.",
      "Cores were busy for 89 %, 41 % of the time.",
      "0 involuntary switches",
    ].map((part) => text.indexOf(part));
    expect(places.every((place) => place >= 0)).toBe(true);
    expect(places).toEqual(places.toSorted((one, other) => one - other));
  });

  it("counts the busy ones of many cores", () => {
    const busyShares = Array.from({ length: 64 }, (_, core) => (core < 3 ? 0.9 : 0.01));
    expect(shown(resultOf({ all: { busyShares } }))).toContain(
      "3 of 64 cores were busy for more than half of the time.",
    );
  });

  it("is silent of cores that came and went", () => {
    expect(shown(resultOf({ last: { busyShares: [0.5] } }))).not.toContain("busy");
  });
});
