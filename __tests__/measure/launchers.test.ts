// Launchers on real processes: shells that print, set and spin; clients that stay between us and the worker.
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Interrupted } from "../../src/errors.ts";
import type { Launching } from "../../src/provision/launch.ts";
import type { Scratch } from "../provision/scratch.ts";
import { makeScratch } from "../provision/scratch.ts";
import type { Part, Scene } from "./stand-in.ts";
import { measuredOf, perform } from "./stand-in.ts";

// Neither line ends, so that the worker's first one comes after them on the same line.
const profile = `
echo Welcome
printf '\\033]0;my terminal {1}\\007{'
export OPENBLAS_NUM_THREADS=7
export PATH=/usr/bin:/bin
cd /
`;
/** As conda's \`run\`: a shell of its own between the client and the program, and one word more on standard error. */
const client = `#!/bin/bash
[ "$1 $2 $3" = "run --live -p" ] || exit 9
/bin/bash -c '"$@"; code=$?; echo "ERROR conda run failed" >&2; exit $code' wrapper "\${@:5}"
`;

let scratch: Scratch;
let launching: Launching;
let childVariables: NonNullable<Scene["childVariables"]>;

beforeAll(async () => {
  scratch = await makeScratch();
  await scratch.write("home/.bash_profile", profile);
  const program = await scratch.write("bin/conda", client);
  await fs.chmod(program, 0o755);
  launching = { shell: "/bin/bash", conda: { program, flags: ["--live"], variables: {} } };
  childVariables = { PATH: process.env.PATH ?? "", HOME: path.join(scratch.folder, "home") };
});
afterAll(() => scratch[Symbol.asyncDispose]());

function launched(parts: readonly Part[], more: Partial<Scene> = {}) {
  return perform({ parts, launching, childVariables, ...more });
}

test("each is a series of its own, and tells what became of the threads that were asked for", async () => {
  const launchers = ["direct", "conda-run", "login-shell"] as const;
  const outcome = await launched(launchers.map((launcher) => ({ variant: "one", launcher })));
  const { series, measurements, failures } = measuredOf(outcome);
  expect(failures).toEqual([]);
  expect(measurements).toHaveLength(6);
  const threads = series.map(({ sightings }) => sightings.map(({ evidence }) => evidence.variables));
  expect(threads.map((each) => each.map((one) => [one.OPENBLAS_NUM_THREADS, one.MKL_NUM_THREADS]))).toEqual([
    [["1", "1"]],
    [["1", "1"]],
    [["7", "1"]],
  ]);
  expect(outcome).toMatchObject({ survivors: [], leftFolders: [] });
});

test("workers that other launchers start are stopped while they wait, whatever number of threads was asked for", async () => {
  const spinning = { variant: "one", behaviour: "spins", offers: "alpha" };
  const { failures, measurements } = measuredOf(
    await launched(
      [
        { ...spinning, launcher: "conda-run" },
        { ...spinning, launcher: "login-shell" },
        // Long enough that a thread that spins in the meantime would be found.
        { variant: "two", offers: "alpha", workSeconds: 0.05 },
      ],
      {
        schedule: { blocks: 1, turns: 6 },
        childVariables: { ...childVariables, STAND_IN: "spins", STAND_IN_OFFERS: "alpha" },
      },
    ),
  );
  expect(failures).toEqual([]);
  expect(measurements).toHaveLength(3);
});

describe("what goes wrong", () => {
  test("a client that cannot run is told with its last line", async () => {
    const program = await scratch.write("bin/broken", "#!/bin/sh\necho 'no such environment' >&2\nexit 1\n");
    await fs.chmod(program, 0o755);
    const conda = { program, flags: [], variables: {} };
    const { failures } = measuredOf(
      await launched([{ variant: "one", launcher: "conda-run" }], { launching: { ...launching, conda } }),
    );
    expect(failures[0]).toMatchObject({
      benchmark: null,
      message: "did not get ready: it ended with exit code 1",
      lastLines: ["no such environment"],
    });
  });

  test("a worker that dies behind a client is told as the client tells it", async () => {
    const { failures } = measuredOf(
      await launched([{ variant: "one", launcher: "conda-run" }], {
        childVariables: { ...childVariables, STAND_IN: "out-of-memory" },
      }),
    );
    expect(failures[0]?.message).toBe('ended with exit code 137 at "batch"');
    expect(failures[0]?.lastLines.at(-1)).toBe("ERROR conda run failed");
  });

  test.each(["conda-run", "login-shell"] as const)("an interruption ends all that %s started", async (launcher) => {
    const outcome = await launched([{ variant: "one", launcher, behaviour: "hang-with-child" }], {
      childVariables: { ...childVariables, STAND_IN: "hang-with-child" },
      patience: { batchFloor: 3_600_000 },
      onProgress: (progress, abort) => {
        if (progress.doing === "timing" && progress.benchmark === "beta") setTimeout(abort, 300);
      },
    });
    expect(outcome.error).toBeInstanceOf(Interrupted);
    expect(outcome).toMatchObject({ survivors: [], leftFolders: [] });
  });
});
