// Lets people work on the machine between two blocks, and keeps what they do out of the recording.
import { readdirSync, rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";

const mark = "recording";

/**
 * Whoever wants the machine puts a file into the folder, waits until the mark is gone, and takes the file away again.
 *
 * @param folder null: nobody else is expected.
 */
export class Turnstile {
  readonly #folder: string | null;

  constructor(folder: string | null) {
    this.#folder = folder;
  }

  /** Returns when nobody is there, with the mark set. Sleeps with the whole program: it has nothing else to do. */
  enter(): void {
    if (this.#folder === null) return;
    for (;;) {
      writeFileSync(path.join(this.#folder, mark), "");
      if (readdirSync(this.#folder).length === 1) return;
      this.leave();
      while (readdirSync(this.#folder).length > 0) sleep(100);
    }
  }

  leave(): void {
    if (this.#folder !== null) rmSync(path.join(this.#folder, mark), { force: true });
  }
}

function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
