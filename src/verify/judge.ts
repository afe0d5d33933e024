// The backend verdict: what all the evidence of one series says, held against its promise and the package records.
import type { Evidence } from "../result/evidence.ts";
import type { Environment, Expectation, LibraryFamily, Series, Sighting } from "../result/schema.ts";
import type { FollowedCalls } from "./calls.ts";
import { callsOf, describeProvider, followAll, followCalls, otherRuntimes } from "./calls.ts";
import type { Finding } from "./contradictions.ts";
import { loaderCause, recordContradictions } from "./contradictions.ts";
import { familyNames, spokesmanFor, workingFamily } from "./identify.ts";
import type { Module } from "./records.ts";
import { describePackage, installedText, moduleNames, recordedLibrary } from "./records.ts";
import type { Proof } from "./sightings.ts";
import { incompleteMoments, movedCalls, seenText } from "./sightings.ts";
import type { BackendVerdict, LoadedLibrary } from "./verdict.ts";

export interface BackendQuestion {
  readonly expectation: Expectation;
  readonly sightings: readonly Sighting[];
  readonly threadsAsked: number | null;
  readonly proof: Proof;
}

/** @param timedBlocks numbers of the blocks that have figures of this series, in ascending order */
export function judgeSeries(series: Series, environment: Environment, timedBlocks: readonly number[]): BackendVerdict {
  return judgeBackend({
    expectation: environment.expectation,
    sightings: series.sightings,
    threadsAsked: series.threads,
    proof: { timedBlocks },
  });
}

/**
 * NumPy's own calls decide, both layers, in every sighting:
 * - "mismatch": a call goes to a library outside the expectation, calls of one layer go to several families, a call
 *   moved between sightings, or a loaded file contradicts the package records (SciPy's files included).
 * - "unknown": nothing of that, but something could not be looked at or told.
 * - "verified": neither.
 */
export function judgeBackend(question: BackendQuestion): BackendVerdict {
  const evidences = question.sightings.map((sighting) => sighting.evidence);
  const [first] = evidences;
  const findings = [
    ...evidences.flatMap((evidence) => evidenceFindings(evidence, question.expectation)),
    ...movedCalls(question.sightings).map((text): Finding => ({ provider: null, text })),
  ];
  const contradictions = inOrder(findings, evidences);
  const gaps = [
    ...incompleteMoments(question.sightings, question.proof),
    ...evidences.flatMap((evidence) => evidenceGaps(evidence, question.expectation)),
  ];
  const status = contradictions.length > 0 ? "mismatch" : gaps.length > 0 ? "unknown" : "verified";
  const seen = status === "verified" && first !== undefined ? [seenText(first, question.sightings)] : [];
  const threads = { asked: question.threadsAsked, effective: effectiveThreads(evidences) };
  const notes = [...evidences.flatMap(backendNotes), ...threadNotes(threads), ...evidences.flatMap(scipyNotes)];
  return {
    status,
    reasons: [...new Set([...contradictions, ...seen, ...gaps, ...notes])],
    blas: provider(first, "numpy", "blas"),
    lapack: provider(first, "numpy", "lapack"),
    scipy:
      first?.scipy.status === "imported"
        ? { blas: provider(first, "scipy", "blas"), lapack: provider(first, "scipy", "lapack") }
        : null,
    others: [...new Set(evidences.flatMap(otherRuntimes))].sort(),
    threads,
    installed: first === undefined ? null : installedText(first, "numpy", "blas"),
  };
}

function provider(evidence: Evidence | undefined, ...of: ["numpy" | "scipy", "blas" | "lapack"]): LoadedLibrary | null {
  return evidence === undefined ? null : (followCalls(evidence, ...of).providers[0] ?? null);
}

/** Replaced packages first, then what the loader variables say of the files found, then the files themselves. */
function inOrder(findings: readonly Finding[], evidences: readonly Evidence[]): string[] {
  const files = findings.flatMap((finding) => finding.provider ?? []);
  const causes = evidences.flatMap((evidence) => files.flatMap((file) => loaderCause(evidence, file) ?? []));
  const packages = findings.filter((finding) => finding.provider === null);
  return [...new Set([...packages.map(({ text }) => text), ...causes, ...findings.map(({ text }) => text)])];
}

function evidenceFindings(evidence: Evidence, expectation: Expectation): Finding[] {
  const numpy = followAll(evidence, "numpy");
  return [
    ...numpy.flatMap((followed) => againstExpectation(evidence, followed, expectation[followed.layer])),
    ...numpy.flatMap(splitFamilies),
    ...recordContradictions(evidence),
  ];
}

function fulfils(library: LoadedLibrary, expected: readonly LibraryFamily[]): boolean {
  const working = workingFamily(library);
  return [library.family, working].some((family) => family !== null && expected.includes(family));
}

function againstExpectation(
  evidence: Evidence,
  followed: FollowedCalls,
  expected: readonly LibraryFamily[] | null,
): Finding[] {
  if (expected === null) return [];
  const recorded = recordedLibrary(evidence, followed.layer);
  return followed.providers.flatMap((library) => {
    const family = workingFamily(library);
    if (family === null || fulfils(library, expected)) return [];
    const wanted = expected.map((one) => familyNames[one]).join(" or ");
    const installed = recorded?.families?.includes(family)
      ? `${describePackage(recorded.record)} is installed, and `
      : "";
    const where = `${callsOf(followed)} go to ${describeProvider(library)}`;
    return [{ provider: library, text: `${wanted} was expected, but ${installed}${where}` }];
  });
}

