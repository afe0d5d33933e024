// Documents in each foreign format, mostly sound and partly broken, with the names of all benchmarks that are in them.
import * as fc from "fast-check";

export interface Document {
  readonly text: string;
  /** As the format has them, each as often as it is there. */
  readonly names: readonly string[];
}

/** Any characters, but never what only one of two parsers could keep apart. */
const name = fc.string({ minLength: 1, maxLength: 12, unit: "grapheme" }).filter((text) => text !== "__proto__");
const number = fc.oneof(
  { weight: 20, arbitrary: fc.double({ min: 1e-9, max: 1e3, noNaN: true }) },
  { weight: 1, arbitrary: fc.constantFrom(0, -1, Number.NaN, Number.POSITIVE_INFINITY, 5e-324, 1.7e308) },
);
const sample = fc.oneof({ weight: 15, arbitrary: number }, { weight: 1, arbitrary: fc.constant(null) });
const samples = fc.array(sample, { maxLength: 6 });

/** As Python's json.dumps writes what is not finite. */
function pythonJson(value: unknown): string {
  const marked = JSON.stringify(value, (_, one: unknown) =>
    typeof one === "number" && !Number.isFinite(one) ? `#${one}#` : one,
  );
  return marked.replace(/"#(NaN|-?Infinity)#"/g, "$1");
}

function documents<T>(
  parts: fc.Arbitrary<T[]>,
  of: (parts: T[]) => { readonly value: unknown; readonly names: readonly string[] },
): fc.Arbitrary<Document> {
  return parts.map((list) => {
    const { value, names } = of(list);
    return { text: pythonJson(value), names };
  });
}

const list = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(one, { minLength: 1, maxLength: 4 });

const pyperf = documents(
  list(
    fc.record({
      name,
      runs: fc.array(fc.option(samples), { maxLength: 4 }),
      unit: fc.constantFrom("second", "byte", "integer", "mile"),
    }),
  ),
  (all) => ({
    value: {
      version: "1.0",
      metadata: { cpu_count: 2 },
      benchmarks: all.map((one) => ({
        metadata: { name: one.name, unit: one.unit },
        runs: one.runs.map((values) => (values === null ? { warmups: [[1, 2]] } : { values })),
      })),
    },
    names: all.map((one) => one.name),
  }),
);

const hyperfine = documents(
  list(
    fc.record({
      name,
      times: fc.option(samples),
      mean: sample,
      codes: fc.array(fc.constantFrom(0, 0, 0, 1, null), { maxLength: 3 }),
    }),
  ),
  (all) => ({
    value: {
      results: all.map((one) => ({ command: one.name, mean: one.mean, times: one.times, exit_codes: one.codes })),
    },
    names: all.map((one) => one.name),
  }),
);

const googleBenchmark = documents(
  list(
    fc.record({
      name,
      time: sample,
      unit: fc.constantFrom("ns", "us", "ms", "s"),
      kind: fc.constantFrom("iteration", "iteration", "median", "stddev", "BigO", "broken"),
    }),
    // Fits alone are nothing to take over.
  ).filter((all) => all.length === 0 || all.some(({ kind }) => kind !== "BigO")),
  (all) => ({
    value: {
      context: { num_cpus: 2 },
      benchmarks: all.map(({ name: run, time, unit, kind }) => ({
        name: run,
        run_name: run,
        run_type: kind === "iteration" || kind === "broken" ? "iteration" : "aggregate",
        ...(kind === "iteration" ? {} : { aggregate_name: kind }),
        ...(kind === "broken" ? { error_occurred: true } : {}),
        ...(kind === "BigO" ? { big_o: "N" } : { real_time: time, time_unit: unit }),
      })),
    },
    // All lines of one name are one benchmark; what was fitted to several is none.
    names: [...new Set(all.filter(({ kind }) => kind !== "BigO").map((one) => one.name))],
  }),
);

