// Lays a report out: which sections there are, in which order, and which of them somebody has to see.
import { backendTable, proofList } from "./backend-section.ts";
import { backendInstallsList, packageChangesTable } from "./change-sections.ts";
import {
  allCodeBlocks,
  changedNumbersTable,
  movedControlsTable,
  pictureBlocks,
  regressedBlocks,
} from "./code-sections.ts";
import {
  environmentList,
  hostParagraphs,
  noiseTable,
  ofEachLeg,
  packagesTable,
  scheduleParagraphs,
} from "./detail-sections.ts";
import { warningOf } from "./diagnosis.ts";
import type { Block, Document, Section } from "./document.ts";
import { paragraph, plain, quoted, sentence } from "./document.ts";
import { comparisonTable, publishedTable, ratioBlocks, timesTable } from "./figure-sections.ts";
import type { RatioTable } from "./figures.ts";
import type { LegReport } from "./legs.ts";
import type { ReportModel } from "./model.ts";
import { count, difference } from "./numbers.ts";
import { absenceList, adviceList, differingTable, noticeList, troubleBlocks } from "./trouble-sections.ts";
import { undecidedBlocks } from "./undecided-section.ts";

/** A longer list of packages is looked into rather than read. */
const packagesShown = 12;
/** So is a longer table of ratios; its geometric means are told above. */
const ratiosShown = 12;

export function layOut(model: ReportModel): Document {
  return {
    title: [plain("blas-bench: "), ...sentence(model.headline)],
    lead: model.lead.map(sentence),
    sections: sectionsOf(model).filter(({ blocks }) => blocks.length > 0),
  };
}

function sectionsOf(model: ReportModel): readonly Section[] {
  const answer = model.isAllWell ? "folded" : "shown";
  const isAlone = model.backends.length === 1;
  const ratios = model.ratios.map((table): Section => {
    const against = `${table.axis === "launcher" ? "launchers " : ""}against ${table.referenceLabel}`;
    const title = model.hasArms ? `At head, ${against}` : against.charAt(0).toUpperCase() + against.slice(1);
    return { title, place: table.rows.length > ratiosShown ? "folded" : answer, blocks: ratioBlocks(table) };
  });
  const changed = {
    title: "Packages that differ between base and head",
    blocks: packageChangesTable(model.packageChanges),
  };
  return [
    { title: "Slower than base", place: "first", blocks: regressedBlocks(model.code) },
    { title: "Not decided", place: "shown", blocks: undecidedBlocks(model.code) },
    { title: "Controls that moved", place: "shown", blocks: movedControlsTable(model.code) },
    { title: "Numbers that changed", place: "shown", blocks: changedNumbersTable(model.code) },
    { title: "What did not work", place: "shown", blocks: troubleBlocks(model.troubles) },
    { title: "To know", place: "shown", blocks: noticeList([...model.notices, ...disturbance(model)]) },
    { title: "Lost to an outage", place: "shown", blocks: absenceList(model.absences, "outage") },
    { title: "Backends", place: isAlone ? "shown" : answer, blocks: backendTable(model.cells) },
    { title: "Changed by an install", place: "shown", blocks: backendInstallsList(model.backendInstalls) },
    { ...changed, place: model.packageChanges.length > packagesShown ? "folded" : "shown" },
    { title: "Advice", place: "shown", blocks: adviceList(model.advice) },
    ...ratios,
    { title: "Head against base", place: "folded", blocks: pictureBlocks(model.code) },
    {
      title: "All comparisons of head with base",
      place: "folded",
      blocks: allCodeBlocks(model.code, plannedLooks(model)),
    },
    {
      title: model.hasArms ? "Times at head" : "Times",
      place: isAlone ? "shown" : "folded",
      blocks: timesTable(model.timesAtHead),
    },
    { title: "As published", place: "shown", blocks: publishedBlocks(model) },
    { title: "Different numbers", place: "shown", blocks: differingTable(model.agreement) },
    { title: "Numerical agreement", place: "folded", blocks: agreementParagraph(model) },
    { title: "Run it yourself", place: "folded", blocks: ofEachLeg(model, reproduceBlocks) },
    { title: "All comparisons of variants", place: "detail", blocks: allComparisons(model, "backend") },
    { title: "All comparisons of launchers", place: "detail", blocks: allComparisons(model, "launcher") },
    { title: "How each backend is known", place: "detail", blocks: proofList(model.cells) },
    { title: "Not supported here", place: "detail", blocks: absenceList(model.absences, "unsupported") },
    { title: "Environments", place: "detail", blocks: environmentList(model.environments) },
    {
      title: "Packages that differ",
      place: "detail",
      blocks: ofEachLeg(model, ({ packages }) => packagesTable(packages)),
    },
    { title: "Host", place: "detail", blocks: ofEachLeg(model, hostParagraphs) },
    { title: "Noise", place: "detail", blocks: ofEachLeg(model, ({ noise }) => noiseTable(noise)) },
    {
      title: "Schedule",
      place: "detail",
      blocks: ofEachLeg(model, (leg) => scheduleParagraphs(leg, model.toolVersion)),
    },
  ];
}

function allComparisons({ ratios, timesAtHead }: ReportModel, axis: RatioTable["axis"]): readonly Block[] {
  return comparisonTable(
    ratios.filter((table) => table.axis === axis),
    timesAtHead,
  );
}

function plannedLooks({ legs }: ReportModel): number {
  return legs.reduce((most, { schedule }) => Math.max(most, schedule?.plannedLooks ?? 1), 1);
}

function reproduceBlocks({ reproduce }: LegReport): readonly Block[] {
  return [{ kind: "code", lines: [reproduce] }];
}

/** What disturbed the machine explains what could not be decided; where nothing is open, nobody has to act on it. */
function disturbance({ isAllWell, ratios, legs }: ReportModel): readonly string[] {
  const cells = ratios.flatMap(({ rows }) => rows.flatMap((row) => row.cells));
  const isOpen = !isAllWell || cells.some((cell) => cell.kind === "ratio" && cell.outcome === "undecided");
  return legs.flatMap(({ title, noise }) => {
    const warning = isOpen ? warningOf(noise.findings) : null;
    if (warning === null) return [];
    return [title === "" ? warning : `${quoted(title)}: ${warning}`];
  });
}

function publishedBlocks({ printed, published }: ReportModel): readonly Block[] {
  const prints = printed.flatMap(({ label, benchmark, lines }): Block[] => [
    paragraph(`${quoted(benchmark)} on ${quoted(label)}:`),
    { kind: "code", lines },
  ]);
  return [...prints, ...publishedTable(published)];
}

function agreementParagraph({ agreement }: ReportModel): readonly Block[] {
  const { agreeing, notComparable, largest } = agreement;
  if (agreeing + notComparable === 0) return [];
  const most =
    largest?.largestRelativeDifference === undefined || largest.largestRelativeDifference === null
      ? ""
      : `; they differ by ${difference(largest.largestRelativeDifference)} of their size at most`;
  const rest = notComparable === 0 ? "" : ` ${count(notComparable, "pair")} cannot be compared.`;
  return [paragraph(`${count(agreeing, "pair")} of results agree within their tolerance${most}.${rest}`)];
}
