// Figures and tables as the page writes them.
import type { Count, Found } from "./evaluation.ts";

export function count(value: number): string {
  return value.toLocaleString("en-US");
}

/** @param value A share: 0.08 is "8 %". */
export function percent(value: number): string {
  return `${Number((100 * value).toPrecision(2))} %`;
}

/** One decimal; never "100 %" or "0 %" of what is not all or nothing. */
export function share({ count: part, of }: Count): string {
  if (of === 0) return "no window";
  if (part === 0 || part === of) return `${part === 0 ? 0 : 100} %`;
  return `${Math.min(99.9, Math.max(0.1, (100 * part) / of)).toFixed(1)} %`;
}

export function foundShare({ found, of }: Pick<Found, "found" | "of">): string {
  return share({ count: found, of });
}

export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return [header, header.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
