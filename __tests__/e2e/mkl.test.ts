// The same with MKL in the channel: four variants, four libraries. On request, for it downloads 300 MB.
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { expect, test } from "vitest";
import { readResult } from "../../src/result/read.ts";
import { needChannel } from "../rig/channel.ts";
import { node, openAccount } from "./account.ts";
import { makeProduct } from "./product.ts";

test("four variants, MKL among them", async (context) => {
  if (process.env.BLAS_BENCH_TEST_MKL !== "1") context.skip("BLAS_BENCH_TEST_MKL=1 is not set (downloads 300 MB)");
  const channel = await needChannel(context, { mkl: true });
  await using product = await makeProduct();
  await using account = await openAccount();
  const words = ["--channels", channel, "--variants", "openblas,mkl,blis,netlib", "--blocks", "6", "--select", "svd"];
  const ended = await account.run([node, product.program, "run", ...words, "--output-dir", "out"]);

  expect(ended.exitCode, ended.stderr).toBe(0);
  expect(ended.stdout).toMatch(/^blas-bench: pass\. All 4 backends verified/);
  const result = readResult(await fs.readFile(path.join(account.work, "out", "result.json"), "utf8"), "result.json");
  const providers = result.series.map(({ sightings }) =>
    sightings
      .flatMap(({ evidence }) => evidence.calls.filter(({ layer }) => layer === "blas"))
      .map((call) => call.library),
  );
  expect(new Set(providers.map((libraries) => [...new Set(libraries)].join())).size).toBe(4);
  expect(providers[1]?.[0]).toMatch(/^\{prefix\}\/lib\/libmkl_rt\.so/);
  expect(await account.leftovers()).toEqual({ files: [], processes: [] });
});
