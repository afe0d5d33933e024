// A zip archive from anybody: read in memory and within limits, and refused as a whole where anything in it is not plain.
import * as path from "node:path";
import type { Entry, ZipFile } from "yauzl";

export interface ArchiveLimits {
  readonly mostEntries: number;
  /** Of everything in the archive, unpacked. */
  readonly mostBytes: number;
  /** Unpacked size over packed size, of everything in the archive. */
  readonly mostRatio: number;
}

export type ArchiveContent =
  /** The texts of its *.json files, in the archive's order. */
  | { readonly kind: "read"; readonly texts: readonly string[]; readonly unpackedBytes: number }
  /** `what` is a sentence without its subject, and quotes nothing of the archive. */
  | { readonly kind: "refused"; readonly what: string };

/** Below this nothing can hurt, however well it is packed. */
const harmlessBytes = 1024 * 1024;

/** Nothing is unpacked before all of the directory is known to be plain, and nothing but *.json files then. */
export async function readArchive(archive: Uint8Array, limits: ArchiveLimits): Promise<ArchiveContent> {
  const refused = (what: string): ArchiveContent => ({ kind: "refused", what });
  const opened = await openArchive(archive, limits);
  if (typeof opened === "string") return refused(opened);
  const { zip, entries } = opened;
  const wrong = entries.find(({ wrong }) => wrong !== null)?.wrong ?? wrongTogether(entries, limits);
  if (wrong !== null) return refused(wrong);
  const texts: string[] = [];
  for (const { entry } of entries.filter(({ name }) => name.endsWith(".json"))) {
    const bytes = await unpack(zip, entry);
    const text = bytes === null ? null : decode(bytes);
    if (text === null) return refused(bytes === null ? damaged : "holds a file that is not text in UTF-8");
    texts.push(text);
  }
  return { kind: "read", texts, unpackedBytes: sumOf(entries, "uncompressedSize") };
}

const damaged = "is damaged, or no zip archive";

interface Listed {
  readonly entry: Entry;
  readonly name: string;
  /** Why this entry is not to be had; null where it is plain. */
  readonly wrong: string | null;
}

/** The archive with its directory, or why it is refused. */
async function openArchive(
  archive: Uint8Array,
  { mostEntries }: ArchiveLimits,
): Promise<{ readonly zip: ZipFile; readonly entries: readonly Listed[] } | string> {
  // Loaded here, because most jobs read no archive.
  const { fromBufferPromise, getFileNameLowLevel, validateFileName } = await import("yauzl");
  try {
    // Names are decoded below: yauzl's own refusal of a name quotes it.
    const zip = await fromBufferPromise(Buffer.from(archive), { decodeStrings: false });
    if (zip.entryCount > mostEntries) return `has more than ${mostEntries} entries`;
    const entries: Listed[] = [];
    for await (const entry of zip.eachEntry()) {
      const name = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, true);
      const isOutside = validateFileName(name) !== null;
      const wrong = isOutside ? "names a file outside of itself" : wrongAlone(entry);
      entries.push({ entry, name: path.posix.normalize(name), wrong });
    }
    return { zip, entries };
  } catch (error) {
    if (error instanceof Error) return damaged;
    throw error;
  }
}

// The high half of the external attributes is the file's mode where the archive was made on Unix, and 0 elsewhere.
const fileTypeMask = 0o170000;
const plainTypes = [0, 0o100000, 0o040000];

function wrongAlone(entry: Entry): string | null {
  if (!plainTypes.includes((entry.externalFileAttributes >>> 16) & fileTypeMask)) return "holds a link or a device";
  if (entry.isEncrypted()) return "holds an encrypted file";
  return entry.canDecodeFileData() ? null : "holds a file that is packed in an unusual way";
}

function wrongTogether(entries: readonly Listed[], { mostBytes, mostRatio }: ArchiveLimits): string | null {
  if (new Set(entries.map(({ name }) => name)).size < entries.length) return "names a file twice";
  // The sizes of the directory are kept to when unpacking.
  const [unpacked, packed] = [sumOf(entries, "uncompressedSize"), sumOf(entries, "compressedSize")];
  if (unpacked > mostBytes) return `unpacks to more than ${Math.floor(mostBytes / 1024 / 1024)} MiB`;
  if (unpacked > harmlessBytes && unpacked > mostRatio * packed)
    return `unpacks to more than ${mostRatio} times its size`;
  return null;
}

function sumOf(entries: readonly Listed[], size: "compressedSize" | "uncompressedSize"): number {
  return entries.reduce((sum, { entry }) => sum + entry[size], 0);
}

/** null where the data is damaged, or has another size than the directory says. */
async function unpack(zip: ZipFile, entry: Entry): Promise<Buffer | null> {
  const parts: Buffer[] = [];
  try {
    const stream: AsyncIterable<Buffer> = await zip.openReadStreamPromise(entry);
    for await (const part of stream) parts.push(part);
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  }
  return Buffer.concat(parts);
}

function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}
