// Where the doctor was started, as lines: what differs from a login shell, and what to do about it.
import type { Surroundings } from "../verify/surroundings.ts";
import type { Line } from "./document.ts";
import { code, plain } from "./document.ts";

export function surroundingsLines({ startedFrom, loginShell, differences, standing }: Surroundings): readonly Line[] {
  const from: Line[] = startedFrom === null ? [] : [[plain(`Started from ${startedFrom}.`)]];
  return [
    ...from,
    ...(loginShell.status === "compared"
      ? comparedLines(loginShell.shell, differences)
      : [[plain(`Not compared with a login shell: ${loginShell.reason}.`)]]),
    ...standing.map((text): Line => [plain(text)]),
  ];
}

function comparedLines(shell: string, differences: Surroundings["differences"]): Line[] {
  if (differences.length === 0)
    return [[plain("Nothing that matters to NumPy is otherwise in a login shell ("), code(shell), plain(").")]];
  return differences.map(({ variable, here, loginShell, text }): Line => {
    const [ours, theirs] = [shown(variable, here), shown(variable, loginShell)];
    return [...ours, plain(" here, "), ...theirs, plain(` in a login shell: ${text}`)];
  });
}

function shown(variable: string, value: string | null): Line {
  return value === null ? [plain("no "), code(variable)] : [code(`${variable}=${value}`)];
}
