// Whole comments as GitHub gets them, as files to read (`vitest --update` writes them anew), and the pictures of them.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { root } from "../../scripts/test/project.mjs";
import { commentLimitBytes, draftComment } from "../../src/publish/comment-body.ts";
import { newNonce } from "../../src/publish/comment-mark.ts";
import type { ReportFacts } from "../../src/report/model.ts";
import { buildReport } from "../../src/report/model.ts";
import { fiveHundredRows } from "../report/matrix-situations.ts";
import { situations } from "../report/situations.ts";

const nonce = newNonce(new Date(1_700_000_000_000), "0123-4567-89ab-cdef");
const mark = { key: "bench", run: 500, attempt: 1, nonce };
const place = { serverUrl: "https://github.com", owner: "octo-org", repo: "numerics", run: 500, attempt: 1 };

const situation = (name: string): ReportFacts => situations[name]?.() ?? expect.fail(`no situation ${name}`);
const comments: Readonly<Record<string, () => ReportFacts>> = {
  regression: () => situation("slower-on-one"),
  pass: () => situation("all-unchanged"),
  inconclusive: () => situation("inconclusive"),
  mismatch: () => situation("mismatch"),
  "matrix-500": fiveHundredRows,
};

describe.each(Object.entries(comments))("%s", (name, facts) => {
  it("as a comment", async () => {
    const { body } = draftComment(buildReport(facts()), mark, place);
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(commentLimitBytes);
    await expect(body).toMatchFileSnapshot(`../golden/comment/${name}.md`);
  });
});

const manifestSchema = z.array(
  z.object({
    golden: z.string(),
    sha256: z.string(),
    pictures: z.array(z.object({ file: z.string(), sha256: z.string() })),
  }),
);
const read = (...names: readonly string[]): Buffer => readFileSync(join(root, ...names));
const sha256 = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");

describe("the pictures in docs/comments", () => {
  const manifest = manifestSchema.parse(JSON.parse(read("docs", "comments", "pictures.json").toString()));

  it("are of today's comments: node scripts/comment-pictures.mjs takes them anew", () => {
    const today = Object.keys(comments).map((name) => [
      `${name}.md`,
      sha256(read("__tests__", "golden", "comment", `${name}.md`)),
    ]);
    expect(manifest.map(({ golden, sha256 }) => [golden, sha256]).toSorted()).toEqual(today.toSorted());
  });

  it("are all there, as they were taken, small, and shown", () => {
    const pictures = manifest.flatMap((one) => one.pictures);
    const files = readdirSync(join(root, "docs", "comments")).filter((name) => name.endsWith(".png"));
    expect(pictures.map(({ file }) => file).toSorted()).toEqual(files.toSorted());
    const page = read("docs", "comments", "README.md").toString();
    for (const { file, sha256: expected } of pictures) {
      const bytes = read("docs", "comments", file);
      expect(sha256(bytes), file).toBe(expected);
      expect(bytes.length, file).toBeLessThan(150_000);
      expect(page).toContain(`(${file})`);
    }
  });
});
