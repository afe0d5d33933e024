// actionlint and zizmor over workflows and actions, in a repository that is laid out for them.
import { execFile } from "node:child_process";
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { z } from "zod";
import { root } from "../../scripts/test/project.mjs";
import type { Built } from "./go-program.ts";
import { builtOrReason } from "./go-program.ts";
import type { WorkflowFile } from "./workflow-files.ts";

export interface Finding {
  /** As in WorkflowFile; of a block, lines are counted from its first. */
  readonly place: string;
  readonly line: number;
  readonly rule: string;
  readonly message: string;
}

export function actionlintOrReason(): Promise<Built> {
  return builtOrReason({
    name: "actionlint",
    module: "github.com/rhysd/actionlint",
    folder: "cmd/actionlint",
    version: "v1.7.12",
    sum: "h1:vQ4GeJN86C0QH+gTUQcs8McmK62OLT3kmakPMtEWYnY=",
  });
}

export interface Linted {
  readonly workflows: readonly WorkflowFile[];
  readonly actions: readonly WorkflowFile[];
}

const actionlintSchema = z.array(
  z.object({ filepath: z.string(), line: z.int(), kind: z.string(), message: z.string() }),
);

/** Our own actions, and official ones that a comment names the version of, are held to their inputs and outputs. */
export async function runActionlint(program: string, linted: Linted): Promise<readonly Finding[]> {
  await using repository = await layOut(linted, asActionlintKnows);
  // Which other linters a machine has must make no difference.
  const words = ["-shellcheck=", "-pyflakes=", "-no-color", "-format", "{{json .}}"];
  const output = await runIn(repository.folder, program, words);
  return actionlintSchema.parse(JSON.parse(output)).map(({ filepath, line, kind, message }) => ({
    place: repository.places.get(filepath) ?? filepath,
    line,
    rule: kind,
    message,
  }));
}

/** actionlint reads the inputs of actions in the repository, and knows those of official ones by their major version. */
function asActionlintKnows(text: string): string {
  return text
    .replace(/OWNER\/blas-bench(\/report)?@main/g, (_, report = "") => `.${report || "/"}`)
    .replace(/@[0-9a-f]{40} # (v\d+)\.[\d.]+/g, "@$1");
}

const point = z.object({ row: z.int() });
const zizmorSchema = z.array(
  z.object({
    ident: z.string(),
    desc: z.string(),
    locations: z.array(
      z.object({
        symbolic: z.object({ kind: z.string(), key: z.object({ Local: z.object({ verbatim_path: z.string() }) }) }),
        concrete: z.object({ location: z.object({ start_point: point }) }),
      }),
    ),
  }),
);

/** All audits there are ("auditor"), without asking GitHub. */
export async function runZizmor(program: string, linted: Linted): Promise<readonly Finding[]> {
  await using repository = await layOut(linted, (text) => text);
  const words = ["--offline", "--persona=auditor", "--no-config", "--strict-collection", "--collect=all"];
  const output = await runIn(repository.folder, program, [...words, "--no-progress", "--format=json-v1", "."]);
  return zizmorSchema.parse(JSON.parse(output)).map(({ ident, desc, locations }) => {
    const primary = locations.find(({ symbolic }) => symbolic.kind === "Primary") ?? locations[0];
    const file = path.normalize(primary?.symbolic.key.Local.verbatim_path ?? "");
    const line = (primary?.concrete.location.start_point.row ?? -1) + 1;
    return { place: repository.places.get(file) ?? file, line, rule: ident, message: desc };
  });
}

interface Repository extends AsyncDisposable {
  readonly folder: string;
  /** By path in the repository. */
  readonly places: ReadonlyMap<string, string>;
}

async function layOut({ workflows, actions }: Linted, change: (text: string) => string): Promise<Repository> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), "blas-bench-lint-"));
  const places = new Map<string, string>();
  const write = async (file: string, { place, text }: WorkflowFile): Promise<void> => {
    places.set(file, place);
    await fs.mkdir(path.join(folder, path.dirname(file)), { recursive: true });
    await fs.writeFile(path.join(folder, file), change(text));
  };
  // By these two, actionlint finds the repository and what its actions run.
  await fs.mkdir(path.join(folder, ".git"));
  await fs.symlink(path.join(root, "dist"), path.join(folder, "dist"));
  for (const one of workflows)
    await write(path.join(".github", "workflows", `${one.place.replace(/[^\w.-]+/g, "-")}.yml`), one);
  for (const one of actions) await write(one.place, one);
  return { folder, places, [Symbol.asyncDispose]: () => fs.rm(folder, { recursive: true, force: true }) };
}

/** What it prints: linters end with another exit code than 0 where they find something, and print no JSON where they fail. */
function runIn(folder: string, program: string, words: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(program, words, { cwd: folder, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      if (stdout.trim().startsWith("[")) resolve(stdout);
      else reject(new Error(`${program} printed no findings: ${stderr.trim() || error?.message}`));
    });
  });
}
