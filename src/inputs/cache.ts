// Whether packages are kept for later runs of the workflow: an input of the action alone, whose runner has such a cache.
import * as z from "zod/mini";
import type { InputRow } from "./inputs.ts";
import { yesOrNo } from "./values.ts";

export const cacheRows: readonly InputRow[] = [
  {
    name: "cache",
    form: "text",
    default: "false",
    description:
      "`true` keeps packages and built wheels in the cache of GitHub Actions for later runs. Pull requests from forks use what is there and add nothing.",
  },
];

export const cacheSchema = z.pipe(
  z.strictObject({ cache: yesOrNo }),
  z.transform(({ cache }) => cache),
);
