// Adds licenses.txt to the bundle: the licence of every package whose code is in it, as those licences ask.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** @returns {import("rolldown").Plugin} */
export function bundledLicenses() {
  return {
    name: "bundled-licenses",
    generateBundle(_options, bundle) {
      /** @type {Set<string>} */
      const folders = new Set();
      for (const part of Object.values(bundle)) {
        if (part.type !== "chunk") continue;
        for (const [id, module] of Object.entries(part.modules)) {
          const folder = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id)?.[0];
          if (folder !== undefined && module.renderedLength > 0) folders.add(folder);
        }
      }
      const source = [...folders]
        .map(licenseOf)
        .sort()
        .join(`\n${"-".repeat(80)}\n\n`);
      this.emitFile({ type: "asset", fileName: "licenses.txt", source });
    },
  };
}

/** @param {string} folder A package's folder. */
function licenseOf(folder) {
  const { name, version, license, author } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (file !== undefined) return `${name} ${version}\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
  const holder = typeof author === "string" ? author : author?.name;
  if (license !== "MIT" || holder === undefined) throw new Error(`${name} is bundled and has no licence file`);
  // It names the licence without its text, which is the same for all but the line of the holder.
  const text = readFileSync(new URL("../LICENSE", import.meta.url), "utf8").trim();
  return `${name} ${version}\n\n${text.replace(/^Copyright .*$/m, `Copyright (c) ${holder}`)}\n`;
}
