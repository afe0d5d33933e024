// The check run of a report: made once under a stable name, so that branches can require it, annotations added in parts.
import * as z from "zod";
import type { Annotation } from "./annotations.ts";
import { ApiFailure } from "./api-failure.ts";
import type { CheckContent } from "./check-content.ts";
import type { Connection, ParametersOf, WriteRoute } from "./github.ts";
import { GitHub, isWorthAnotherTry } from "./github.ts";

export interface CheckRequest {
  readonly owner: string;
  readonly repo: string;
  readonly headCommit: string;
  /** The input `check-name`. */
  readonly name: string;
  /** Where readers go from the check. */
  readonly detailsUrl: string;
  readonly content: CheckContent;
  readonly annotations: readonly Annotation[];
}

export type CheckOutcome =
  /** `doubt`: the check stands, and why it lacks annotations. */
  | { readonly kind: "published"; readonly id: number; readonly doubt: ApiFailure | null }
  | { readonly kind: "failed"; readonly failure: ApiFailure };

const perRequest = 50;
// More than anybody reads; each further request is one of 80 a minute.
const mostAnnotations = 500;
const longestBackOffMilliseconds = 8_000;
const checkSchema = z.object({ id: z.int().positive() });

/**
 * Never fails but for an interruption: what could not be done is in the outcome.
 *
 * @throws Interrupted.
 */
export async function publishCheck(request: CheckRequest, connection: Connection): Promise<CheckOutcome> {
  const github = new GitHub(connection);
  const { owner, repo, headCommit, name, detailsUrl, content, annotations } = request;
  const { conclusion, title, summary } = content;
  const parts = partsOf(annotations.slice(0, mostAnnotations));
  const output = (part: readonly Annotation[]) => ({ title, summary, annotations: part.map(drawAnnotation) });
  let id: number | null = null;
  try {
    const [first = [], ...rest] = parts;
    // Whole from the start. A second one after a lost answer does no harm: of two with one name the newer counts, and
    // they say the same.
    const made = await write(github, "POST /repos/{owner}/{repo}/check-runs", {
      owner,
      repo,
      name,
      head_sha: headCommit,
      details_url: detailsUrl,
      status: "completed",
      conclusion,
      output: output(first),
    });
    id = made.id;
    for (const part of rest)
      await write(github, "PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}", {
        owner,
        repo,
        check_run_id: id,
        output: output(part),
      });
    return { kind: "published", id, doubt: null };
  } catch (error) {
    if (!(error instanceof ApiFailure)) throw error;
    return id === null ? { kind: "failed", failure: error } : { kind: "published", id, doubt: error };
  }
}

async function write<R extends WriteRoute>(
  github: GitHub,
  route: R,
  parameters: ParametersOf<R>,
): Promise<z.infer<typeof checkSchema>> {
  const purpose = { what: "set the check run", permission: "checks: write", schema: checkSchema };
  for (let wait = 1000; ; wait = Math.min(2 * wait, longestBackOffMilliseconds)) {
    try {
      return await github.write(route, parameters, purpose);
    } catch (error) {
      const isAddition = route.startsWith("PATCH");
      // Annotations add up: sent again they could be there twice.
      const isAmbiguous = error instanceof ApiFailure && isAddition && error.mayHaveActed;
      if (!(error instanceof ApiFailure) || isAmbiguous || !isWorthAnotherTry(error)) throw error;
      await github.pauseAfter(error, wait);
    }
  }
}

function partsOf(annotations: readonly Annotation[]): readonly (readonly Annotation[])[] {
  const parts: Annotation[][] = [];
  for (let at = 0; at < annotations.length; at += perRequest) parts.push(annotations.slice(at, at + perRequest));
  return parts;
}

function drawAnnotation({ file, line, level, title, message }: Annotation) {
  return { path: file, start_line: line, end_line: line, annotation_level: level, title, message };
}
