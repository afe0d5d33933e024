// Two projects: `unit` runs anywhere in parallel; `e2e` runs real environments, one file at a time.
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // By itself vitest leaves a core free, and of two that is half.
    maxWorkers: "100%",
    globalSetup: "scripts/test/vitest-setup.mjs",
    projects: [
      {
        test: {
          name: "unit",
          include: ["__tests__/**/*.test.ts"],
          exclude: ["__tests__/e2e/**"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "e2e",
          include: ["__tests__/e2e/**/*.test.ts"],
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
