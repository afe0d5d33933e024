// What a series is called: its variant, and of the rest only what is not the same in the whole run.
import type { Series } from "../result/schema.ts";
import { count } from "./numbers.ts";

export interface Labels {
  /** "mkl", or "mkl, osx-64, 4 threads"; a name that is no series' id is its own label. */
  of(series: string): string;
  /** The same without the arm: what base and head of a cell have in common. */
  ofCell(series: string): string;
  /** The same without what the two have in common: for a column beside its reference. */
  besides(series: string, reference: string): string;
  /** Whether base and head are both in the run. */
  readonly hasArms: boolean;
}

type Field = "platform" | "threads" | "launcher" | "arm";
const fields: readonly Field[] = ["platform", "threads", "launcher", "arm"];

export function labelsOf(all: readonly Series[]): Labels {
  const byId = new Map(all.map((series) => [series.id, series]));
  const varying = fields.filter((field) => new Set(all.map((series) => series[field])).size > 1);
  const label = (id: string, without: Partial<Series> | undefined): string => {
    const series = byId.get(id);
    if (series === undefined) return id;
    const parts = varying.filter((field) => series[field] !== without?.[field]);
    return [series.variant, ...parts.map((field) => partText(series, field))].join(", ");
  };
  return {
    of: (id) => label(id, undefined),
    ofCell: (id) => label(id, { arm: byId.get(id)?.arm ?? "head" }),
    besides: (id, reference) => label(id, byId.get(reference)),
    hasArms: varying.includes("arm"),
  };
}

function partText(series: Series, field: Field): string {
  return field === "threads" ? count(series.threads, "thread") : series[field];
}
