// Takes pictures of the golden comments as readers see them, wide and on a phone: docs/comments/*.png.
// Usage: node scripts/comment-pictures.mjs. Needs Chromium (`chromium`, or named in CHROMIUM); nothing is fetched.
import { createHash } from "node:crypto";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { openChromium } from "./pictures/chromium.mjs";
import { pageOf } from "./pictures/page.mjs";
import { smallPng } from "./pictures/small-png.mjs";
import { root } from "./test/project.mjs";

const goldens = join(root, "__tests__", "golden", "comment");
const target = join(root, "docs", "comments");
const widths = [
  { name: "wide", pixels: 900 },
  { name: "phone", pixels: 390 },
];
/** What is further down, nobody sees without scrolling far: the picture ends there. */
const tallestPixels = 3000;

/** @param {Uint8Array} bytes */
const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

for (const name of await readdir(target)) if (name.endsWith(".png")) await rm(join(target, name));
const chromium = await openChromium(process.env.CHROMIUM ?? "chromium");
const manifest = [];
try {
  for (const golden of (await readdir(goldens)).sort()) {
    const markdown = await readFile(join(goldens, golden));
    const pictures = [];
    for (const { name, pixels } of widths) {
      const file = golden.replace(/\.md$/, `-${name}.png`);
      const png = smallPng(await chromium.picture(pageOf(markdown.toString()), pixels, tallestPixels));
      await writeFile(join(target, file), png);
      pictures.push({ file, sha256: sha256(png) });
      console.log(`${file}: ${Math.ceil(png.length / 1024)} KiB`);
    }
    manifest.push({ golden, sha256: sha256(markdown), pictures });
  }
} finally {
  await chromium.close();
}
await writeFile(join(target, "pictures.json"), `${JSON.stringify(manifest, null, 2)}\n`);
