// The border with Python, part 2: what goes back and forth with a worker, one JSON document a line.
// The worker moves its standard input and output to private descriptors first, so that benchmark code can print.
import * as z from "zod";
import { evidenceSchema } from "./evidence.ts";

export const workerProtocolVersion = 1;

/** What a benchmark measures where that is no time, such as memory. */
export const quantitySchema = z.strictObject({
  /** As people write it; "" where they say none. */
  unit: z.string().max(100),
  better: z.enum(["smaller", "bigger"]),
});

/** What a suite says of one benchmark it offers. */
export const benchmarkSchema = z.strictObject({
  /** Unique within the run, such as "svd" or "dario/cholesky". */
  name: z.string(),
  role: z.enum(["benchmark", "control"]),
  /** "turns": timed batch by batch. "whole": one uninterruptible run that reports its parts. */
  method: z.enum(["turns", "whole"]),
  /** Which library does the work, for the label of the row; null for controls and people's own code. */
  layer: z.enum(["blas", "lapack"]).nullable(),
  description: z.string(),
  /** Floating-point operations of one iteration, where the field agrees on a count; else null. */
  flop: z.number().positive().nullable(),
  /** How far two variants' fingerprints may differ, relative to the larger one. */
  relativeTolerance: z.number().positive().nullable(),
  /**
   * Where people's own benchmark is defined: a file of the repository, from its folder, and a line from 1; or it is what
   * their command reports.
   */
  source: z
    .union([
      z.strictObject({ file: z.string().regex(/^[^/]/), line: z.int().positive() }),
      z.strictObject({ command: z.literal(true) }),
    ])
    .nullable(),
  /** Absent for all that is a time. With it, `method` is "whole", and each run has one value. */
  quantity: quantitySchema.optional(),
});

/** A hello of any version; what is not even that is noise. */
export const greetingSchema = z.object({ hello: z.object({ protocolVersion: z.number() }) });

const complaintSchema = z.strictObject({ message: z.string(), lastLines: z.array(z.string()) });

/** What a worker says of a benchmark: what is known to fail is told at once. */
const offeredSchema = benchmarkSchema.extend({ problem: complaintSchema.optional() });

export const helloSchema = z.strictObject({
  hello: z.strictObject({
    protocolVersion: z.literal(workerProtocolVersion),
    processId: z.int(),
    benchmarks: z.array(offeredSchema),
    clockResolutionNanoseconds: z.number().positive(),
    /** What people should know of how their benchmarks are taken over. A sentence each. */
    notices: z.array(z.string()).optional(),
  }),
});

/** Instead of hello: the benchmarks cannot be loaded, and would not be another time. */
export const refusalSchema = z.strictObject({ refusal: complaintSchema });

/** Numbers that must agree between variants. null stands for a value that is not finite. */
export const fingerprintSchema = z.array(z.number().nullable());

/**
 * The benchmark itself says how often it may run in a process: so many rounds of so many iterations. The loops of its
 * batches are rounds then, and it is neither calibrated nor warmed up.
 */
export const roundsSchema = z.strictObject({ count: z.int().positive(), iterations: z.int().positive() });

/** What a test says of itself to pytest-benchmark, for other tools' files; no figure of ours rests on it. */
export const labelsSchema = z.strictObject({
  group: z.string().nullable(),
  /** Of the set of parameters, and the parameters by name. */
  param: z.string().nullable(),
  params: z.record(z.string(), z.unknown()).nullable(),
  extra_info: z.record(z.string(), z.unknown()),
});

/** One uninterrupted timed stretch. All times cover the whole batch, not one iteration. */
export const batchSchema = z.strictObject({
  wallNanoseconds: z.number(),
  cpuNanoseconds: z.number(),
  involuntarySwitches: z.int(),
  /** CPU time this process used between its previous answer and this request: it should have waited. */
  idleCpuNanoseconds: z.number(),
});

/** One row of a "whole" run. */
export const partSchema = z.strictObject({
  name: z.string(),
  layer: z.enum(["blas", "lapack"]).nullable(),
  description: z.string(),
  /** The published figure of this row, in seconds. */
  seconds: z.number(),
  /** What it is made of: one entry per repeat, in seconds. */
  repeats: z.array(z.number()),
  flop: z.number().positive().nullable(),
});

export const wholeRunSchema = z.strictObject({
  parts: z.array(partSchema),
  /** The lines the published script prints, with this run's figures. */
  summaryLines: z.array(z.string()),
  fingerprint: fingerprintSchema,
});

/** A "whole" run of a benchmark that measures no time. */
export const valueRunSchema = z.strictObject({ value: z.number(), cpuNanoseconds: z.number() });

/** It does not want to be measured here, and says why, such as a missing library. */
export const skippedSchema = z.strictObject({ skipped: z.string() });

/** One process from its start to its end. */
export const processRunSchema = z.strictObject({
  wallNanoseconds: z.number(),
  /** The file that it was told to write, or else its standard output. */
  output: z.string(),
  /** Of that very process, at its end; null where it did not tell. */
  evidence: evidenceSchema.nullable(),
});

export type WorkerRequest =
  | { readonly do: "evidence" }
  /** `next`: the one that follows, where benchmarks are held singly; null after the last. */
  | { readonly do: "prepare"; readonly benchmark: string; readonly next?: string | null }
  | { readonly do: "calibrate"; readonly benchmark: string; readonly targetNanoseconds: number }
  | { readonly do: "batch"; readonly benchmark: string; readonly loops: number }
  /** Where benchmarks are held singly: leave this one. An error says what went wrong after it had been timed. */
  | { readonly do: "finish"; readonly benchmark: string }
  | { readonly do: "whole"; readonly benchmark: string }
  | { readonly do: "process"; readonly benchmark: string }
  | { readonly do: "quit" };

/** The shape of `ok` for each request. */
export const answerSchemas = {
  evidence: evidenceSchema,
  prepare: z.union([
    z.strictObject({
      /** null: the benchmark computes nothing that can be compared. */
      fingerprint: fingerprintSchema.nullable(),
      rounds: roundsSchema.optional(),
    }),
    skippedSchema,
  ]),
  calibrate: z.strictObject({ loops: z.int().positive() }),
  batch: batchSchema,
  finish: z.strictObject({ labels: labelsSchema.optional() }),
  whole: z.union([wholeRunSchema, valueRunSchema, skippedSchema]),
  process: processRunSchema,
  quit: z.strictObject({}),
} as const;

/** Every answer carries the number of its request; -1 where the line had none. */
export const answerSchema = z.union([
  z.strictObject({
    id: z.int(),
    ok: z.unknown(),
    /** Of the time that it took: making what the processes after it only take again. Absent for none. */
    onceNanoseconds: z.number().optional(),
  }),
  z.strictObject({ id: z.int(), error: complaintSchema }),
]);

export type Quantity = z.infer<typeof quantitySchema>;
export type Benchmark = z.infer<typeof benchmarkSchema>;
export type OfferedBenchmark = z.infer<typeof offeredSchema>;
export type Rounds = z.infer<typeof roundsSchema>;
export type Labels = z.infer<typeof labelsSchema>;
export type Batch = z.infer<typeof batchSchema>;
export type ProcessRun = z.infer<typeof processRunSchema>;
export type ValueRun = z.infer<typeof valueRunSchema>;
export type WholeRun = z.infer<typeof wholeRunSchema>;
export type Fingerprint = z.infer<typeof fingerprintSchema>;
export type Hello = z.infer<typeof helloSchema>["hello"];
