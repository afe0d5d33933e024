// What each operation does to the world, and what GitHub answers.
import * as z from "zod";
import type { Description } from "./conformance.ts";
import type { CheckRun, Comment, Token, User, World } from "./world.ts";

export interface Call {
  readonly world: World;
  readonly token: Token;
  readonly path: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** As the description has it: it was held to that before. */
  readonly body: unknown;
  readonly nowMilliseconds: number;
  /** For how long lists do not show a change. */
  readonly lagMilliseconds: number;
  readonly example: Description["example"];
}

export interface Reply {
  readonly status: number;
  /** undefined for none. */
  readonly body: unknown;
  /** Total number of things in a list, for its pages. */
  readonly total?: number;
  readonly location?: string;
}

const api = "https://api.github.com";
const documentation = { documentation_url: "https://docs.github.com/rest" };

export function refusal(status: number, message: string): Reply {
  return { status, body: { message, ...documentation, status: String(status) } };
}

const notFound = refusal(404, "Not Found");
const notForApps = refusal(403, "Resource not accessible by integration");

/** A copy of one of GitHub's examples, to write our own fields into. */
function template(call: Call, name: string): Record<string, unknown> {
  return copy(call.example(name));
}

function copy(value: unknown): Record<string, unknown> {
  if (typeof value !== "object" || value === null) throw new Error("the description's example is not an object");
  return { ...value };
}

function drawUser(call: Call, user: User): unknown {
  return { ...copy(template(call, "issue-comment").user), ...user };
}

function drawComment(call: Call, { id, issue, user, body }: Comment): unknown {
  const { owner, repo } = call.world;
  const here = `${api}/repos/${owner}/${repo}/issues`;
  return {
    ...template(call, "issue-comment"),
    id,
    url: `${here}/comments/${id}`,
    html_url: `https://github.com/${owner}/${repo}/pull/${issue}#issuecomment-${id}`,
    issue_url: `${here}/${issue}`,
    body,
    user: drawUser(call, user),
  };
}

/** One page of a list. */
function page<T>(call: Call, all: readonly T[]): readonly T[] {
  const size = Math.min(100, Number(call.query.get("per_page") ?? 30));
  const number = Number(call.query.get("page") ?? 1);
  return all.slice((number - 1) * size, number * size);
}

const bodySchema = z.object({ body: z.string() });

/** The reason against writing into a conversation, or null. */
function refusesText(call: Call, issue: number, body: string): Reply | null {
  if (call.token.isReadOnly) return notForApps;
  if (call.world.lockedIssues.has(issue)) return refusal(403, "Unable to create comment because issue is locked.");
  if (body.length <= 65_536) return null;
  const error = { resource: "IssueComment", code: "custom", field: "body" };
  const errors = [{ ...error, message: "body is too long (maximum is 65536 characters)" }];
  return { status: 422, body: { message: "Validation Failed", ...documentation, errors } };
}

/** As lists have it at this time; null where they do not have it yet. */
function shown(call: Call, comment: Comment): Comment | null {
  const version = comment.versions.findLast(({ fromMilliseconds }) => fromMilliseconds <= call.nowMilliseconds);
  return version === undefined ? null : { ...comment, body: version.body };
}

const comments: Record<string, (call: Call) => Reply> = {
  "issues/list-comments": (call) => {
    const issue = Number(call.path.issue_number);
    const all = call.world.comments.filter((one) => one.issue === issue).flatMap((one) => shown(call, one) ?? []);
    return { status: 200, body: page(call, all).map((one) => drawComment(call, one)), total: all.length };
  },
  "issues/create-comment": (call) => {
    const issue = Number(call.path.issue_number);
    const { body } = bodySchema.parse(call.body);
    const refused = refusesText(call, issue, body);
    if (refused !== null) return refused;
    const made = call.world.addComment(issue, call.token.user, body, call.nowMilliseconds + call.lagMilliseconds);
    return { status: 201, body: drawComment(call, made) };
  },
  "issues/update-comment": (call) => {
    const comment = call.world.comments.find(({ id }) => id === Number(call.path.comment_id));
    const { body } = bodySchema.parse(call.body);
    if (comment === undefined) return notFound;
    const refused = refusesText(call, comment.issue, body);
    if (refused !== null) return refused;
    comment.body = body;
    comment.versions.push({ body, fromMilliseconds: call.nowMilliseconds + call.lagMilliseconds });
    return { status: 200, body: drawComment(call, comment) };
  },
  "issues/get-comment": (call) => {
    const comment = call.world.comments.find(({ id }) => id === Number(call.path.comment_id));
    return comment === undefined ? notFound : { status: 200, body: drawComment(call, comment) };
  },
  "issues/delete-comment": (call) => {
    if (call.token.isReadOnly) return notForApps;
    return call.world.removeComment(Number(call.path.comment_id)) ? { status: 204, body: undefined } : notFound;
  },
};

/** The example has fields that the description of a pull request's repository lacks. */
function repositoryExample(value: unknown): Record<string, unknown> {
  const strays = ["template_repository", "subscribers_count", "network_count"];
  return Object.fromEntries(Object.entries(copy(value)).filter(([name]) => !strays.includes(name)));
}

