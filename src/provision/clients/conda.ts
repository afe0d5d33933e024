// The adapter of conda: errors are JSON on standard output, unless conda fails at writing them down.
import * as z from "zod";
import { lastLinesOf } from "../fault.ts";
import type { Answer, Family, Heard, Symptom } from "./family.ts";
import { documentIn, missingIn, signsIn } from "./family.ts";

/** Recorded from conda 26.7.1: names of exceptions, which are the only names that an answer has. */
const symptoms: readonly Symptom[] = [
  { sign: "damaged", words: /ChecksumMismatch|InvalidArchive|SafetyError/ },
  // conda cannot write these two as JSON: all there is then is a traceback.
  { sign: "bad-spec", words: /Invalid(Match|Version)?Spec\b|InvalidVersionSpec/ },
  { sign: "configuration", words: /ParserError|ScannerError|ConfigurationLoadError|CustomValidationError/ },
  { sign: "no-environment", words: /EnvironmentLocationNotFound|DirectoryNotACondaEnvironment/ },
  // Each solver has a class of its own: conda's is Unsatisfiable, others put their name before it.
  { sign: "conflict", words: /Unsatisfiable|SpecsConfigurationConflict/ },
  { sign: "offline", words: /OfflineError/ },
];

const errorSchema = z.object({
  error: z.string().default(""),
  message: z.string().default(""),
  exception_name: z.string().default(""),
  caused_by: z.unknown().optional(),
  traceback: z.string().optional(),
  // "000" where no answer came, a number where one did.
  status_code: z.union([z.string(), z.number()]).optional(),
  url: z.string().optional(),
  channel_url: z.string().optional(),
  packages: z.array(z.string()).optional(),
  errors: z.array(z.unknown()).optional(),
});

type CondaError = z.infer<typeof errorSchema>;

/** The errors that stand in one, where several packages failed. */
function errorsIn(document: unknown): CondaError[] {
  const parsed = errorSchema.safeParse(document);
  if (!parsed.success) return [];
  const inner = (parsed.data.errors ?? []).flatMap(errorsIn);
  return inner.length > 0 ? inner : [parsed.data];
}

function proseOf({ error, message, caused_by, traceback }: CondaError): string {
  const parts = [error || message, caused_by === "None" ? "" : caused_by, traceback];
  return parts.filter((part) => typeof part === "string" && part !== "").join("\n");
}

function hear({ exitCode, stdout, stderr }: Answer): Heard {
  const errors = errorsIn(documentIn(stdout));
  const status = errors.find(({ status_code }) => status_code !== undefined)?.status_code;
  const words = errors.length > 0 ? errors.map(proseOf).join("\n") : stderr;
  const named = errors.map((one) => one.exception_name).join(" ");
  const signs = signsIn(named.trim() === "" ? words : named, symptoms);
  if (exitCode === 2 && errors.length === 0) signs.add("asked-too-much");
  const [first] = errors.flatMap(({ error }) => error.split("\n").find((line) => line.trim() !== "") ?? []);
  return {
    signs,
    words,
    summary: first ?? lastError(stderr),
    missing: [...new Set([...errors.flatMap((one) => one.packages ?? []), ...missingIn(words)])],
    status: status === undefined ? null : Number(status),
    url: errors.map((one) => one.channel_url ?? one.url).find((url) => url !== undefined) ?? null,
  };
}

/** Without JSON the error's name stands before its text; after that comes advice. */
function lastError(stderr: string): string | null {
  return (
    [...stderr.matchAll(/^(?:\w+\.)*\w*(?:Error|Exception)\b.*$/gim)].at(-1)?.[0] ?? lastLinesOf(stderr).at(-1) ?? null
  );
}

export const conda: Family = {
  name: "conda",
  // October 2023: the first with a solver that takes seconds for conda-forge, and with CONDA_REGISTER_ENVS.
  oldest: [23, 10],
  info: { version: "conda_version", packageFolders: "pkgs_dirs", virtualPackages: "virtual_pkgs" },
  // conda has no lock on its folder of packages.
  sideBySide: false,
  checksLocalPackages: false,
  // One is an alias of the other since 25.5 (its changelog), and conda refuses to be given both.
  seesPip: [
    { from: [25, 5], variable: "CONDA_PREFIX_DATA_INTEROPERABILITY" },
    { from: [4, 6], variable: "CONDA_PIP_INTEROP_ENABLED" },
  ],
  // Without it, standard input is empty and output comes at the end (recorded).
  runFlags: ["--no-capture-output"],
  hear,
};
