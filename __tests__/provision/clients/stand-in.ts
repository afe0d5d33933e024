// A program that answers like a recorded conda client: byte for byte, to the words it is called with.
import * as fs from "node:fs/promises";
import * as path from "node:path";
import * as z from "zod";

/** One recorded call. `{PREFIX}` and the like stand for what the machine of the recording had there. */
export const recordingSchema = z.looseObject({
  client: z.enum(["micromamba", "mamba", "conda"]),
  version: z.string(),
  id: z.string(),
  argv: z.array(z.string()).min(1),
  env: z.record(z.string(), z.string()),
  rc: z.int(),
  stdout: z.string(),
  stderr: z.string(),
  /** "latin-1": each character is a byte. */
  encoding: z.string().optional(),
  after: z.looseObject({ prefix_exists: z.boolean(), entries: z.array(z.string()).default([]) }).optional(),
  /** What the adapter is to make of it. */
  expected: z.record(z.string(), z.unknown()).optional(),
});

export type Recording = z.infer<typeof recordingSchema>;

export const fixtures = path.join(import.meta.dirname, "fixtures");

export async function readRecording(file: string): Promise<Recording> {
  return recordingSchema.parse(JSON.parse(await fs.readFile(path.join(fixtures, file), "utf8")));
}

export interface StandIn {
  readonly program: string;
  /** The words of each call so far, joined by blanks. */
  calls(): Promise<string[]>;
  /** What the last call had in its environment. */
  variables(): Promise<Record<string, string>>;
}

/** ASCII's record separator: no word has it. */
const end = "\u001e";

/**
 * @param folder The test's own: where the answers lie, beside a link to the program.
 * @param name What the program is called.
 * @param prefix What `{PREFIX}` stands for, in words and answers.
 * @param run Lines of sh that a call runs before it answers.
 */
export async function makeStandIn(
  folder: string,
  recordings: readonly Pick<Recording, "argv" | "rc" | "stdout" | "stderr" | "encoding" | "after">[],
  { name = "client", prefix = "{PREFIX}", run = "" } = {},
): Promise<StandIn> {
  await fs.mkdir(folder, { recursive: true });
  const at = (file: string): string => path.join(folder, file);
  const fill = (text: string): string => text.replaceAll("{PREFIX}", prefix);
  await Promise.all(
    recordings.map(async ({ argv, rc, stdout, stderr, encoding, after }, index) => {
      const bytes = (text: string): Buffer => Buffer.from(fill(text), encoding === "latin-1" ? "latin1" : "utf8");
      const entries = after?.prefix_exists && rc !== 0 ? after.entries : [];
      const made = entries.map((entry) => `mkdir -p '${prefix}/${entry}'\n`).join("");
      await fs.writeFile(
        at(`${index}.words`),
        argv
          .slice(1)
          .map((word) => fill(word) + end)
          .join(""),
      );
      await fs.writeFile(at(`${index}.out`), bytes(stdout));
      await fs.writeFile(at(`${index}.err`), bytes(stderr));
      await fs.writeFile(at(`${index}.rc`), String(rc));
      if (made + run !== "") await fs.writeFile(at(`${index}.run`), made + run);
    }),
  );
  const program = at(name);
  // A link: a program that is written while others are being started is at times refused as busy.
  await fs.symlink(path.join(import.meta.dirname, "stand-in.sh"), program);
  return {
    program,
    calls: async () => (await fs.readFile(at("calls"), "utf8").catch(() => "")).split("\n").slice(0, -1),
    variables: async () => {
      const lines = (await fs.readFile(at("variables"), "utf8")).trimEnd().split("\n");
      return Object.fromEntries(lines.map((line) => [line.split("=")[0] ?? "", line.slice(line.indexOf("=") + 1)]));
    },
  };
}