const runs: Record<string, (call: Call) => Reply> = {
  "pulls/list": (call) => {
    const head = call.query.get("head");
    const state = call.query.get("state") ?? "open";
    const all = call.world.pulls
      .filter((one) => state === "all" || one.state === state)
      .filter((one) => head === null || head === `${one.headOwner}:${one.headBranch}`);
    const drawn = page(call, all).map((one) => {
      const example = template(call, "pull-request-simple");
      const [headSide, baseSide] = [copy(example.head), copy(example.base)];
      const { owner, repo, repositoryId } = call.world;
      const label = `${one.headOwner}:${one.headBranch}`;
      const repository = { ...repositoryExample(headSide.repo), id: one.headRepositoryId };
      const into = { id: one.baseRepositoryId ?? repositoryId, name: repo, full_name: `${owner}/${repo}` };
      const base = { ...repositoryExample(baseSide.repo), ...into };
      return {
        ...example,
        requested_teams: [],
        number: one.number,
        state: one.state,
        head: { ...headSide, label, ref: one.headBranch, sha: one.headSha, repo: repository },
        base: { ...baseSide, label: `${owner}:main`, ref: "main", repo: base },
      };
    });
    return { status: 200, body: drawn, total: all.length };
  },
  "actions/get-workflow-run": (call) => {
    const run = call.world.runs.find(({ id }) => id === Number(call.path.run_id));
    if (run === undefined) return notFound;
    const example = template(call, "workflow-run");
    const head = copy(example.head_repository);
    const headOwner = { ...copy(head.owner), login: run.headOwner ?? call.world.owner };
    const headRepository = { ...head, id: run.headRepositoryId, owner: headOwner };
    const repository = { ...copy(example.repository), id: call.world.repositoryId };
    const { id, attempt, event, path, headBranch, headSha } = run;
    const own = { id, run_attempt: attempt, event, path, head_branch: headBranch, head_sha: headSha };
    return { status: 200, body: { ...example, ...own, repository, head_repository: headRepository } };
  },
  "actions/list-workflow-run-artifacts": (call) => {
    const all = call.world.artifacts.filter(({ run }) => run === Number(call.path.run_id));
    const drawn = page(call, all).map(({ id, name, bytes, digest, expired = false }) => {
      const archive = `${api}/repos/${call.world.owner}/${call.world.repo}/actions/artifacts/${id}`;
      const places = { url: archive, archive_download_url: `${archive}/zip` };
      return { ...template(call, "artifact"), id, name, size_in_bytes: bytes.length, digest, expired, ...places };
    });
    return { status: 200, body: { total_count: all.length, artifacts: drawn }, total: all.length };
  },
  "actions/download-artifact": (call) => {
    const artifact = call.world.artifacts.find(({ id }) => id === Number(call.path.artifact_id));
    if (artifact === undefined) return notFound;
    return { status: 302, body: undefined, location: `${call.world.storageOrigin}/artifacts/${artifact.id}` };
  },
};

const checkSchema = z.object({
  name: z.string().optional(),
  head_sha: z.string().optional(),
  status: z.string().optional(),
  conclusion: z.string().optional(),
  output: z
    .object({ title: z.string().optional(), summary: z.string(), annotations: z.array(z.looseObject({})).optional() })
    .optional(),
});

/** Annotations add up from request to request; everything else is replaced. */
function changeCheck(check: CheckRun, change: z.infer<typeof checkSchema>): void {
  check.conclusion = change.conclusion ?? check.conclusion;
  check.status = change.conclusion === undefined ? (change.status ?? check.status) : "completed";
  if (change.output === undefined) return;
  check.output = { title: change.output.title ?? null, summary: change.output.summary };
  check.annotations.push(...(change.output.annotations ?? []));
}

function drawCheck(call: Call, { id, name, headSha, status, conclusion, output, annotations }: CheckRun): unknown {
  const here = `${api}/repos/${call.world.owner}/${call.world.repo}/check-runs/${id}`;
  const count = { annotations_count: annotations.length, annotations_url: `${here}/annotations` };
  const drawn = { ...output, text: null, ...count };
  return { ...template(call, "check-run"), id, name, head_sha: headSha, status, conclusion, output: drawn };
}

const checks: Record<string, (call: Call) => Reply> = {
  "checks/create": (call) => {
    if (call.token.isReadOnly || call.token.kind !== "app") return notForApps;
    const asked = checkSchema.parse(call.body);
    const own = { id: call.world.nextId(), name: asked.name ?? "", headSha: asked.head_sha ?? "" };
    const empty = { status: "queued", conclusion: null, output: { title: null, summary: null }, annotations: [] };
    const check: CheckRun = { ...own, ...empty };
    changeCheck(check, asked);
    call.world.checks.push(check);
    return { status: 201, body: drawCheck(call, check) };
  },
  "checks/update": (call) => {
    const check = call.world.checks.find(({ id }) => id === Number(call.path.check_run_id));
    if (check === undefined) return notFound;
    if (call.token.isReadOnly || call.token.kind !== "app") return notForApps;
    changeCheck(check, checkSchema.parse(call.body));
    return { status: 200, body: drawCheck(call, check) };
  },
  "checks/list-annotations": (call) => {
    const check = call.world.checks.find(({ id }) => id === Number(call.path.check_run_id));
    if (check === undefined) return notFound;
    const empty = { start_column: null, end_column: null, title: null, raw_details: null, blob_href: api };
    const drawn = page(call, check.annotations).map((one) => ({ ...empty, ...one }));
    return { status: 200, body: drawn, total: check.annotations.length };
  },
  "checks/get": (call) => {
    const check = call.world.checks.find(({ id }) => id === Number(call.path.check_run_id));
    return check === undefined ? notFound : { status: 200, body: drawCheck(call, check) };
  },
};

/** By operation id. */
export const operations: Readonly<Record<string, (call: Call) => Reply>> = {
  ...comments,
  ...runs,
  ...checks,
  "users/get-authenticated": (call) =>
    call.token.kind === "app"
      ? notForApps
      : { status: 200, body: { ...template(call, "public-user-default-response"), ...call.token.user } },
};
