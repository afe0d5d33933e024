// Keys of what is kept between runs, and who may add to it.
import { describe, expect, it, test } from "vitest";
import { cacheKey, fullKey } from "../../src/plan/cache-key.ts";
import { whyNotKept } from "../../src/plan/cache-scope.ts";
import type { EnvironmentSource, Plan } from "../../src/plan/plan.ts";
import type { EventFacts } from "../../src/system/event.ts";
import { planFor } from "../provision/bench-effects.ts";

const rattler = (channel: string, ...specs: string[]): EnvironmentSource => ({
  provider: "rattler",
  specs,
  channels: [channel],
  pinned: [],
});

function planOf(...sources: EnvironmentSource[]): Pick<Plan, "environments" | "host"> {
  const environments = sources.map((source, index) => planFor(`one-${index}`, source));
  return { environments, host: { platform: "linux-64" } } as unknown as Plan;
}

const keyOf = (solver: string, ...sources: EnvironmentSource[]) => cacheKey(planOf(...sources) as Plan, solver);

describe("the key of what is kept", () => {
  const numpy = rattler("https://u:one@host/x", "numpy");

  it("begins alike for one client and platform, goes on with what is asked for, and ends with what came of it", () => {
    const key = keyOf("solver 1", numpy);
    expect(key?.near).toMatch(/^blas-bench-1-embedded-linux-64-[0-9a-f]{16}-$/);
    expect(key?.asked.startsWith(key.near)).toBe(true);
    const other = keyOf("solver 1", numpy, rattler("https://host/x", "numpy", "scipy"));
    expect([other?.near, other?.asked === key?.asked]).toEqual([key?.near, false]);
    expect(keyOf("solver 2", numpy)?.near).not.toBe(key?.near);
    if (key === null) throw new Error("no key");
    expect(fullKey(key, ["a", "b"])).toBe(fullKey(key, ["b", "a", "a"]));
    expect(fullKey(key, ["a"])).not.toBe(fullKey(key, ["b"]));
    expect(fullKey(key, ["a"]).length).toBeLessThan(512);
  });

  it("tells nothing of credentials, and is the same with others", () => {
    expect(keyOf("s", numpy)).toEqual(keyOf("s", rattler("https://u:two@host/x", "numpy")));
  });

  it("is there only where something is kept: for packages of the embedded solver, and for wheels", () => {
    expect(keyOf("s", { provider: "pip", requirements: ["numpy"] })).toBeNull();
    const client = { provider: "client", client: { kind: "found" }, specs: [], channels: [], pinned: [] } as const;
    expect(keyOf("s", client)).toBeNull();
    const wheel = { provider: "source", library: "openblas", numpyVersion: null } as const;
    expect(keyOf("s", client, wheel)?.near).toMatch(/^blas-bench-1-found-/);
  });
});

describe("what a run adds to the cache of its repository", () => {
  const pull = (isFromFork: boolean): EventFacts => ({
    name: "pull_request",
    pullRequest: { baseBranch: "main", headCommit: "a".repeat(40), number: 7, isFromFork },
    mergeGroupBase: null,
  });
  const plain = (name: string): EventFacts => ({ name, pullRequest: null, mergeGroupBase: null });

  test.for([plain("push"), plain("schedule"), plain("workflow_dispatch"), pull(false)])("all of it: %o", (event) => {
    expect(whyNotKept(event)).toBeNull();
  });

  test.for<[EventFacts | null, RegExp]>([
    [null, /no event/],
    [pull(true), /from a fork adds nothing/],
    [{ ...pull(false), pullRequest: null }, /from a fork adds nothing/],
    [plain("merge_group"), /no later run/],
    [plain("workflow_run"), /event workflow_run could add to what the default branch reads/],
    [{ ...pull(false), name: "pull_request_target" }, /event pull_request_target could add/],
    [plain("issue_comment"), /event issue_comment could add/],
    [plain("anything"), /event anything could add/],
  ])("nothing: %o", ([event, why]) => {
    expect(whyNotKept(event)).toMatch(why);
  });
});
