// The result files of another run: its artifacts by name, newest attempt first, downloaded, held to their digests and read.
import { createHash } from "node:crypto";
import * as z from "zod";
import type { Problem } from "../errors.ts";
import { exitCode, UserError } from "../errors.ts";
import { globOf } from "../plan/glob.ts";
import { quoted } from "../report/document.ts";
import { visibleName } from "../report/inert.ts";
import { ApiFailure } from "./api-failure.ts";
import { readArchive } from "./archive.ts";
import type { GitHub } from "./github.ts";

/** A file's text, and how the file is called in messages. */
export interface NamedText {
  readonly name: string;
  readonly text: string;
}

export interface ArtifactRequest {
  readonly owner: string;
  readonly repo: string;
  readonly run: number;
  /** The input `artifact-pattern`, a glob as in `select`. */
  readonly pattern: string;
}

const artifactSchema = z.object({
  id: z.int().positive(),
  name: z.string(),
  expired: z.boolean(),
  /** As it is packed. */
  size_in_bytes: z.number(),
  digest: z.string().nullish(),
});
type Artifact = z.infer<typeof artifactSchema>;
const listSchema = z.object({ artifacts: z.array(artifactSchema) }).transform(({ artifacts }) => artifacts);

const permission = "actions: read";
const remedy = "upload the output `result-file` with actions/upload-artifact, version 4 or newer";

// A job has 500 artifacts at most, and a token 1,000 requests an hour.
const mostArtifacts = 200;
const mostPackedBytes = 64 * 1024 * 1024;
/** Of all artifacts together: what 30 environments with 500 benchmarks each come to. */
const mostUnpackedBytes = 256 * 1024 * 1024;
const mostEntries = 100;
// Result files pack 4 to 30 times smaller; deflate reaches 1,032 times.
const mostRatio = 200;

/**
 * The *.json files in the run's artifacts, by the artifacts' names. Of each name the newest attempt counts, see newest.
 *
 * @throws UserError with the problems of all artifacts, none of which quotes a file, or with GitHub's; Interrupted.
 */
export async function readArtifacts(request: ArtifactRequest, github: GitHub): Promise<readonly NamedText[]> {
  try {
    return await readAll(request, newest(await listArtifacts(request, github)), github);
  } catch (error) {
    if (error instanceof ApiFailure) throw new UserError([error.problem], exitCode.toolFailed);
    throw error;
  }
}

async function listArtifacts(request: ArtifactRequest, github: GitHub): Promise<readonly Artifact[]> {
  const { owner, repo, run, pattern } = request;
  const all = await github.readPages(
    "GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts",
    { owner, repo, run_id: run },
    { what: `list the artifacts of run ${run}`, permission, schema: listSchema },
  );
  const fits = globOf(pattern);
  const fitting = all.filter(({ name }) => fits(name));
  const where = `artifact-pattern, run ${run}`;
  if (fitting.length === 0) throw new UserError([{ where, what: "no artifact of the run fits it", remedy }]);
  return fitting;
}

const attemptForm = /^(.*)-attempt-(\d{1,9})$/s;

/**
 * One artifact for each name, by name. Runs are repeated in part, so what an earlier attempt measured counts where no
 * later one did: "NAME-attempt-2" stands for "NAME-attempt-1", and of two with the same name the one made later.
 */
export function newest<T extends { readonly id: number; readonly name: string }>(
  artifacts: readonly T[],
): readonly T[] {
  const kept = new Map<string, { readonly artifact: T; readonly attempt: number }>();
  for (const artifact of artifacts) {
    const [, name = artifact.name, attempt = "0"] = attemptForm.exec(artifact.name) ?? [];
    const other = kept.get(name);
    const age = Number(attempt) - (other?.attempt ?? -1) || artifact.id - (other?.artifact.id ?? 0);
    if (age > 0) kept.set(name, { artifact, attempt: Number(attempt) });
  }
  return [...kept].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, { artifact }]) => artifact);
}

async function readAll(
  request: ArtifactRequest,
  artifacts: readonly Artifact[],
  github: GitHub,
): Promise<readonly NamedText[]> {
  if (artifacts.length > mostArtifacts) {
    const what = `${artifacts.length} artifacts fit it, and ${mostArtifacts} are the most that are read`;
    throw new UserError([{ where: "artifact-pattern", what, remedy: "name fewer of them" }]);
  }
  const texts: NamedText[] = [];
  const problems: Problem[] = [];
  let left = mostUnpackedBytes;
  for (const artifact of artifacts) {
    const where = `artifact ${quoted(visibleName(artifact.name))}`;
    const content = await readArtifact(request, artifact, left, github);
    if (content.kind === "refused") problems.push({ where, what: content.what, remedy });
    else {
      left -= content.unpackedBytes;
      texts.push(...content.texts.map((text, index) => ({ name: `${where}, file ${index + 1}`, text })));
    }
  }
  const [first, ...rest] = problems;
  if (first !== undefined) throw new UserError([first, ...rest]);
  return texts;
}

type Content = Awaited<ReturnType<typeof readArchive>>;

async function readArtifact(
  { owner, repo }: ArtifactRequest,
  { id, digest, expired, size_in_bytes: packedBytes }: Artifact,
  mostBytes: number,
  github: GitHub,
): Promise<Content> {
  if (expired) return { kind: "refused", what: "has expired" };
  // Asked for again and again, it would be as large each time.
  if (packedBytes > mostPackedBytes)
    return { kind: "refused", what: `has ${packedBytes} bytes, and ${mostPackedBytes} are the most that are read` };
  // Only older servers and older uploads are without; what cannot be held to anything is not read.
  if (digest === null || digest === undefined) return { kind: "refused", what: "has no digest" };
  const bytes = await github.download(
    "GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}",
    { owner, repo, artifact_id: id, archive_format: "zip" },
    { what: `download artifact ${id}`, permission },
    mostPackedBytes,
  );
  if (digest !== `sha256:${createHash("sha256").update(bytes).digest("hex")}`)
    return { kind: "refused", what: "is not what its digest says" };
  const content = await readArchive(bytes, { mostEntries, mostBytes, mostRatio });
  if (content.kind === "read" && content.texts.length === 0) return { kind: "refused", what: "holds no *.json file" };
  return content;
}
