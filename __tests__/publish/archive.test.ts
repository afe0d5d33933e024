// Archives as uploads make them, and as nobody does: what is read, what is refused, and that no refusal quotes a name.
import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import * as fs from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ArchiveContent } from "../../src/publish/archive.ts";
import { readArchive } from "../../src/publish/archive.ts";
import type { ZipEntry } from "../rig/github/zip.ts";
import { linkMode, zip } from "../rig/github/zip.ts";

const limits = { mostEntries: 5, mostBytes: 8 * 1024 * 1024, mostRatio: 200 };
const secret = "hunter2";
const one = { name: "result.json", data: '{"a": 1}' };

const read = (entries: readonly ZipEntry[], count?: number): Promise<ArchiveContent> =>
  readArchive(zip(entries, count), limits);

describe("what is read", () => {
  it("the texts of its *.json files, stored and deflated, in folders too", async () => {
    const other = { name: "folder/ö.json", data: "[1]", method: 0 };
    const folder = { name: "folder/", data: "", method: 0, mode: 0o040755 };
    const log = { name: "install/x.log", data: "words" };
    expect(await read([one, folder, other, log])).toEqual({
      kind: "read",
      texts: [one.data, "[1]"],
      unpackedBytes: one.data.length + 3 + 5,
    });
  });

  it("what another program has written, with a comment, zip64 fields and sizes after the data", async () => {
    const folder = await fs.mkdtemp(path.join(tmpdir(), "blas-bench-zip-"));
    try {
      const file = path.join(folder, "a.zip");
      const program = [
        "import sys, zipfile",
        "with zipfile.ZipFile(open(sys.argv[1], 'wb'), 'w', zipfile.ZIP_DEFLATED) as archive:",
        "    with archive.open('result.json', 'w', force_zip64=True) as entry:",
        "        entry.write(b'{}')",
        "    archive.comment = b'made elsewhere'",
      ];
      execFileSync("python3", ["-c", program.join("\n"), file]);
      expect(await readArchive(await fs.readFile(file), limits)).toMatchObject({ kind: "read", texts: ["{}"] });
    } finally {
      await fs.rm(folder, { recursive: true });
    }
  });

  it("nothing of an empty one", async () => {
    expect(await read([])).toEqual({ kind: "read", texts: [], unpackedBytes: 0 });
  });
});

const many = (count: number): ZipEntry[] => Array.from({ length: count }, (_, index) => ({ ...one, name: `${index}` }));
/** 2 MiB that do not pack. */
const noise = randomBytes(2 * 1024 * 1024);
const outside = "names a file outside of itself";

describe("what is refused", () => {
  it.each<[string, readonly ZipEntry[], string]>([
    ["a path with ..", [one, { ...one, name: `../${secret}.json` }], outside],
    ["a path with .. further in", [{ ...one, name: `a/../../${secret}.json` }], outside],
    ["an absolute path", [{ ...one, name: `/etc/${secret}.json` }], outside],
    ["a drive's path", [{ ...one, name: `C:${secret}.json` }], outside],
    ["a path with backslashes", [{ ...one, name: `..\\${secret}.json` }], outside],
    ["the same for a file that would not be read", [one, { ...one, name: `../${secret}.txt` }], outside],
    ["a link", [{ name: `${secret}.json`, data: "/etc/passwd", mode: linkMode }], "holds a link or a device"],
    ["a link beside what is read", [one, { name: secret, data: "/", mode: linkMode }], "holds a link or a device"],
    ["a device", [{ ...one, mode: 0o020666 }], "holds a link or a device"],
    ["an entry twice", [one, { ...one, data: '{"a": 2}' }], "names a file twice"],
    ["an entry twice, in other words", [one, { ...one, name: "./result.json" }], "names a file twice"],
    ["an encrypted file", [{ ...one, flags: 0x801 }], "holds an encrypted file"],
    ["a strongly encrypted file", [{ ...one, flags: 0x841 }], "is damaged, or no zip archive"],
    ["an unusual method", [{ ...one, method: 12 }], "holds a file that is packed in an unusual way"],
    ["too many entries", many(6), "has more than 5 entries"],
    ["too much", many(5).map((entry) => ({ ...entry, data: noise })), "unpacks to more than 8 MiB"],
    ["a bomb", [{ ...one, data: Buffer.alloc(4 * 1024 * 1024) }], "unpacks to more than 200 times its size"],
    ["a bomb that is too large", [{ ...one, data: Buffer.alloc(9 * 1024 * 1024) }], "unpacks to more than 8 MiB"],
    [
      "a bomb that uses its data again and again",
      [0, 1, 2, 3].map((index) => ({
        name: `${index}.json`,
        data: Buffer.alloc(3 * 1024 * 1024),
        sharesData: index > 0,
      })),
      "unpacks to more than 8 MiB",
    ],
    ["a bomb that says it is none", [{ ...one, data: Buffer.alloc(1024 * 1024), saidBytes: 10 }], "is damaged"],
    ["less than the directory says", [{ ...one, saidBytes: 1000 }], "is damaged"],
    ["what is not UTF-8", [{ ...one, data: Buffer.of(0x22, 0xff, 0x22) }], "holds a file that is not text in UTF-8"],
  ])("%s", async (_, entries, expected) => {
    const content = await read(entries);
    expect(content).toEqual({ kind: "refused", what: expect.stringContaining(expected) });
    expect(JSON.stringify(content)).not.toContain(secret);
  });

  it.each<[string, Uint8Array]>([
    ["nothing", new Uint8Array()],
    ["something else", Buffer.from("<!DOCTYPE html><p>not here")],
    ["the first half of one", zip([one]).subarray(0, 60)],
    ["one with more entries than it has", zip([one], 2)],
    ["one with more entries than are read", zip([one], 0xffff)],
    ["one with something behind it", Buffer.concat([zip([one]), Buffer.from("tail")])],
  ])("%s", async (_, bytes) => {
    expect((await readArchive(bytes, limits)).kind).toBe("refused");
  });

  it("or read, whatever bytes there are, and never more than its limit", async () => {
    const sound = zip([one, { name: "b.json", data: "[2]", method: 0 }]);
    const flips = fc.array(fc.tuple(fc.nat(sound.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(flips, async (changes) => {
        const bytes = Buffer.from(sound);
        for (const [place, value] of changes) bytes[place] = value;
        const content = await readArchive(bytes, { ...limits, mostBytes: 1000 });
        const length = content.kind === "read" ? content.texts.join("").length : 0;
        expect(length).toBeLessThanOrEqual(1000);
      }),
      { numRuns: 1500 },
    );
  });
});
