// Controls against themselves: benchmarks without any code of the arms in them, which move only with the machine.
import type { CodeAxis, MovedControl } from "./comparison.ts";
import { judgeFamily } from "./family.ts";
import type { Looks } from "./looks.ts";
import { cellAt } from "./looks.ts";
import type { MeasuredPair } from "./measured.ts";
import { isComparable } from "./measured.ts";
import { ratioAt } from "./ratio.ts";

/**
 * Both directions at half the rate each: a control that became faster says as much about the machine. At the same looks
 * as the cells, because whether there is a second depends on the noise that the controls share with them: one judgement
 * at the end would be of a moment that the noise has chosen.
 */
export function controlsOf(
  rows: readonly { readonly row: MeasuredPair; readonly samePython: boolean }[],
  looks: Looks,
  threshold: number,
): CodeAxis["controls"] {
  const controls = rows.filter(({ row }) => row.benchmark.role === "control" && isComparable(row));
  const cells = controls.map(({ row }) => cellAt(looks, row.values, threshold));
  const judgements = judgeFamily(cells, looks.rate / 2);
  const moved = judgements.flatMap(({ outcome, location, blocks }, index): MovedControl[] => {
    const control = controls[index];
    const hasMoved = outcome === "regressed" || outcome === "improved";
    if (!hasMoved || control === undefined || location === null) return [];
    const { row, samePython } = control;
    const names = { benchmark: row.benchmark.name, base: row.reference.id, head: row.subject.id };
    return [{ ...names, estimate: ratioAt(location, blocks), samePython }];
  });
  return { judged: judgements.filter(({ outcome }) => outcome !== "insufficient").length, moved };
}
