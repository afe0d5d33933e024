// The catalogue of one platform as a table for the terminal.

export interface VariantRow {
  readonly variant: string;
  readonly provider: "rattler" | "pip" | "source";
  readonly description: string;
  readonly supported: boolean;
  readonly specs: readonly string[];
  /** What pip installs after conda. */
  readonly pip: readonly string[];
  /** The newest system whose wheels pip takes; null: this machine's own. */
  readonly wheelsFor: string | null;
  /** The conda channel that it cannot do without, beside or in place of the user's; null for none. */
  readonly channel: string | null;
  /** Why it is unsupported; null when it is not. */
  readonly reason: string | null;
  readonly note: string | null;
  /** What a solver made of it; null when none was asked. */
  readonly solution:
    | { readonly status: "solved"; readonly packages: readonly string[] }
    | { readonly status: "failed"; readonly message: string }
    | null;
}

export function variantsText(platform: string, rows: readonly VariantRow[]): string {
  const width = Math.max(...rows.map((row) => row.variant.length));
  const indent = " ".repeat(width + "  unsupported  ".length);
  const lines = rows.flatMap((row) => {
    const name = row.variant.padEnd(width);
    if (!row.supported) return [`${name}  unsupported  ${row.reason}`];
    const below = [...requestLines(row), row.note ?? "", ...solutionLines(row.solution)].filter((line) => line !== "");
    return [`${name}  supported    ${row.description}`, ...below.map((line) => indent + line)];
  });
  return `Variants on ${platform}\n\n${lines.join("\n")}\n`;
}

function requestLines({ specs, pip, wheelsFor, channel }: VariantRow): string[] {
  return [
    specs.join("  "),
    channel === null ? "" : `from the channel ${channel}`,
    pip.length === 0 ? "" : `then pip: ${pip.join("  ")}`,
    wheelsFor === null ? "" : `wheels for ${wheelsFor} or older`,
  ];
}

function solutionLines(solution: VariantRow["solution"]): string[] {
  if (solution === null) return [];
  if (solution.status === "failed") return [`no solution: ${solution.message}`];
  return [`solved: ${solution.packages.join(", ")}`];
}
