// How inputs are called on the command line.
import { inputRows } from "../inputs/inputs.ts";

/** What a person typed, or would type, for an input; words that are no input's name are shown as they came. */
export function asFlag(name: string): string {
  return inputRows.some((row) => row.name === name) ? `--${name}` : name;
}
