// How wide our standard output is, and whether colour is welcome there.
import type { TerminalOptions } from "../report/terminal.ts";
import { wantsColour, widestLine } from "../report/terminal.ts";

/** Narrower lines hold no table. */
const narrowestLine = 40;

export function terminalLook(): TerminalOptions {
  const { isTTY, columns } = process.stdout;
  // A terminal that does not know its size says 0.
  const width = Math.min(Math.max(columns || widestLine, narrowestLine), widestLine);
  return { width, colour: wantsColour(isTTY === true, process.env) };
}
