// Puts the stand-in for a conda client that really makes environments onto a machine.
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { root } from "../../scripts/test/project.mjs";
import { ensureTools } from "../../src/provision/tools.ts";
import { benchEffects } from "../provision/bench-effects.ts";
import { fixtures } from "../provision/clients/stand-in.ts";

/** @returns the program. */
export async function putClient(folder: string, name: string, channel: string): Promise<string> {
  const effects = benchEffects();
  const tools = await ensureTools(effects, effects.signal);
  if (tools.status === "failed") throw new Error(tools.message);
  await fs.mkdir(folder, { recursive: true });
  const program = path.join(folder, name);
  const settings = {
    python: tools.python,
    pythonFolder: path.join(root, "python"),
    cacheFolder: effects.cacheFolder,
    fixtures,
    name,
    channel,
  };
  await fs.writeFile(path.join(folder, "client.json"), JSON.stringify(settings));
  await fs.writeFile(program, `#!/bin/sh\nexec python3 -I '${folder}/${name}.py' "$@"\n`, { mode: 0o755 });
  await fs.symlink(path.join(import.meta.dirname, "conda-client.py"), path.join(folder, `${name}.py`));
  return program;
}
