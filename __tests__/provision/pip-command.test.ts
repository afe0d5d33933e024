// The words of pip and venv, as recorded, and the kinds of failure they mean.
import { describe, expect, it } from "vitest";
import { pipFault, withoutIndex } from "../../src/provision/pip-command.ts";
import type { ProvisionFailureKind } from "../../src/provision/provider.ts";

const call = { command: ["/env/bin/python", "-Im", "pip"] } as const;

function faultFrom(stderr: string, exitCode: number | null = 1): ReturnType<typeof pipFault> {
  return pipFault("numpy", call, { exitCode, stdout: "", stderr, stopped: null, startError: null });
}

describe("a failure of pip or venv", () => {
  it.for<[ProvisionFailureKind, string]>([
    ["disk-full", "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device"],
    [
      "no-python",
      "The virtual environment was not created successfully because ensurepip is not\navailable.  On Debian/Ubuntu systems",
    ],
    ["no-python", "/usr/bin/python3: No module named venv"],
    ["bad-spec", "ERROR: Invalid requirement: 'numpy=!1': Expected end or semicolon"],
    ["hash-mismatch", "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE."],
    [
      "channel-unreachable",
      "WARNING: Retrying (Retry(total=0, connect=None)) after connection broken by 'NewConnectionError('<x>: Failed to establish a new connection: [Errno 111] Connection refused')'\nERROR: Could not find a version that satisfies the requirement numpy (from versions: none)\nERROR: No matching distribution found for numpy",
    ],
    [
      "channel-unreachable",
      "WARNING: Retrying after connection broken by 'ConnectTimeoutError(<x>, 'Connection to pypi timed out.')'\nERROR: No matching distribution found for numpy",
    ],
    [
      "unsatisfiable",
      "ERROR: Could not find a version that satisfies the requirement numpy==99 (from versions: 1.26.4, 2.0.0)\nERROR: No matching distribution found for numpy==99",
    ],
    ["unsatisfiable", "ERROR: ResolutionImpossible: for help visit the documentation"],
    [
      "package-not-found",
      "ERROR: Could not find a version that satisfies the requirement nunpy (from versions: none)\nERROR: No matching distribution found for nunpy",
    ],
    ["other", "Segmentation fault"],
  ])("is %s", ([kind, words]) => {
    const found = faultFrom(words);
    expect(found.kind).toBe(kind);
    expect(found.message).toMatch(/^numpy: .*\.$/);
    expect(found.lastLines.at(-1)).toBe(words.split("\n").at(-1));
  });

  it("that said nothing says how it ended", () => {
    expect(faultFrom("", null).message).toBe("numpy: /env/bin/python was ended by a signal.");
  });
});

it("without an index to ask, pip is said to be offline", () => {
  const failed = faultFrom("ERROR: No matching distribution found for numpy");
  expect(withoutIndex({ offline: false }, failed)).toBe(failed);
  expect(withoutIndex({ offline: true }, faultFrom("Segmentation fault")).kind).toBe("other");
  expect(withoutIndex({ offline: true }, failed).message).toBe(
    "numpy: offline, pip finds no wheel of it. Name a folder of wheels in PIP_FIND_LINKS, or leave offline out.",
  );
});
