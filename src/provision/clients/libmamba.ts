// The adapters of micromamba and mamba, which are one program: failures are told on standard error, if at all.
import * as z from "zod";
import type { ClientName } from "../../inputs/config.ts";
import { lastLinesOf } from "../fault.ts";
import type { Answer, Family, Heard, Symptom } from "./family.ts";
import { documentIn, missingIn, signsIn } from "./family.ts";

/** Recorded from micromamba 2.8.1. */
const symptoms: readonly Symptom[] = [
  { sign: "damaged", words: /incorrect downloads/ },
  { sign: "bad-spec", words: /Error parsing (MatchSpec|version)/ },
  { sign: "no-environment", words: /No prefix found at|Expected environment not found/ },
  { sign: "prefix-exists", words: /Non-conda folder exists at prefix/ },
];

const documentSchema = z.object({ solver_problems: z.array(z.string()).default([]) });

/** libsolv's words for a spec that nothing matches, without the spec: only the text mode names it. */
const unclear = "unsupported request";
const argumentsRefused = 109;

/** What stands on lines of these two levels, and below them; a trace of every setting may come before. */
function told(stderr: string): string {
  const lines = stderr.split("\n");
  const isOfLevel = (line: string): boolean => /^(info|debug|trace|warning)\s+libmamba/.test(line);
  return lines
    .filter((line) => !isOfLevel(line))
    .map((line) => line.replace(/^(critical|error)\s+libmamba\s+/, ""))
    .join("\n");
}

/** curl's number for a local file that is not there (curl.se/libcurl/c/libcurl-errors.html): as good as 404. */
const noSuchFile = 37;

/** Every other trouble of curl's is one of reaching the place. */
function statusIn(words: string): Pick<Heard, "status" | "url"> {
  const answered = /status: (\d{3}) \[([^\]\s]+)\]/.exec(words);
  if (answered !== null) return { status: Number(answered[1]), url: answered[2] ?? null };
  const failed = /Download error \((\d+)\)[^[]*\[([^\]\s]+)\]/.exec(words);
  if (failed === null) return { status: null, url: null };
  return { status: Number(failed[1]) === noSuchFile ? 404 : 0, url: failed[2] ?? null };
}

function hear({ exitCode, stdout, stderr }: Answer): Heard {
  const problems = documentSchema.safeParse(documentIn(stdout)).data?.solver_problems ?? [];
  const words = [...problems, told(stderr)].join("\n");
  const signs = signsIn(words, symptoms);
  const missing = missingIn(words);
  if (exitCode === argumentsRefused) signs.add("asked-too-much");
  if (problems.includes(unclear)) signs.add("unclear");
  else if (/Could not solve for environment specs/.test(words) && missing.length === 0) signs.add("conflict");
  return { signs, words, summary: lastLinesOf(words).at(-1) ?? null, missing, ...statusIn(words) };
}

function family(name: ClientName): Family {
  return {
    name,
    // The first without conda's own code in mamba; CONDA_REGISTER_ENVS is older.
    oldest: [2, 0],
    info: { version: `${name} version`, packageFolders: "package cache", virtualPackages: "virtual packages" },
    sideBySide: true,
    checksLocalPackages: true,
    // Merged in January 2026 (mamba-org/mamba pull request 4123), after 2.5.
    seesPip: [{ from: [2, 6], variable: "CONDA_PREFIX_DATA_INTEROPERABILITY" }],
    // Attaches no stream of its own. "--" before the command, which conda takes, is refused (recorded).
    runFlags: ["-a", ""],
    hear,
  };
}

export const micromamba = family("micromamba");
export const mamba = family("mamba");
