// A folder for one test, gone afterwards.
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";

export interface Scratch extends AsyncDisposable {
  readonly folder: string;
  /** Writes a file below the folder, with the folders above it. */
  write(file: string, text: string): Promise<string>;
}

export async function makeScratch(): Promise<Scratch> {
  const folder = await fs.realpath(await fs.mkdtemp(path.join(os.tmpdir(), "blas-bench-provision-")));
  return {
    folder,
    async write(file, text) {
      const place = path.join(folder, file);
      await fs.mkdir(path.dirname(place), { recursive: true });
      await fs.writeFile(place, text);
      return place;
    },
    [Symbol.asyncDispose]: () => fs.rm(folder, { recursive: true, force: true, maxRetries: 3 }),
  };
}
