// nektos/act, which runs workflow files without Docker.
import type { Built } from "../go-program.ts";
import { builtOrReason } from "../go-program.ts";

export function actOrReason(): Promise<Built> {
  return builtOrReason({
    name: "act",
    module: "github.com/nektos/act",
    folder: "",
    version: "v0.2.89",
    sum: "h1:d9oFeJ6jUkaVExuG+XzAaMPDqoDrNHaGeiRb8IU+N5w=",
  });
}
