// What this GitHub holds: users and their tokens, conversations, pull requests, runs, artifacts and checks of one repository.
import { createHash } from "node:crypto";

export interface User {
  readonly login: string;
  readonly id: number;
  readonly type: "User" | "Bot";
}

export interface Token {
  readonly user: User;
  /** "app": of a GitHub App's installation, as a workflow's token is. */
  readonly kind: "user" | "app";
  /** As a pull request's token from a fork is. */
  readonly isReadOnly: boolean;
}

export interface Comment {
  readonly id: number;
  readonly issue: number;
  readonly user: User;
  body: string;
  /** Texts and when lists show them, oldest first. */
  readonly versions: { readonly body: string; readonly fromMilliseconds: number }[];
}

export interface Pull {
  readonly number: number;
  readonly state: "open" | "closed";
  readonly headOwner: string;
  readonly headBranch: string;
  readonly headSha: string;
  readonly headRepositoryId: number;
  /** Ours unless told. */
  readonly baseRepositoryId?: number;
}

export interface WorkflowRun {
  readonly id: number;
  readonly attempt: number;
  readonly event: string;
  readonly path: string;
  /** The repository's own unless told. */
  readonly headOwner?: string;
  readonly headBranch: string;
  readonly headSha: string;
  readonly headRepositoryId: number;
}

export interface Artifact {
  readonly id: number;
  readonly run: number;
  readonly name: string;
  readonly bytes: Uint8Array;
  /** "sha256:" and 64 hex digits; null as of old uploads. */
  readonly digest: string | null;
  readonly expired?: boolean;
}

export interface CheckRun {
  readonly id: number;
  readonly name: string;
  readonly headSha: string;
  status: string;
  conclusion: string | null;
  output: { title: string | null; summary: string | null };
  readonly annotations: object[];
}

/** As GitHub's own bot of workflows is known. */
export const workflowUser: User = { login: "github-actions[bot]", id: 41898282, type: "Bot" };

export class World {
  readonly owner = "octo-org";
  readonly repo = "numerics";
  readonly repositoryId = 186853002;
  readonly tokens = new Map<string, Token>();
  readonly comments: Comment[] = [];
  readonly lockedIssues = new Set<number>();
  readonly pulls: Pull[] = [];
  readonly runs: WorkflowRun[] = [];
  readonly artifacts: Artifact[] = [];
  readonly checks: CheckRun[] = [];
  /** Where artifacts lie, another host than the API's. */
  storageOrigin = "http://127.0.0.1:1";
  #lastId = 1000;

  nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  /** Makes a token, and returns it. */
  addToken(user: User, options: Partial<Omit<Token, "user">> = {}): string {
    const token = `${user.type === "Bot" ? "ghs" : "ghp"}_${user.login.replace(/\W/g, "")}_${this.tokens.size}`;
    this.tokens.set(token, { user, kind: user.type === "Bot" ? "app" : "user", isReadOnly: false, ...options });
    return token;
  }

  addComment(issue: number, user: User, body: string, fromMilliseconds = 0): Comment {
    const comment = { id: this.nextId(), issue, user, body, versions: [{ body, fromMilliseconds }] };
    this.comments.push(comment);
    return comment;
  }

  /** As actions/upload-artifact leaves it. */
  addArtifact(run: number, name: string, bytes: Uint8Array): Artifact {
    const digest = `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
    const artifact = { id: this.nextId(), run, name, bytes, digest };
    this.artifacts.push(artifact);
    return artifact;
  }

  removeComment(id: number): boolean {
    const index = this.comments.findIndex((one) => one.id === id);
    if (index >= 0) this.comments.splice(index, 1);
    return index >= 0;
  }
}
