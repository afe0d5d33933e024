// The `conda` input: who makes the environments that come from conda channels.
import type { CondaChoice } from "./config.ts";
import { clientNames } from "./config.ts";
import { fromText, refuse } from "./values.ts";

export const condaChoice = fromText((text, context): CondaChoice => {
  const word = text.trim();
  if (word === "auto") return { kind: "embedded" };
  if (word === "found") return { kind: "found" };
  const name = clientNames.find((known) => known === word);
  if (name !== undefined) return { kind: "named", name };
  if (word.includes("/")) return { kind: "path", path: word };
  const choices = ["auto", "found", ...clientNames].join(", ");
  return refuse(context, `unknown value "${word}": choose from ${choices}, or write the path of a client`);
});
