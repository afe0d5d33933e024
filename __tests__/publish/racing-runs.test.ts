// Several runs that publish at the same time, against a real HTTP server: one comment, and the newest run's text in it.
import { expect, it } from "vitest";
import { GitHubApi } from "../rig/github/api.ts";
import type { Fault } from "../rig/github/faults.ts";
import { serveGitHub } from "../rig/github/server.ts";
import { VirtualClock } from "../rig/github/virtual-clock.ts";
import { World, workflowUser } from "../rig/github/world.ts";
import type { Ending } from "./publication.ts";
import { expectOrder, leave, ours, publish, shownRun } from "./publication.ts";

interface Race {
  readonly api: GitHubApi;
  readonly world: World;
  readonly endings: readonly Ending[];
}

async function race(starts: readonly number[], faults: readonly Fault[] = [], first: number[] = []): Promise<Race> {
  const world = new World();
  for (const run of first) leave(world, run);
  const clock = new VirtualClock();
  const api = new GitHubApi(world, clock, faults);
  await using server = await serveGitHub(api, clock);
  const endings = await clock.drive(
    Promise.all(
      starts.map((startAtMilliseconds, index) =>
        publish({ token: world.addToken(workflowUser), run: 500 + index, startAtMilliseconds }, { ...server, clock }),
      ),
    ),
  );
  expectOrder(api, endings);
  return { api, world, endings };
}

const slow = (times: number): Fault => ({
  times,
  thereMilliseconds: 120,
  backMilliseconds: 250,
  outcome: { kind: "as-usual" },
});

it.each([2, 3, 4, 5, 6, 7, 8])("%i runs start at once, where there is no comment yet", async (count) => {
  const { world } = await race(
    Array.from({ length: count }, () => 0),
    [slow(1000)],
  );
  expect(ours(world).map(shownRun)).toEqual([500 + count - 1]);
});

it.each([2, 8])("%i runs start at once, where there is one", async (count) => {
  const { world } = await race(
    Array.from({ length: count }, () => 0),
    [slow(1000)],
    [400],
  );
  expect(ours(world).map(shownRun)).toEqual([500 + count - 1]);
  expect(ours(world)[0]?.id).toBe(1001);
});

it.each([50, 300, 1500, 4000])("8 runs start %i ms apart, the newest first", async (gap) => {
  const starts = Array.from({ length: 8 }, (_, index) => (7 - index) * gap);
  const { world, endings } = await race(starts, [slow(1000)]);
  expect(ours(world).map(shownRun)).toEqual([507]);
  expect(endings[7]?.outcome.kind).toBe("published");
});

it("a creation that lists show late makes no second one in the end", async () => {
  const lag: Fault = { on: ["issues/create-comment"], times: 2, lagMilliseconds: 2500, outcome: { kind: "as-usual" } };
  const { world, api } = await race([0, 100, 2000], [lag]);
  expect(api.requests.filter(({ operation }) => operation === "issues/create-comment").length).toBeGreaterThan(1);
  expect(ours(world).map(shownRun)).toEqual([502]);
});

it("an older run's text that lands on a newer one's is put right", async () => {
  // The older run (500) looks first, and its PATCH is on the way while the newer one's is written.
  const late: Fault = { on: ["issues/update-comment"], thereMilliseconds: 1500, outcome: { kind: "as-usual" } };
  const { world, endings } = await race([0, 100], [late], [400]);
  expect(ours(world).map(shownRun)).toEqual([501]);
  expect(endings.map(({ outcome }) => outcome.kind)).toEqual(["superseded", "published"]);
});

it("the newest text is never in no list: duplicates go only when it shows in the one that stays", async () => {
  const lag: Fault = { on: ["issues/update-comment"], lagMilliseconds: 1000, outcome: { kind: "as-usual" } };
  const { world } = await race([0, 1], [lag], [300, 900]);
  expect(ours(world).map(shownRun)).toEqual([900]);
});
