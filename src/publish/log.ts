// The runner's log: lines and groups, in which no text from outside can act as a workflow command.
import { stripVTControlCharacters } from "node:util";
import type { Progress } from "../measure/request.ts";
import { visible, withoutCommands } from "../report/inert.ts";
import { progressText } from "../report/progress.ts";

export interface RunnerLog {
  say(text: string): void;
  /** One line for each block: a log is read afterwards. */
  progress(progress: Progress): void;
  /** An annotation that stops nothing. */
  notice(text: string): void;
  /** A folded part of the log. */
  group(title: string, text: string): void;
}

export function runnerLog(write: (text: string) => void = (text) => process.stdout.write(text)): RunnerLog {
  let lastBlock = 0;
  const say = (text: string): void =>
    write(
      inertLines(text)
        .map((line) => `${line}\n`)
        .join(""),
    );
  return {
    say,
    progress(progress) {
      if (progress.block === lastBlock) return;
      lastBlock = progress.block;
      say(progressText(progress));
    },
    notice(text) {
      write(`::notice title=blas-bench::${inertLines(text).join(" ").replaceAll("%", "%25")}\n`);
    },
    group(title, text) {
      write(`::group::${inertLines(title).join(" ").replaceAll("%", "%25")}\n`);
      say(text);
      write("::endgroup::\n");
    },
  };
}

const lineBreaks = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/;

/**
 * Makes text from anywhere, such as the output of a child, safe to print in a runner's log: without workflow commands
 * and colours. Other control characters, by which a line could be hidden or a new one begun, are spelled out.
 */
export function inertLines(text: string): readonly string[] {
  return text
    .split(lineBreaks)
    .map((line) => withoutCommands(visible(stripVTControlCharacters(line).replaceAll("\t", "    "))));
}
