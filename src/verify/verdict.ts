// What the evidence says of one series, as values: the judges in this folder return these types.
import * as z from "zod";
import { libraryFamilySchema } from "../result/schema.ts";

/** The library that provides one layer of calls, as far as it is known. */
export const loadedLibrarySchema = z
  .strictObject({
    /** null when the file is known but no family's marks are on it. */
    family: libraryFamilySchema.nullable(),
    /** File name without its folder, such as "libopenblasp-r0.3.30.so". */
    fileName: z.string(),
    realPath: z.string(),
    version: z.string().nullable(),
    coreType: z.string().nullable(),
    threadingLayer: z.string().nullable(),
    integers: z.enum(["LP64", "ILP64"]).nullable(),
    /** FlexiBLAS only: where it forwards to. */
    backend: z.string().nullable(),
  })
  .readonly();

export const backendVerdictSchema = z
  .strictObject({
    status: z.enum(["verified", "mismatch", "unknown"]),
    /** Why, in plain sentences, most important first; also for "verified" (what was seen, how often). */
    reasons: z.array(z.string()).readonly(),
    blas: loadedLibrarySchema.nullable(),
    lapack: loadedLibrarySchema.nullable(),
    /** SciPy's own, where SciPy is installed. */
    scipy: z
      .strictObject({ blas: loadedLibrarySchema.nullable(), lapack: loadedLibrarySchema.nullable() })
      .readonly()
      .nullable(),
    /** Further BLAS or OpenMP runtimes in the process, by file name. */
    others: z.array(z.string()).readonly(),
    threads: z
      .strictObject({
        asked: z.int().positive().nullable(),
        /**
         * What NumPy's BLAS (and its LAPACK, where that is another library) would use now, by its own word; the largest
         * seen. 1 for netlib, which has no threads. null where the library cannot be asked, as with Accelerate.
         */
        effective: z.int().positive().nullable(),
      })
      .readonly(),
    /** What the package records claim, such as "libblas 3.11.0 5_h8d724d3_openblas"; null without records. */
    installed: z.string().nullable(),
  })
  .readonly();

/** Something worth doing about a series or its host. Never part of the verdict. */
export const adviceSchema = z
  .strictObject({
    /** Stable, such as "translated-python"; for tests and for filtering. */
    code: z.string(),
    /** Variants or series it concerns; empty for the host. */
    subjects: z.array(z.string()).readonly(),
    text: z.string(),
  })
  .readonly();

export type LoadedLibrary = z.infer<typeof loadedLibrarySchema>;
export type BackendVerdict = z.infer<typeof backendVerdictSchema>;
export type Advice = z.infer<typeof adviceSchema>;
