// Who a token speaks as: the login that its comments carry.
import * as z from "zod";
import { ApiFailure } from "./api-failure.ts";
import type { GitHub } from "./github.ts";

/** Whom the token of a workflow speaks as, where GitHub will not say. */
const workflowUser = "github-actions[bot]";

const userSchema = z.object({ login: z.string() });
// GraphQL reports errors with status 200, and without data.
const viewerSchema = z.object({ data: z.object({ viewer: userSchema }).nullish() });

/**
 * GraphQL answers for every kind of token. REST refuses that of a GitHub App, which the one of a workflow is (403,
 * "Resource not accessible by integration"), and is the way round where there is no GraphQL.
 *
 * @throws ApiFailure; Interrupted.
 */
export async function tokenUser(github: GitHub): Promise<string> {
  const purpose = { what: "ask who the token belongs to", permission: "contents: read" };
  const query = "query { viewer { login } }";
  const graphQl = { ...purpose, schema: viewerSchema };
  const viewer = await unlessRefused(() => github.read("POST /graphql", { query }, graphQl));
  const login = viewer?.data?.viewer.login;
  if (login !== undefined) return login;
  const user = await unlessRefused(() => github.read("GET /user", {}, { ...purpose, schema: userSchema }));
  return user?.login ?? workflowUser;
}

async function unlessRefused<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof ApiFailure && ["forbidden", "missing", "refused"].includes(error.kind)) return null;
    throw error;
  }
}
