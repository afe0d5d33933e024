// What commands print. In a workflow's step it is read for workflow commands, and no text from outside may be one.
import { withoutCommands } from "../report/inert.ts";

export function print(text: string): void {
  process.stdout.write(text.split("\n").map(withoutCommands).join("\n"));
}
