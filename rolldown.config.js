// Bundles the doors in src/entry into dist/, self-contained, one file per door plus lazily loaded parts.
import { defineConfig } from "rolldown";
import { bundledLicenses } from "./scripts/bundled-licenses.mjs";

/**
 * @actions/core asks for all of Node's crypto to make one random id, and loading it takes 5 ms of every start; the
 * global has the same function. Everybody else gets the real one.
 *
 * @type {import("rolldown").Plugin}
 */
const lightCrypto = {
  name: "light-crypto",
  resolveId: (source, importer) =>
    source === "crypto" && importer?.includes("/node_modules/@actions/core/") ? "light-crypto" : null,
  load: (id) => (id === "light-crypto" ? "export const randomUUID = () => globalThis.crypto.randomUUID();" : null),
};

export default defineConfig({
  input: {
    action: "src/entry/action.ts",
    cache: "src/entry/cache.ts",
    cli: "src/entry/cli.ts",
    post: "src/entry/post.ts",
    report: "src/entry/report.ts",
  },
  platform: "node",
  // A linked node_modules builds to the same bytes as an installed one.
  resolve: { symlinks: false },
  transform: { target: "node20" },
  // @actions/core loads undici for OpenID tokens, which nothing here asks for: 730 kB and 45 ms on every start.
  treeshake: { moduleSideEffects: [{ test: /\/node_modules\/(@actions|undici|tunnel)\//, sideEffects: false }] },
  plugins: [lightCrypto, bundledLicenses()],
  output: {
    dir: "dist",
    format: "esm",
    cleanDir: true,
    entryFileNames: "[name].js",
    // No hashes: the same part keeps its name, so a rebuild shows as a change and not as a rename.
    chunkFileNames: "chunks/[name].js",
    minify: false,
    minifyInternalExports: false,
    // What runs before the first input error is one file: every further one is another read on each start.
    codeSplitting: {
      groups: [{ name: "inputs", test: /\/src\/(inputs\/|entry\/ending\.ts|plan\/variant-request\.ts)/ }],
    },
    comments: { legal: true, annotation: false, jsdoc: false },
  },
});
