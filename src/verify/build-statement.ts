// What a build of NumPy or SciPy says it was made with: the one form that every show_config() is read into.
import * as z from "zod";
import type { LibraryFamily } from "../result/schema.ts";
import { libraryFamilySchema } from "../result/schema.ts";

/** One library the build was given. */
export const buildDependencySchema = z
  .strictObject({
    /** As the build wrote it: a pkg-config name, or the libraries linked, such as "mkl_rt". */
    name: z.string(),
    version: z.string().nullable(),
    /** Which family the name speaks of; null for generic names such as "blas", which promise none. */
    family: libraryFamilySchema.nullable(),
    folder: z.string().nullable(),
  })
  .readonly();

export const buildStatementSchema = z
  .strictObject({
    /** "setuptools": sections of system_info, until NumPy 1.25. "meson": dictionaries, from NumPy 1.26. */
    era: z.enum(["setuptools", "meson"]),
    /** null where the build had none. */
    blas: buildDependencySchema.nullable(),
    lapack: buildDependencySchema.nullable(),
    /** Instruction sets: what the build needs, what it has code for and this CPU offers, and what it does not offer. */
    simd: z
      .strictObject({
        baseline: z.array(z.string()).readonly(),
        found: z.array(z.string()).readonly(),
        notFound: z.array(z.string()).readonly(),
      })
      .readonly()
      .nullable(),
  })
  .readonly();

export type BuildDependency = z.infer<typeof buildDependencySchema>;
export type BuildStatement = z.infer<typeof buildStatementSchema>;

const families: readonly (readonly [LibraryFamily, RegExp])[] = [
  ["flexiblas", /flexiblas/i],
  ["openblas", /openblas/i],
  ["mkl", /mkl/i],
  ["blis", /\bblis/i],
  ["atlas", /atlas/i],
  ["nvpl", /nvpl/i],
  ["accelerate", /accelerate|veclib/i],
];

/** The family that a name in a build statement speaks of. */
export function familyNamed(name: string): LibraryFamily | null {
  return families.find(([, pattern]) => pattern.test(name))?.[0] ?? null;
}
