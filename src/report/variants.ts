// The catalogue as a table for the terminal.

export interface VariantRow {
  readonly variant: string;
  readonly description: string;
  readonly supported: boolean;
  readonly specs: readonly string[];
  readonly reason: string | null;
  readonly note: string | null;
}

export function variantsText(platform: string, rows: readonly VariantRow[]): string {
  const width = Math.max(...rows.map((row) => row.variant.length));
  const lines = rows.flatMap((row) => {
    const name = row.variant.padEnd(width);
    const indent = " ".repeat(width + 15);
    if (!row.supported) return [`${name}  unsupported  ${row.reason}`];
    const specs = row.specs.length > 0 ? `${indent}${row.specs.join("  ")}` : [];
    return [`${name}  supported    ${row.description}`, specs, row.note === null ? [] : `${indent}${row.note}`].flat();
  });
  return `Variants on ${platform}\n\n${lines.join("\n")}\n`;
}
