// The result file, schemaVersion 1: everything a report is computed from, and nothing computed.
// Self-contained and free of secrets, user names and home paths.
import * as z from "zod";
import { blocksSchema } from "./blocks.ts";
import { conditionsSchema } from "./conditions.ts";
import { evidenceSchema, installedPackageSchema, threadpoolReportSchema } from "./evidence.ts";
import { launchers } from "./launchers.ts";
import { platforms } from "./platforms.ts";
import { benchmarkSchema, fingerprintSchema } from "./worker-messages.ts";

export const resultSchemaVersion = 1;

export const platformSchema = z.enum(platforms);
export const armSchema = z.enum(["base", "head"]);
export const launcherSchema = z.enum(launchers);
export const libraryFamilySchema = z.enum([
  "openblas",
  "mkl",
  "blis",
  "netlib",
  "atlas",
  "flexiblas",
  "nvpl",
  "accelerate",
]);

export const hostSchema = z.strictObject({
  platform: platformSchema,
  /** Kernel release on Linux, product version on macOS. */
  osVersion: z.string(),
  machine: z.string(),
  /** Whether this very program runs translated under Rosetta. */
  translated: z.boolean(),
  cpuModel: z.string(),
  cpuVendor: z.string(),
  simd: z.array(z.string()),
  physicalCores: z.int().positive(),
  logicalCores: z.int().positive(),
  memoryBytes: z.number().positive(),
  /** Image name and version of a hosted runner; null elsewhere. */
  runnerImage: z.string().nullable(),
});

/** What a variant promises: the libraries that may provide each layer. null promises nothing. */
export const expectationSchema = z.strictObject({
  blas: z.array(libraryFamilySchema).nullable(),
  lapack: z.array(libraryFamilySchema).nullable(),
});

/** One of the user's commands, and what it did to NumPy and its backend; null: nothing. */
export const installSchema = z.strictObject({ command: z.string(), change: z.string().nullable() });

export const environmentSchema = z.strictObject({
  id: z.string(),
  /** As in the catalogue, or "existing:NAME". */
  variant: z.string(),
  arm: armSchema,
  platform: platformSchema,
  /** "rattler" is the embedded solver; of the machine's own clients, which one it was. */
  provider: z.enum(["rattler", "micromamba", "mamba", "conda", "pip", "source", "existing"]),
  expectation: expectationSchema,
  /** What was asked of the provider. */
  specs: z.array(z.string()),
  channels: z.array(z.string()),
  packages: z.array(installedPackageSchema),
  /** SHA-256 over the package list; null where a provider cannot know it. */
  hash: z.string().nullable(),
  /** In the order they were run. */
  installs: z.array(installSchema),
});

/** Equal evidence is stored once, with all the moments at which it was taken. */
export const sightingSchema = z.strictObject({
  /**
   * "before" and "after" timing, by block, in the process that is timed. Block 0 is the first. "beside": in another
   * process of the same environment, where the one that is timed cannot be asked at that moment.
   */
  moments: z.array(z.strictObject({ block: z.int().nonnegative(), phase: z.enum(["before", "after", "beside"]) })),
  evidence: evidenceSchema,
});

export const seriesSchema = z.strictObject({
  id: z.string(),
  environment: z.string(),
  variant: z.string(),
  arm: armSchema,
  platform: platformSchema,
  threads: z.int().positive(),
  launcher: launcherSchema,
  sightings: z.array(sightingSchema),
  threadpools: threadpoolReportSchema,
});

export const measurementSchema = z.strictObject({
  benchmark: z.string(),
  series: z.string(),
  /** Iterations per batch. */
  loops: z.int().positive(),
  blocks: blocksSchema,
  fingerprint: fingerprintSchema.nullable(),
  /** What a whole run printed of itself; empty for benchmarks that take turns. */
  summaryLines: z.array(z.string()),
});

export const failureSchema = z.strictObject({
  stage: z.enum(["provision", "verify", "measure"]),
  /** Variant or series it concerns. */
  subject: z.string(),
  benchmark: z.string().nullable(),
  message: z.string(),
  lastLines: z.array(z.string()),
});

/** A variant that was asked for (or would have been, under "auto") and is not in this result. */
export const absenceSchema = z.strictObject({
  variant: z.string(),
  platform: platformSchema,
  kind: z.enum(["unsupported", "outage"]),
  reason: z.string(),
});

export const scheduleSchema = z.strictObject({
  seed: z.int().nonnegative(),
  /** Of the first look; a second one takes as many again. */
  plannedBlocks: z.int().positive(),
  /** Looks at the code axis that share its rate of false alarms, whether or not the second was taken. */
  plannedLooks: z.literal([1, 2]),
  /** After how many blocks each look was taken, in order. A second adds blocks of undecided benchmarks alone. */
  looks: z.array(z.int().positive()).max(2),
  /** In a block, of a benchmark whose batches are long; short ones take up to three times as many. */
  turns: z.int().positive(),
  batchMilliseconds: z.number().positive(),
  budgetMilliseconds: z.number().positive(),
  /** What was left out because the budget ran short, in words; empty when nothing was. */
  shortened: z.array(z.string()),
});

export const resultSchema = z.strictObject({
  schemaVersion: z.literal(resultSchemaVersion),
  tool: z.strictObject({ name: z.literal("blas-bench"), version: z.string() }),
  startedAt: z.iso.datetime(),
  elapsedSeconds: z.number().nonnegative(),
  /** The configuration as given, without credentials, by input name. */
  configuration: z.record(z.string(), z.string()),
  host: hostSchema,
  code: z
    .strictObject({
      repository: z.string().nullable(),
      baseCommit: z.string().nullable(),
      headCommit: z.string(),
      dirty: z.boolean(),
    })
    .nullable(),
  reference: z.string().nullable(),
  environments: z.array(environmentSchema),
  series: z.array(seriesSchema),
  benchmarks: z.array(benchmarkSchema),
  schedule: scheduleSchema.nullable(),
  measurements: z.array(measurementSchema),
  /** The machine, block by block. */
  conditions: z.array(conditionsSchema),
  failures: z.array(failureSchema),
  absences: z.array(absenceSchema),
  /** What people should know of the run, such as files that were not measured. A sentence each. */
  notices: z.array(z.string()),
});

export type Platform = z.infer<typeof platformSchema>;
export type Arm = z.infer<typeof armSchema>;
export type Launcher = z.infer<typeof launcherSchema>;
export type LibraryFamily = z.infer<typeof libraryFamilySchema>;
export type Host = z.infer<typeof hostSchema>;
export type Expectation = z.infer<typeof expectationSchema>;
export type Install = z.infer<typeof installSchema>;
export type Environment = z.infer<typeof environmentSchema>;
export type Sighting = z.infer<typeof sightingSchema>;
export type Series = z.infer<typeof seriesSchema>;
export type Measurement = z.infer<typeof measurementSchema>;
export type Failure = z.infer<typeof failureSchema>;
export type Absence = z.infer<typeof absenceSchema>;
export type Schedule = z.infer<typeof scheduleSchema>;
export type Result = z.infer<typeof resultSchema>;
