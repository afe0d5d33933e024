// Thousands of random schedules of faults: never two comments, never another verdict, always an end within a minute.
import fc from "fast-check";
import { expect, it } from "vitest";
import { GitHubApi } from "../rig/github/api.ts";
import type { Fault, Outcome } from "../rig/github/faults.ts";
import { inProcessExchange, inProcessOrigin } from "../rig/github/in-process.ts";
import { VirtualClock } from "../rig/github/virtual-clock.ts";
import { World, workflowUser } from "../rig/github/world.ts";
import type { Ending } from "./publication.ts";
import { expectOrder, expectPatience, leave, ours, publish, pullRequest, shownRun } from "./publication.ts";

const resetTime = new VirtualClock().now().getTime() / 1000;

const headers = fc.oneof(
  fc.constant({}),
  fc.integer({ min: 0, max: 90 }).map((seconds) => ({ "retry-after": String(seconds) })),
  fc
    .integer({ min: 0, max: 90 })
    .map((seconds) => ({ "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(resetTime + seconds) })),
);
const limited = { message: "You have exceeded a secondary rate limit.", documentation_url: "https://docs.github.com" };

const outcomes: fc.Arbitrary<Outcome> = fc.oneof(
  { weight: 2, arbitrary: fc.constant<Outcome>({ kind: "as-usual" }) },
  { weight: 2, arbitrary: fc.constantFrom<Outcome>({ kind: "reset" }, { kind: "stall" }, { kind: "truncate" }) },
  { weight: 1, arbitrary: fc.constant<Outcome>({ kind: "drip" }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant("answer" as const), status: fc.constantFrom(500, 502, 503), headers }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("answer" as const),
      status: fc.constantFrom(403, 429),
      headers,
      body: fc.constant(limited),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("answer" as const), status: fc.constantFrom(401, 403, 404, 410) }),
  },
  { weight: 1, arbitrary: fc.constantFrom<Outcome>({ kind: "answer", status: 200, body: "<html></html>" }) },
);

const writes = ["issues/create-comment", "issues/update-comment", "issues/delete-comment"];

/** GitHub refuses before it does anything; whether it did something before it broke, nobody can tell. */
function isHonest({ acts, outcome }: Fault): boolean {
  return acts !== true || outcome.kind !== "answer" || outcome.status >= 500 || outcome.status === 200;
}

const fault: fc.Arbitrary<Fault> = fc
  .record({
    on: fc.oneof(
      { weight: 2, arbitrary: fc.constantFrom(...writes).map((one) => [one]) },
      {
        weight: 1,
        arbitrary: fc.constantFrom(writes, ["issues/list-comments"], ["users/get-authenticated", "graphql"]),
      },
    ),
    after: fc.nat({ max: 4 }),
    times: fc.oneof(
      { weight: 6, arbitrary: fc.integer({ min: 1, max: 4 }) },
      { weight: 1, arbitrary: fc.constant(99) },
    ),
    acts: fc.boolean(),
    lagMilliseconds: fc.constantFrom(0, 0, 500, 3_000, 9_000, 19_000),
    thereMilliseconds: fc.constantFrom(0, 0, 40, 900),
    backMilliseconds: fc.constantFrom(0, 0, 40, 900),
    outcome: outcomes,
  })
  .filter(isHonest);

/** Runs whose comments are there already, lowest id first. */
const earlier = fc.oneof(
  { weight: 3, arbitrary: fc.constant<number[]>([]) },
  { weight: 3, arbitrary: fc.constantFrom([400], [900]) },
  { weight: 1, arbitrary: fc.constantFrom([400, 300], [300, 900], [400, 400, 450]) },
);

interface Situation {
  readonly faults: readonly Fault[];
  readonly earlier: readonly number[];
  readonly visitors: number;
}

function stage({ faults, earlier: runs, visitors }: Situation): { api: GitHubApi; clock: VirtualClock; world: World } {
  const world = new World();
  const visitor = { login: "visitor", id: 5002, type: "User" } as const;
  for (let count = 0; count < visitors; count++) world.addComment(pullRequest, visitor, "me too");
  for (const run of runs) leave(world, run);
  const clock = new VirtualClock();
  return { api: new GitHubApi(world, clock, faults), clock, world };
}

const visitors = fc.oneof({ weight: 49, arbitrary: fc.nat({ max: 3 }) }, { weight: 1, arbitrary: fc.constant(101) });

async function publishAlone(situation: Situation): Promise<{ ending: Ending; api: GitHubApi; world: World }> {
  const { api, clock, world } = stage(situation);
  const line = { apiUrl: inProcessOrigin, exchange: inProcessExchange(api, clock), clock };
  const ending = await clock.drive(publish({ token: world.addToken(workflowUser), run: 500 }, line));
  return { ending, api, world };
}

it("one run, under 2,500 schedules", { timeout: 120_000 }, async () => {
  const ends: Record<string, number> = {};
  const situation = fc.record({ faults: fc.array(fault, { maxLength: 6 }), earlier, visitors });
  await fc.assert(
    fc.asyncProperty(situation, async (one) => {
      const { ending, api, world } = await publishAlone(one);
      const left = ours(world);
      expectOrder(api, [ending]);
      expectPatience(api);
      expect(left.length).toBeLessThanOrEqual(Math.max(1, one.earlier.length));
      const { outcome } = ending;
      if (outcome.kind === "published" && outcome.doubt === null) expect(left.map(shownRun)).toEqual([500]);
      if (outcome.kind === "published") expect(left.map(shownRun)).toContain(500);
      if (outcome.kind === "superseded") expect(left.map(shownRun)).toEqual([900]);
      expect(outcome.kind).not.toBe("not-wanted");
      const end = outcome.kind === "failed" ? outcome.failure.kind : outcome.kind;
      ends[end] = (ends[end] ?? 0) + 1;
    }),
    { numRuns: 2500 },
  );
  // Schedules under which nothing ever succeeds, or nothing ever fails, would show nothing.
  expect(ends.published).toBeGreaterThan(500);
  expect(ends.superseded).toBeGreaterThan(50);
  expect(ends.passing).toBeGreaterThan(20);
  expect(ends.limited).toBeGreaterThan(20);
});

const shortLag = fault.map((one) => ({ ...one, lagMilliseconds: Math.min(one.lagMilliseconds ?? 0, 1000) }));

it("two to four runs at once, under 500 schedules", { timeout: 120_000 }, async () => {
  const situation = fc.record({ faults: fc.array(shortLag, { maxLength: 4 }), earlier, visitors });
  const starts = fc.array(fc.nat({ max: 3000 }), { minLength: 2, maxLength: 4 });
  let clean = 0;
  await fc.assert(
    fc.asyncProperty(situation, starts, async (one, times) => {
      const { api, clock, world } = stage(one);
      const line = { apiUrl: inProcessOrigin, exchange: inProcessExchange(api, clock), clock };
      const runs = times.map((startAtMilliseconds, index) =>
        publish({ token: world.addToken(workflowUser), run: 500 + index, startAtMilliseconds }, line),
      );
      const endings = await clock.drive(Promise.all(runs));
      expectOrder(api, endings);
      // Nobody can tidy up who is not let in; such a run says so.
      const isClean = endings.every(({ outcome }) => outcome.kind !== "failed" && !hasDoubt(outcome));
      if (!isClean) return;
      clean += 1;
      const newest = Math.max(...one.earlier, 500 + times.length - 1);
      expect(ours(world).map(shownRun)).toEqual([newest]);
    }),
    { numRuns: 500 },
  );
  expect(clean).toBeGreaterThan(100);
});

function hasDoubt(outcome: Ending["outcome"]): boolean {
  return outcome.kind === "published" && outcome.doubt !== null;
}