const pytestBenchmark = documents(list(fc.record({ name, data: fc.option(samples), median: sample })), (all) => ({
  value: {
    machine_info: { cpu: { brand_raw: "x" } },
    version: "5.3.1",
    benchmarks: all.map((one) => ({ fullname: one.name, stats: { median: one.median, rounds: 3, data: one.data } })),
  },
  names: all.map((one) => one.name),
}));

const asvName = fc.tuple(name, fc.constantFrom("time_x", "mem_x", "track_x", "peakmem_x", "other"));
const asv = documents(
  fc.uniqueArray(
    fc.record({
      name: asvName.map(([module, last]) => `${module.replaceAll(".", "")}.${last}`),
      params: fc.array(fc.array(name, { minLength: 1, maxLength: 3 }), { maxLength: 2 }),
      result: fc.option(samples),
      samples: fc.option(fc.array(fc.option(samples), { maxLength: 3 })),
    }),
    { minLength: 1, maxLength: 4, selector: (one) => one.name },
  ),
  (all) => ({
    value: {
      version: 2,
      commit_hash: "0",
      params: {},
      result_columns: ["result", "params", "samples"],
      results: Object.fromEntries(all.map((one) => [one.name, [one.result, one.params, one.samples]])),
    },
    names: all.map((one) => one.name),
  }),
);

const json = documents(
  list(
    fc.record({
      name,
      unit: fc.constantFrom("ns", "ms", "s", "MB/s", "points"),
      better: fc.constantFrom(undefined, "smaller", "bigger"),
      figures: fc.oneof(
        samples.map((values) => ({ samples: values })),
        fc.array(samples, { minLength: 1, maxLength: 3 }).map((processes) => ({ processes })),
        sample.map((value) => ({ value })),
      ),
    }),
  ),
  (all) => ({
    value: { samplesVersion: 1, benchmarks: all.map(({ figures, ...one }) => ({ ...one, ...figures })) },
    names: all.map((one) => one.name),
  }),
);

const goName = fc.stringMatching(/^Benchmark[A-Z][a-z/=]{0,6}(-\d)?$/);
const goValue = fc.oneof({ weight: 9, arbitrary: number.map(String) }, { weight: 1, arbitrary: fc.constant("1.5x") });
const goNoise = fc.constantFrom(
  "PASS",
  "ok  \texample.org/x\t1.2s",
  "pkg: example.org/x",
  "pkg: other",
  "",
  "cpu: x",
  "a log line",
);
const goText = list(
  fc.record({
    name: goName,
    pairs: list(fc.tuple(goValue, fc.constantFrom("ns/op", "MB/s", "B/op", "x-ms/op", "points"))),
    noise: goNoise,
    isCut: fc.constantFrom(false, false, false, true),
  }),
).map((all) => ({
  text: `goos: linux\n${all
    .map(
      ({ name: benchmark, pairs, noise, isCut }) =>
        `${noise}\n${benchmark} \t 100\t${isCut ? "7" : pairs.map((pair) => pair.join(" ")).join("\t")}`,
    )
    .join("\n")}\n`,
  names: [...new Set(all.map((one) => one.name))],
}));

export const foreignDocuments = {
  pyperf,
  hyperfine,
  "google-benchmark": googleBenchmark,
  "pytest-benchmark": pytestBenchmark,
  asv,
  json,
  go: goText,
} as const;

/** The same text with a few places cut out, doubled or overwritten. */
export function damaged(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const places = fc.array(
    fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      length: fc.nat(6),
      instead: fc.string({ maxLength: 4 }),
    }),
    { minLength: 1, maxLength: 3 },
  );
  const cut = fc.double({ min: 0, max: 1, noNaN: true });
  return fc.oneof(
    fc.tuple(text, places).map(([whole, damages]) =>
      damages.reduce((broken, { at, length, instead }) => {
        const start = Math.floor(at * broken.length);
        return broken.slice(0, start) + instead + broken.slice(start + length);
      }, whole),
    ),
    fc.tuple(text, cut).map(([whole, share]) => whole.slice(0, Math.floor(share * whole.length))),
  );
}
