// How wide our standard output is, and whether colour is welcome there.
import type { TerminalOptions } from "../report/terminal.ts";
import { wantsColour, widestLine } from "../report/terminal.ts";

export function terminalLook(): TerminalOptions {
  const { isTTY, columns } = process.stdout;
  return { width: Math.min(columns ?? widestLine, widestLine), colour: wantsColour(isTTY === true, process.env) };
}
