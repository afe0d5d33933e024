// Where the project is, and the programs of its development dependencies.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Folder of the installed programs; its `node` is the one the tests run on. */
export const programs = join(root, "node_modules", ".bin");
