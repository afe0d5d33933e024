// Zip archives byte by byte (PKWARE's APPNOTE.TXT, 4.3 and 4.4), sound ones and such as no program would write.
import { crc32, deflateRawSync } from "node:zlib";

export interface ZipEntry {
  readonly name: string;
  readonly data: string | Uint8Array;
  /** 0: stored; 8: deflated. 8 unless told. */
  readonly method?: number;
  /** Bit 0: encrypted; bit 11: the name is in UTF-8. Bit 11 unless told. */
  readonly flags?: number;
  /** Type and rights as on Unix; a plain file's unless told. */
  readonly mode?: number;
  /** What the directory says of the size; the truth unless told. */
  readonly saidBytes?: number;
  /** Whether its data are those of the entry before, which the directory names twice. */
  readonly sharesData?: boolean;
}

export const linkMode = 0o120777;

/** @param count What the directory says of the number of entries; the truth unless told. */
export function zip(entries: readonly ZipEntry[], count = entries.length): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let [offset, length] = [0, 0];
  for (const entry of entries) {
    const { name, data, method = 8, flags = 0x800, mode = 0o100644, sharesData = false } = entry;
    const bytes = Buffer.from(data);
    const packed = method === 8 ? deflateRawSync(bytes) : bytes;
    const shared = sharedFields(bytes, packed, method, flags, entry.saidBytes ?? bytes.length, name);
    if (!sharesData) {
      offset = length;
      locals.push(Buffer.concat([uint32(0x04034b50), shared, uint16(0), Buffer.from(name), packed]));
      length += locals.at(-1)?.length ?? 0;
    }
    const ending = [uint16(0), uint16(0), uint16(0), uint16(0), uint32((mode << 16) >>> 0), uint32(offset)];
    // Made by Unix (3), by version 2.0 of the format.
    directory.push(Buffer.concat([uint32(0x02014b50), uint16(0x0314), shared, ...ending, Buffer.from(name)]));
  }
  const listed = Buffer.concat(directory);
  const counts = [uint16(0), uint16(0), uint16(count), uint16(count), uint32(listed.length), uint32(length), uint16(0)];
  return Buffer.concat([...locals, listed, uint32(0x06054b50), ...counts]);
}

/** What a file's own header and its entry in the directory have in common, up to the length of the name. */
function sharedFields(
  bytes: Buffer,
  packed: Buffer,
  method: number,
  flags: number,
  saidBytes: number,
  name: string,
): Buffer {
  const time = [uint16(0), uint16(0x21)];
  const sizes = [uint32(crc32(bytes)), uint32(packed.length), uint32(saidBytes)];
  return Buffer.concat([uint16(20), uint16(flags), uint16(method), ...time, ...sizes, uint16(Buffer.byteLength(name))]);
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
