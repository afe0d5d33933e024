// No conda channel answers: "auto" goes on with pip's NumPy, says what was lost, and does not call it a pass.
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { expect, test } from "vitest";
import { readResult } from "../../src/result/read.ts";
import { closedOrigin } from "../provision/channel-server.ts";
import { node, openAccount } from "./account.ts";
import { makeProduct } from "./product.ts";

test("auto falls back to pip where no channel can be reached", async () => {
  await using product = await makeProduct();
  await using account = await openAccount();
  const origin = await closedOrigin();
  const words = ["--channels", origin, "--select", "matmul", "--blocks", "1", "--output-dir", "out"];
  const ended = await account.run([node, product.program, "run", ...words]);

  expect(ended.stderr).toContain("No conda channel can be reached: going on with pip.");
  expect(ended.exitCode, ended.stderr).toBe(0);
  expect(ended.stdout).toMatch(/^blas-bench: inconclusive\. .*openblas.* lost to an outage/);
  const out = path.join(account.work, "out");
  expect(await fs.readFile(path.join(out, "report.md"), "utf8")).toMatch(/lost to an outage/);
  const result = readResult(await fs.readFile(path.join(out, "result.json"), "utf8"), "result.json");
  expect(result.series.map(({ variant }) => variant)).toEqual(["pip"]);
  expect(result.absences).toContainEqual(
    expect.objectContaining({ variant: "openblas", kind: "outage", reason: expect.stringContaining(origin) }),
  );
  expect(await account.leftovers()).toEqual({ files: [], processes: [] });
});
