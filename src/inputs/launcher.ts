// How benchmark processes are started: one way, or several that are compared.
import * as z from "zod/mini";
import { launchers } from "../result/launchers.ts";
import type { Launcher } from "../result/schema.ts";
import { complain, listOf } from "./values.ts";

/** Each once; in which order makes no difference to what is compared with what. */
export const launcherList = z.pipe(
  listOf(launchers),
  z.transform((names: Launcher[], context: z.core.ParsePayload): Launcher[] => {
    if (names.length === 0) complain(context, `names no launcher: choose from ${launchers.join(", ")}`);
    return [...new Set(names)];
  }),
);
