// What is to be read off all sightings of a series together: whether they are complete, and whether anything moved.
import type { Evidence } from "../result/evidence.ts";
import type { Sighting } from "../result/schema.ts";
import type { FollowedCalls } from "./calls.ts";
import { describeProvider, followCalls } from "./calls.ts";
import { moduleNames } from "./records.ts";

type Moment = Sighting["moments"][number];

/** `timedBlocks`: evidence from before and after timing, for each block with figures (in ascending order). */
export type Proof = "once" | { readonly timedBlocks: readonly number[] };

/** Blocks are counted from 1 for people. */
function momentText(moment: Moment | undefined): string {
  if (moment === undefined) return "at no known moment";
  const when = moment.phase === "beside" ? "in another process beside the one timed" : `${moment.phase} timing`;
  return `${when} in block ${moment.block + 1}`;
}

/**
 * What is missing for a proof of that kind, in sentences; empty when nothing is. A block that was not timed to its end
 * left no figures, and needs no proof.
 */
export function incompleteMoments(sightings: readonly Sighting[], proof: Proof): string[] {
  const moments = sightings.flatMap((sighting) => sighting.moments);
  if (moments.length === 0) return ["no evidence was taken"];
  if (proof === "once") return [];
  return proof.timedBlocks.flatMap((block) =>
    missingPhases(moments.filter((moment) => moment.block === block).map(({ phase }) => phase)).map((phase) =>
      phase === "beside"
        ? `the process that was timed in block ${block + 1} cannot be asked: what is shown is another one of its environment`
        : `no evidence was taken ${momentText({ block, phase })}`,
    ),
  );
}

/** A process that runs as a whole is asked at its end alone, when all its calls are bound; another one beforehand. */
function missingPhases(seen: readonly Moment["phase"][]): readonly Moment["phase"][] {
  if (seen.includes("beside")) return seen.includes("after") ? [] : ["beside"];
  return (["before", "after"] as const).filter((phase) => !seen.includes(phase));
}

/** Calls that go elsewhere than in the first sighting, and NumPy or SciPy exchanged: one sentence for each. */
export function movedCalls(sightings: readonly Sighting[]): string[] {
  const [first, ...later] = sightings;
  if (first === undefined) return [];
  return later.flatMap((sighting) => {
    const when = `${momentText(first.moments[0])} and`;
    const then = momentText(sighting.moments[0]);
    return [
      ...movedFiles(first.evidence, sighting.evidence).map(
        ([what, before, after]) => `${what} went to ${before} ${when} to ${after} ${then}`,
      ),
      ...(["numpy", "scipy"] as const).flatMap((module) => {
        const [before, after] = [first.evidence[module], sighting.evidence[module]];
        if (before.status !== "imported" || after.status !== "imported") return [];
        if (before.version === after.version && before.file === after.file) return [];
        return [`${moduleNames[module]} was ${before.version} ${when} ${after.version} ${then}`];
      }),
    ];
  });
}

/** One example for each module and layer: what, the file before, the file after. */
function movedFiles(before: Evidence, after: Evidence): [string, string, string][] {
  const filesBefore = new Map(before.calls.map((call) => [`${call.module} ${call.symbol}`, call.library]));
  const moved = new Map<string, [string, string, string]>();
  for (const call of after.calls) {
    const earlier = filesBefore.get(`${call.module} ${call.symbol}`) ?? null;
    const key = `${call.owner} ${call.layer}`;
    if (earlier === null || call.library === null || earlier === call.library || moved.has(key)) continue;
    moved.set(key, [`${moduleNames[call.owner]}'s ${call.symbol}`, earlier, call.library]);
  }
  return [...moved.values()];
}

/** The sentence of a verified verdict: what goes where, and how often it was seen. The routines are those that stand for their layers. */
export function seenText(evidence: Evidence, sightings: readonly Sighting[]): string {
  const [blas, lapack] = [followCalls(evidence, "numpy", "blas"), followCalls(evidence, "numpy", "lapack")];
  const target = (followed: FollowedCalls): string => followed.providers.map(describeProvider).join(" and ");
  const same = target(blas) === target(lapack);
  const what = same
    ? `NumPy's calls of ${blas.count} BLAS and ${lapack.count} LAPACK routines go to ${target(blas)}`
    : `NumPy's calls of ${blas.count} BLAS routines go to ${target(blas)}, of ${lapack.count} LAPACK routines to ${target(lapack)}`;
  const endings = sightings.flatMap(({ moments }) => moments.filter(({ phase }) => phase === "after"));
  const blocks = new Set(endings.map(({ block }) => block)).size;
  if (blocks === 0) return what;
  const areAsked = sightings.some(({ moments }) => moments.some(({ phase }) => phase === "beside"));
  const when = areAsked ? "at the end of the processes that were timed" : "before and after timing";
  return `${what}, ${when} in ${blocks === 1 ? "1 block" : `${blocks} blocks`}`;
}
