// What is said of an error, and with which exit code.
import * as fs from "node:fs/promises";
import { expect, it } from "vitest";
import { endingOf } from "../../src/entry/ending.ts";
import { Interrupted, UserError } from "../../src/errors.ts";

async function errorOf(attempt: Promise<unknown>): Promise<unknown> {
  return attempt.then(
    () => null,
    (error: unknown) => error,
  );
}

it("is the problem itself where the user can mend it, its remedy as a sentence", () => {
  const error = new UserError([{ where: "--blocks", what: '"x" is no number', remedy: "write auto" }]);
  expect(endingOf(error)).toEqual({ exitCode: 2, message: '--blocks: "x" is no number. Write auto.' });
});

it("is an interruption, without a trace", () => {
  expect(endingOf(new Interrupted())).toMatchObject({ exitCode: 130, message: expect.not.stringContaining("at ") });
});

it.each([
  ["ENOSPC", /^The disk is full: free some space/],
  ["EROFS", /^The system refuses access \(.*\): allow it, or point output-dir, TMPDIR and BLAS_BENCH_CACHE elsewhere/],
])("%s is the machine's, and no bug", (code, message) => {
  const ending = endingOf(Object.assign(new Error(`${code}: write`), { code }));
  expect(ending).toEqual({ exitCode: 4, message: expect.stringMatching(message) });
});

it("names what the system refuses", async () => {
  // Not even root may write there.
  const error = await errorOf(fs.mkdtemp("/proc/blas-bench-"));
  const { exitCode, message } = endingOf(error);
  expect(exitCode).toBe(4);
  expect(message).toContain("/proc/blas-bench-");
});

it("is a bug with its trace otherwise", () => {
  expect(endingOf(new TypeError("x is undefined"))).toMatchObject({
    exitCode: 4,
    message: expect.stringMatching(/^This is a bug in blas-bench.*\nTypeError: x is undefined\n +at /),
  });
});
