// A text file line by line, however long it is as a whole.
import { closeSync, openSync, readSync } from "node:fs";

/** Small enough to stay in the cache of a core. */
const chunkBytes = 1 << 16;
const lineFeed = 10;

/**
 * Lines without their ends, each decoded by itself: nothing longer than a line is held.
 *
 * @throws as opening and reading a file do.
 */
export function* linesOf(file: string): Generator<string> {
  const descriptor = openSync(file, "r");
  // One for all: garbage outside the heap is not collected before there is much of it.
  const chunk = Buffer.allocUnsafe(chunkBytes);
  try {
    // Of a line that goes on in the next chunk.
    let pieces: Buffer[] = [];
    for (let length = readSync(descriptor, chunk); length > 0; length = readSync(descriptor, chunk)) {
      const read = chunk.subarray(0, length);
      let start = 0;
      // A line feed is never part of a longer UTF-8 character.
      for (let end = read.indexOf(lineFeed); end !== -1; end = read.indexOf(lineFeed, start)) {
        yield pieces.length === 0
          ? read.toString("utf8", start, end)
          : Buffer.concat([...pieces, read.subarray(start, end)]).toString("utf8");
        pieces = [];
        start = end + 1;
      }
      if (start < length) pieces.push(Buffer.from(read.subarray(start)));
    }
    if (pieces.length > 0) yield Buffer.concat(pieces).toString("utf8");
  } finally {
    closeSync(descriptor);
  }
}
