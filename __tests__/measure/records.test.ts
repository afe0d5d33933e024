// Which benchmarks and series go on once only some of them are wanted.
import { expect, test } from "vitest";
import { Records } from "../../src/measure/records.ts";
import { benchmark } from "../result/sound-result.ts";
import { seriesPlan } from "./series-plan.ts";

const trouble = { message: "ValueError: no", lastLines: [] };

function offered(): Records {
  const records = new Records([seriesPlan("base"), seriesPlan("head")]);
  const whole = benchmark("dario", { method: "whole" });
  const all = [benchmark("alpha"), benchmark("beta"), whole, benchmark("control/memory", { role: "control" })];
  for (const record of records.series) {
    records.offer(record, all);
    records.describeParts("dario", [benchmark("dario/svd"), benchmark("dario/total")], record);
  }
  return records;
}
const names = (records: Records): string[] => records.benchmarks().map(({ name }) => name);

test("a benchmark goes on by its own name or that of a part, and controls in any case", () => {
  const records = offered();
  expect(names(records)).toEqual(["alpha", "beta", "dario", "control/memory"]);
  records.goOnWith(["dario/svd", "beta"]);
  expect(names(records)).toEqual(["beta", "dario", "control/memory"]);
  expect(records.soFar().benchmarks.map(({ name }) => name)).toEqual([
    "alpha",
    "beta",
    "dario/svd",
    "dario/total",
    "control/memory",
  ]);
});

test("a series goes on while it has something that is wanted beside controls", () => {
  const records = offered();
  const [base, head] = records.series;
  base?.fail("beta", trouble);
  expect(records.unfinished()).toEqual([base, head]);
  records.goOnWith(["beta"]);
  expect(records.unfinished()).toEqual([head]);
  head?.stop(trouble);
  expect(records.unfinished()).toEqual([]);
});

test("a series that has not told yet what there is may have something", () => {
  const records = new Records([seriesPlan("head")]);
  expect(records.unfinished()).toHaveLength(1);
});

test("what has been measured so far is not judged missing before the end", () => {
  const records = offered();
  expect(records.soFar().failures).toEqual([]);
  expect(records.measured().failures).toHaveLength(8);
});

test("what is no time comes last, and fails in a series that measures it in another unit", () => {
  const records = new Records([seriesPlan("base"), seriesPlan("head")]);
  const [base, head] = records.series;
  if (base === undefined || head === undefined) throw new Error("there are two series");
  const size = (unit: string) => benchmark("size", { method: "whole", quantity: { unit, better: "smaller" } });
  records.offer(base, [size("B"), benchmark("alpha")]);
  for (let block = 0; block < 2; block += 1) records.offer(head, [benchmark("alpha"), size("kB"), benchmark("beta")]);
  expect(names(records)).toEqual(["alpha", "beta", "size"]);
  expect(records.soFar().failures).toMatchObject([
    {
      subject: head.plan.id,
      benchmark: "size",
      message: 'measures "kB" (smaller is better), and elsewhere "B" (smaller is better)',
    },
  ]);
});

test("what is known to fail has failed before anybody asks for it", () => {
  const records = new Records([seriesPlan("head")]);
  const [head] = records.series;
  if (head === undefined) throw new Error("there is a series");
  const broken = { ...benchmark("module"), problem: { message: "could not be imported", lastLines: ["no"] } };
  for (let block = 0; block < 2; block += 1) records.offer(head, [broken, benchmark("alpha")]);
  expect(records.soFar().failures).toMatchObject([{ benchmark: "module", message: "could not be imported" }]);
  expect(records.soFar().benchmarks[0]).toEqual(benchmark("module"));
});

test("limits that fit nothing that has blocks of its own are told", () => {
  const caps = ["alpha", "dario/svd", "dario", "gamma*"].map((glob) => ({ glob, blocks: 3 }));
  const records = new Records([seriesPlan("head")], caps);
  expect(records.soFar().notices).toEqual([]);
  for (const record of records.series) records.offer(record, [benchmark("alpha"), benchmark("dario")]);
  expect(records.soFar().notices).toEqual([
    "`blocks`: no benchmark fits `dario/svd`, which limits nothing.",
    "`blocks`: no benchmark fits `gamma*`, which limits nothing.",
  ]);
});

test("head's own definition of a benchmark counts, whichever arm tells first", () => {
  for (const arms of [
    ["base", "head"],
    ["head", "base"],
  ] as const) {
    const records = new Records(arms.map(seriesPlan));
    for (const record of records.series)
      records.offer(record, [benchmark("alpha", { description: record.plan.arm }), benchmark("beta")]);
    expect(records.soFar().benchmarks).toEqual([benchmark("alpha", { description: "head" }), benchmark("beta")]);
  }
});
