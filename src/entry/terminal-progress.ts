// Progress on standard error: plain lines for what is said, and one line that is rewritten where a person looks.
import type { WriteStream } from "node:tty";
import type { Progress } from "../measure/request.ts";
import { inertLines } from "../publish/log.ts";
import { visible } from "../report/inert.ts";
import { progressText } from "../report/progress.ts";

export interface TerminalProgress {
  say(line: string): void;
  show(progress: Progress): void;
  /** Takes the rewritten line away. */
  clear(): void;
}

const eraseLine = "\r\u001b[2K";

export function terminalProgress(stream: WriteStream): TerminalProgress {
  let shown = false;
  const clear = (): void => {
    if (shown) stream.write(eraseLine);
    shown = false;
  };
  return {
    say(line) {
      clear();
      for (const one of inertLines(line)) stream.write(`${one}\n`);
    },
    show(progress) {
      if (stream.isTTY !== true) return;
      // A terminal that does not know its size says 0.
      stream.write(eraseLine + visible(progressText(progress)).slice(0, (stream.columns || 80) - 1));
      shown = true;
    },
    clear,
  };
}
