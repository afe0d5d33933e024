// Three projects: `unit` runs anywhere in parallel; `e2e` runs real environments, one file at a time; `e2e-untimed` runs
// them side by side: what its files look at holds on a busy machine, too.
import { defineConfig } from "vitest/config";

/** No end-to-end test, and yet it looks at real processes that must keep still while others are timed. */
const timed = "__tests__/measure/real-worker.test.ts";
const untimed = [
  "action",
  "asv",
  "bad-input",
  "bad-machine",
  "base",
  "both-axes",
  "children",
  "client-failures",
  "clients",
  "commands",
  "doctor",
  "environment-file",
  "environment-locks",
  "fall-back",
  "foreign-plans",
  "forks",
  "functions",
  "install",
  "interruption",
  "kept-packages",
  "launchers",
  "matrix",
  "merge-queue",
  "old-numpy",
  "provision",
  "provision-failures",
  "provision-networks",
  "provision-pip",
  "published",
  "pytest",
  "shared-cache",
  "stored",
].map((name) => `__tests__/e2e/${name}.test.ts`);

export default defineConfig({
  test: {
    // By itself vitest leaves a core free, and of two that is half.
    maxWorkers: "100%",
    globalSetup: "scripts/test/vitest-setup.mjs",
    // The first line of a failure is what the end of a run repeats: it names the values, not "[ {...}, ...(1) ]".
    chaiConfig: { truncateThreshold: 2000 },
    projects: [
      {
        test: {
          name: "unit",
          include: ["__tests__/**/*.test.ts"],
          exclude: ["__tests__/e2e/**", timed],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "e2e-untimed",
          include: untimed,
          testTimeout: 300_000,
          hookTimeout: 600_000,
        },
      },
      {
        test: {
          name: "e2e",
          include: ["__tests__/e2e/**/*.test.ts", timed],
          exclude: untimed,
          // Timed runs do not like company: one file, one test at a time.
          fileParallelism: false,
          maxConcurrency: 1,
          testTimeout: 300_000,
          hookTimeout: 600_000,
        },
      },
    ],
  },
});
