// Loaded ahead of a measured program: says on descriptor 3, at its end, what it used.
import { writeSync } from "node:fs";

process.on("exit", () => {
  const { maxRSS: peakKibibytes, userCPUTime, systemCPUTime } = process.resourceUsage();
  writeSync(3, JSON.stringify({ peakBytes: peakKibibytes * 1024, cpuSeconds: (userCPUTime + systemCPUTime) / 1e6 }));
});
