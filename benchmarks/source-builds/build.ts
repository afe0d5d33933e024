// Builds NumPy from its source against real libraries of this machine, proves each, and lets one build find no BLAS.
// Takes minutes for each build. Needs a compiler, Python's headers, and Debian's pkg-config, libopenblas-dev, libblis-dev,
// libblas-dev and liblapack-dev. Usage: node benchmarks/source-builds/build.ts; ends with 1 unless all is as it should be.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { release, tmpdir, type } from "node:os";
import * as path from "node:path";
import { fileURLToPath } from "node:url";
import * as z from "zod";
import { realEffects } from "../../src/entry/real-effects.ts";
import { recipeFor } from "../../src/provision/source/recipe.ts";
import { ensureWheel } from "../../src/provision/source/wheel.ts";
import { beginLifetime } from "../../src/system/lifetime.ts";
import { createProcesses } from "../../src/system/processes.ts";

const program = fileURLToPath(new URL("../../src/entry/cli.ts", import.meta.url));
const work = mkdtempSync(path.join(tmpdir(), "blas-bench-source-builds-"));
const variables = { ...process.env, BLAS_BENCH_CACHE: path.join(work, "cache") };

const library = z.object({ realPath: z.string() }).nullable();
/** What is used of `provision`'s document. */
const documentSchema = z.object({
  environments: z.array(z.object({ status: z.string(), blas: library, lapack: library })),
  failures: z.array(z.object({ message: z.string() })),
});

interface Case {
  readonly variant: string;
  readonly numpy: string;
}

// The last one is of the time of setuptools, whose show_config() is text.
const cases: readonly Case[] = [
  { variant: "source:openblas", numpy: "1.26" },
  { variant: "source:blis", numpy: "1.26" },
  { variant: "source:netlib", numpy: "1.26" },
  { variant: "source:openblas", numpy: "1.25" },
];

function provision(
  { variant, numpy }: Case,
  folder: string,
): { seconds: number; document: z.infer<typeof documentSchema> } {
  const start = process.hrtime.bigint();
  const words = ["provision", "--variants", variant, "--numpy-version", numpy, "--output-dir", path.join(work, folder)];
  const ended = spawnSync(process.execPath, [program, ...words], {
    env: variables,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  if (ended.stdout === "") throw new Error(`${variant}: ${ended.stderr}`);
  return { seconds, document: documentSchema.parse(JSON.parse(ended.stdout)) };
}

function rowOf(one: Case, number: number): string {
  const first = provision(one, `first-${number}`);
  const again = provision(one, `again-${number}`);
  const [environment] = first.document.environments;
  if (environment?.status !== "verified" || again.document.environments[0]?.status !== "verified") process.exitCode = 1;
  const files = [environment?.blas?.realPath, environment?.lapack?.realPath].map((file) => `\`${file ?? "?"}\``);
  const ratio = (first.seconds / again.seconds).toFixed(0);
  return `| ${[one.variant, one.numpy, environment?.status ?? "failed", ...files, ratio].join(" | ")} |`;
}

/** The same build, told of libraries that are not there. */
async function withoutBlas(): Promise<string> {
  const processes = createProcesses();
  const lifetime = beginLifetime(processes);
  try {
    const nowhere = { folder: "/nowhere", name: "blas" };
    const recipe = { ...recipeFor("1.26.4", { status: "found", blas: nowhere, lapack: nowhere }), packages: {} };
    const effects = { ...realEffects(processes, lifetime, () => {}), cacheFolder: variables.BLAS_BENCH_CACHE };
    const outcome = await ensureWheel(effects, {
      python: "python3",
      numpyVersion: "1.26.4",
      recipe,
      surroundings: {},
      variables: effects.networkVariables,
      onProgress: () => {},
      signal: lifetime.signal,
    });
    if (outcome.status === "built") process.exitCode = 1;
    return outcome.status === "built" ? "a wheel was built all the same: FAIL" : outcome.message;
  } finally {
    await lifetime.end();
  }
}

try {
  console.log(`Node ${process.version}, ${type()} ${release()}\n`);
  console.log(`Without a BLAS: ${await withoutBlas()}\n`);
  console.log("| variant | NumPy | proof | dgemm comes from | dgesdd comes from | time of the first over the second |");
  console.log("| --- | --- | --- | --- | --- | ---: |");
  for (const [number, one] of cases.entries()) console.log(rowOf(one, number));
} finally {
  rmSync(work, { recursive: true, force: true });
}
