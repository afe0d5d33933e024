// Who makes the environments that come from conda channels, and where the names of channels lead.
import type { CondaChoice } from "./config.ts";
import { clientNames } from "./config.ts";
import { fromText, refuse } from "./values.ts";

/** An address without a slash at its end; null where none is given. */
export const channelAlias = fromText((text, context): string | null => {
  const address = text.trim().replace(/\/+$/, "");
  if (address === "") return null;
  if (/^(https?|file):\/\/\S+$/.test(address)) return address;
  return refuse(context, "is no address: write it like https://mirror.example.org/conda");
});

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