function splitFamilies(followed: FollowedCalls): Finding[] {
  const families = new Set(followed.providers.flatMap((library) => workingFamily(library) ?? []));
  if (families.size < 2) return [];
  const names = followed.providers.map(describeProvider).join(" and ");
  return [{ provider: followed.providers.at(-1) ?? null, text: `${callsOf(followed)} are split between ${names}` }];
}

function evidenceGaps(evidence: Evidence, expectation: Expectation): string[] {
  if (evidence.numpy.status === "failed") return [importFailure("numpy", evidence.numpy)];
  if (evidence.numpy.status !== "imported") return ["this Python has no NumPy"];
  const layers = followAll(evidence, "numpy");
  return [
    ...layers.flatMap((followed) => [
      ...(followed.count === 0 ? [noCalls(followed, evidence)] : []),
      ...unresolvedText(followed),
      ...followed.providers.flatMap((library) => unknownFamily(followed, library, expectation[followed.layer])),
    ]),
    ...(layers.some(({ count }) => count > 0) ? unseen(evidence) : []),
  ];
}

/** Of an environment's records, those that what is loaded is held against. */
const telling =
  /\/(?:conda-meta\/(?:numpy|(?:lib)?(?:c?blas|lapacke?|openblas|blis|flexiblas|mkl))-[^/]*\.json|numpy-[^/]*\.dist-info\/RECORD)$/;

/** What could not be looked at of all that the verdict rests on: NumPy's modules, what they call, and the records of both. */
function unseen(evidence: Evidence): string[] {
  const calls = evidence.calls.filter(({ owner }) => owner === "numpy");
  const files = new Set(calls.flatMap(({ modulePath, library }) => [modulePath, library]));
  const matters = (path: string): boolean => telling.test(path) || path.includes("-packages/numpy/") || files.has(path);
  return evidence.limitations.flatMap(({ path, text }) => (path !== null && matters(path) ? [text] : []));
}

/** NumPy 1 wraps the linker's error in a page of advice; the error itself stands in one line of it. */
function importFailure(
  module: Module,
  failed: { readonly error: string; readonly lastLines: readonly string[] },
): string {
  const original = failed.lastLines.flatMap((line) => /^\s*Original error was: (.+)/.exec(line)?.[1] ?? []).at(-1);
  return `${moduleNames[module]} could not be imported: ${original ?? failed.error}`;
}

function noCalls(followed: FollowedCalls, evidence: Evidence): string {
  const why =
    evidence.limitations[0]?.text ?? `it may have been built without a ${followed.layer.toUpperCase()} library`;
  return `none of ${callsOf(followed)} was found: ${why}`;
}

function unresolvedText(followed: FollowedCalls): string[] {
  const [call] = followed.unresolved;
  if (call === undefined) return [];
  const share = `${followed.unresolved.length} of ${followed.count}`;
  const example = `${call.symbol} of ${call.module}: ${call.reason ?? "no reason given"}`;
  return [`${callsOf(followed)}: ${share} could not be followed (${example})`];
}

function unknownFamily(
  followed: FollowedCalls,
  library: LoadedLibrary,
  expected: readonly LibraryFamily[] | null,
): string[] {
  if (workingFamily(library) !== null || fulfils(library, expected ?? [])) return [];
  const where = `${callsOf(followed)} go to ${library.realPath}`;
  return [
    library.family === "flexiblas"
      ? `${where}, and which backend it forwards to could not be told`
      : `${where}, which carries the marks of no known library`,
  ];
}

function backendNotes(evidence: Evidence): string[] {
  return followAll(evidence, "numpy").flatMap(({ providers }) =>
    providers
      .filter((library) => library.backend !== null)
      .map((library) => `${library.fileName} forwards to ${library.backend}, by which it was judged`),
  );
}

/** SciPy has no promise to keep; what could not be followed there is said and changes nothing. */
function scipyNotes(evidence: Evidence): string[] {
  if (evidence.scipy.status === "failed")
    return [`${moduleNames.scipy} could not be imported: ${evidence.scipy.error}`];
  return followAll(evidence, "scipy").flatMap(unresolvedText);
}

function threadNotes(threads: BackendVerdict["threads"]): string[] {
  if (threads.asked === null || threads.effective === null || threads.effective <= threads.asked) return [];
  return [`${threads.asked} asked of the BLAS threads, but it would use ${threads.effective}`];
}

function effectiveThreads(evidences: readonly Evidence[]): number | null {
  const counts = evidences.map((evidence) => {
    const blas = threadsOf(evidence, provider(evidence, "numpy", "blas"));
    return blas === null ? null : Math.max(blas, threadsOf(evidence, provider(evidence, "numpy", "lapack")) ?? 1);
  });
  const known = counts.filter((count) => count !== null);
  return known.length === 0 || known.length < counts.length ? null : Math.max(...known);
}

function threadsOf(evidence: Evidence, library: LoadedLibrary | null): number | null {
  if (library === null) return null;
  if (library.family === "netlib") return 1;
  const loaded = evidence.libraries.find((candidate) => candidate.realPath === library.realPath);
  const threads = loaded === undefined ? null : spokesmanFor(loaded, evidence.libraries).threads;
  return threads === null || threads < 1 ? null : threads;
}
