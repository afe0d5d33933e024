// Two OpenMP runtimes in one real process are noticed, by what they export and not by their names; one is none too many.
import { execFile } from "node:child_process";
import * as path from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { root } from "../../scripts/test/project.mjs";
import { evidenceSchema } from "../../src/result/evidence.ts";
import { makeScratch } from "../provision/scratch.ts";
import { examined } from "./examined.ts";

const run = promisify(execFile);

test("two OpenMP runtimes in one process", async (context) => {
  if (process.platform !== "linux") context.skip("libraries are preloaded in Linux's way");
  await using scratch = await makeScratch();
  const runtime = async (name: string, symbol: string): Promise<string> => {
    const source = await scratch.write(`${name}.c`, `void ${symbol}(void) {}\n`);
    const file = path.join(scratch.folder, `lib${name}.so`);
    await run("cc", ["-shared", "-fPIC", "-o", file, source]).catch(() => context.skip("no C compiler on PATH"));
    return file;
  };
  const gnus = await runtime("one", "GOMP_parallel");
  const llvms = await runtime("other", "__kmpc_fork_call");
  const adviceWith = async (...preloaded: string[]) => {
    const env = {
      PATH: process.env.PATH,
      LD_PRELOAD: preloaded.join(":"),
      PYTHONPATH: path.join(root, "python"),
      PYTHONDONTWRITEBYTECODE: "1",
    };
    const python = process.env.BLAS_BENCH_TEST_PYTHON ?? "";
    const { stdout } = await run(python, ["-m", "blas_bench", "evidence"], { env, maxBuffer: 2 ** 26 });
    const evidence = evidenceSchema.parse(JSON.parse(stdout));
    const { advice } = examined(evidence);
    return advice.flatMap(({ code, text }) => (code === "two-openmp-runtimes" ? [text] : []));
  };
  expect(await adviceWith(gnus)).toEqual([]);
  expect(await adviceWith(gnus, llvms)).toEqual([
    expect.stringMatching(/^libone\.so and libother\.so are both in this process: each OpenMP runtime/),
  ]);
});
