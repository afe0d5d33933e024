// What a job publishes of its report, beside deciding: inputs of the actions alone, as the command line publishes nothing.
import * as z from "zod/mini";
import { commentModes } from "./config.ts";
import type { InputRow } from "./inputs.ts";
import { fromText, oneOf, optionalText } from "./values.ts";

export interface Publishing {
  readonly comment: (typeof commentModes)[number];
  /** Keeps several comments on one pull request apart. */
  readonly commentKey: string;
  /** null where none is given: then nothing is published to GitHub's API. */
  readonly token: string | null;
  /** Whether this job is one of several of a matrix. */
  readonly isMatrixLeg: boolean;
}

const text = { form: "text" } as const;

/** As the runner evaluates it. */
function expression(code: string): string {
  return `\${{ ${code} }}`;
}

export const commentRows: readonly InputRow[] = [
  {
    ...text,
    name: "comment",
    default: "auto",
    description:
      "Whether the pull request gets a comment: `always`, `on-change`, `never`; `auto` is `always` outside of a matrix.",
  },
  {
    ...text,
    name: "comment-key",
    default: "blas-bench",
    runnerDefault: expression("github.workflow"),
    description: "Keeps several comments side by side; by default the workflow's name.",
  },
  {
    ...text,
    name: "github-token",
    default: "",
    runnerDefault: expression("github.token"),
    description: "Publishes the comment, and is given to no child; `pull-requests: write` is enough.",
  },
];

/** Set by nobody: the runner fills them in where they are not given. */
export const matrixRows: readonly InputRow[] = [
  {
    ...text,
    name: "matrix",
    default: "",
    runnerDefault: expression("toJSON(matrix)"),
    description: "Leave as it is: tells whether this job is one of several of a matrix.",
    isHidden: true,
  },
  {
    ...text,
    name: "leg",
    default: "",
    runnerDefault: [
      expression("github.job"),
      expression("strategy.job-index"),
      "of",
      expression("strategy.job-total"),
    ].join(" "),
    description: "Leave as it is: tells the report job which legs of a matrix left no result.",
    isHidden: true,
  },
];

export const commentShape = {
  comment: oneOf(commentModes),
  "comment-key": fromText((value) => value.trim()),
  "github-token": optionalText,
};

export const publishingRows: readonly InputRow[] = [...commentRows, ...matrixRows];

export const publishingSchema = z.pipe(
  z.strictObject({
    ...commentShape,
    // Of a job without a matrix, toJSON gives "null".
    matrix: fromText((value) => !["", "null", "{}"].includes(value.trim())),
    leg: optionalText,
  }),
  z.transform(
    (reading): Publishing => ({
      comment: reading.comment,
      commentKey: reading["comment-key"],
      token: reading["github-token"],
      isMatrixLeg: reading.matrix,
    }),
  ),
);
