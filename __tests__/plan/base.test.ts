// Which base each event has, and what is compared: a table.
import { describe, expect, it } from "vitest";
import { UserError } from "../../src/errors.ts";
import type { Compare } from "../../src/inputs/config.ts";
import { planAxes } from "../../src/plan/base.ts";
import type { EventFacts } from "../../src/system/event.ts";

const headCommit = "a".repeat(40);
const group = "b".repeat(40);
const pull: EventFacts = {
  name: "pull_request",
  pullRequest: { baseBranch: "main", headCommit, number: 7, isFromFork: false },
  mergeGroupBase: null,
};
const merge: EventFacts = { name: "merge_group", pullRequest: null, mergeGroupBase: group };
const plain = (name: string): EventFacts => ({ name, pullRequest: null, mergeGroupBase: null });

const own = { benchmarks: { kind: "functions", file: "bench.py" }, install: [], environmentFile: null } as const;
const builtIn = { benchmarks: { kind: "suite", suite: "quick" }, install: [], environmentFile: null } as const;

const parent = { kind: "merge-parent", baseBranch: "main", headCommit };
const commit = { kind: "commit", commit: group };
const named = { kind: "merge-base", name: "v1" };

describe("the base and the axes", () => {
  it.each<[string, EventFacts | null, Compare, string | null, object | null, boolean]>([
    ["pull_request", pull, "auto", null, parent, true],
    ["pull_request", pull, "auto", "v1", named, true],
    ["pull_request", pull, "base", null, parent, false],
    ["pull_request", pull, "both", null, parent, true],
    ["pull_request", pull, "variants", null, null, true],
    ["pull_request", pull, "none", null, null, false],
    ["merge_group", merge, "auto", null, commit, true],
    ["merge_group", merge, "base", "v1", named, false],
    ["push", plain("push"), "auto", null, null, true],
    ["push", plain("push"), "auto", "v1", named, false],
    ["schedule", plain("schedule"), "auto", null, null, true],
    ["workflow_dispatch", plain("workflow_dispatch"), "both", "v1", named, true],
    ["the command line", null, "auto", null, null, true],
    ["the command line", null, "auto", "v1", named, false],
    ["the command line", null, "none", null, null, false],
  ])("on %s", (_, event, compare, baseRef, base, backend) => {
    expect(planAxes(event, { ...own, compare, baseRef })).toEqual({ base, backend, notices: [] });
  });

  it.each([pull, merge])("says under auto that there is nothing of the user's own", (event) => {
    const notices = [expect.stringContaining("Your code was not measured")];
    expect(planAxes(event, { ...builtIn, compare: "auto", baseRef: null })).toEqual({
      base: null,
      backend: true,
      notices,
    });
    const withInstall = { ...builtIn, install: ["pip install ."], compare: "auto", baseRef: null } as const;
    expect(planAxes(event, withInstall)).toMatchObject({ base: expect.anything(), notices: [] });
  });
});

describe("refused", () => {
  it.each<Compare>(["auto", "none", "variants"])("pull_request_target, whatever compare says (%s)", (compare) => {
    const facts = { ...pull, name: "pull_request_target" };
    const plan = () => planAxes(facts, { ...own, compare, baseRef: null });
    expect(plan).toThrow(UserError);
    expect(plan).toThrow(/^pull_request_target: would run a pull request's code with the rights/);
  });

  it.each<[EventFacts | null, string]>([
    [null, "no base is known here"],
    [plain("push"), "the event push has no base"],
  ])("a base that nobody named", (event, why) => {
    expect(() => planAxes(event, { ...own, compare: "base", baseRef: null })).toThrow(`base-ref: ${why}. Name the`);
  });
});
