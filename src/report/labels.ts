// What a series is called: its variant, and of the rest only what is not the same in the whole run.
import type { RunSeries } from "../result/matrix.ts";
import { count } from "./numbers.ts";

export interface Labels {
  /** "mkl", or "mkl, osx-64, 4 threads"; a name that is no series' id is its own label. */
  of(series: string): string;
  /** The same without the arm: what base and head of a cell have in common. */
  ofCell(series: string): string;
  /** The same without what the two have in common: for a column beside its reference. */
  besides(series: string, reference: string): string;
  /** A sentence in which series are called by their ids, with labels in their place. */
  inSentence(text: string): string;
  /** Whether base and head are both in the run. */
  readonly hasArms: boolean;
}

type Field = "platform" | "threads" | "launcher" | "leg" | "arm";
const fields: readonly Field[] = ["platform", "threads", "launcher", "leg", "arm"];

export function labelsOf(all: readonly RunSeries[]): Labels {
  const byId = new Map(all.map((series) => [series.id, series]));
  // The longest first: an id may begin with another one.
  const ids = [...byId.keys()].sort((one, other) => other.length - one.length);
  const varying = fields.filter((field) => new Set(all.map((series) => series[field])).size > 1);
  const label = (id: string, isSaid: (field: Field, series: RunSeries) => boolean): string => {
    const series = byId.get(id);
    if (series === undefined) return id;
    const said = varying.filter((field) => isSaid(field, series));
    return [series.variant, ...said.flatMap((field) => partText(series, field) ?? [])].join(", ");
  };
  /** Made once: each is asked for by thousands of rows. */
  const made = (isSaid: (field: Field) => boolean): Labels["of"] => {
    const known = new Map(all.map(({ id }) => [id, label(id, isSaid)]));
    return (id) => known.get(id) ?? id;
  };
  const of = made(() => true);
  return {
    of,
    ofCell: made((field) => field !== "arm"),
    besides: (id, reference) => label(id, (field, series) => series[field] !== byId.get(reference)?.[field]),
    inSentence: (text) => ids.reduce((sentence, id) => sentence.replaceAll(id, of(id).replaceAll("`", "'")), text),
    hasArms: varying.includes("arm"),
  };
}

function partText(series: RunSeries, field: Field): string | undefined {
  return field === "threads" ? count(series.threads, "thread") : series[field];
}
