// What `doctor --json` prints: everything that was found out about one Python, in one document.
import * as z from "zod";
import { evidenceSchema, threadpoolReportSchema } from "../result/evidence.ts";
import { expectationSchema, hostSchema } from "../result/schema.ts";
import { buildStatementSchema } from "../verify/build-statement.ts";
import { surroundingsSchema } from "../verify/surroundings.ts";
import { adviceSchema, backendVerdictSchema } from "../verify/verdict.ts";

const layersSchema = z.strictObject({ blas: z.string().nullable(), lapack: z.string().nullable() }).readonly();

export const doctorDocumentSchema = z
  .strictObject({
    doctorVersion: z.literal(1),
    /** What was asked for with --expect; null when nothing was. */
    requested: z.strictObject({ variant: z.string(), expectation: expectationSchema }).readonly().nullable(),
    /** What the package records claim, such as "libblas 3.9.0 31_ha9d9571_openblas". */
    installed: z.strictObject({ numpy: layersSchema, scipy: layersSchema.nullable() }).readonly(),
    /** What is loaded, and whether it is what it should be. */
    verdict: backendVerdictSchema,
    /** What show_config() says of the build. */
    build: z
      .strictObject({ numpy: buildStatementSchema.nullable(), scipy: buildStatementSchema.nullable() })
      .readonly(),
    advice: z.array(adviceSchema).readonly(),
    /** What of the caller's environment is otherwise in a login shell. */
    surroundings: surroundingsSchema,
    host: hostSchema,
    evidence: evidenceSchema,
    threadpools: threadpoolReportSchema,
  })
  .readonly();

export type DoctorDocument = z.infer<typeof doctorDocumentSchema>;
