// What a user gets, built from the sources as they are now: the bundle and the Python package, without node_modules.
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { build } from "rolldown";
import configuration from "../../rolldown.config.js";
import { root } from "../../scripts/test/project.mjs";

export interface Product extends AsyncDisposable {
  readonly folder: string;
  /** The command line's entry. */
  readonly program: string;
}

export async function makeProduct(): Promise<Product> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), "blas-bench-product-"));
  await build({ ...configuration, output: { ...configuration.output, dir: path.join(folder, "dist") } });
  for (const part of ["action.yml", "report", "package.json", path.join("python", "blas_bench")])
    await fs.cp(path.join(root, part), path.join(folder, part), {
      recursive: true,
      filter: (source) => path.basename(source) !== "__pycache__",
    });
  return {
    folder,
    program: path.join(folder, "dist", "cli.js"),
    [Symbol.asyncDispose]: () => fs.rm(folder, { recursive: true, force: true }),
  };
}
