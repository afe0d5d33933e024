import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { redactCredentials, withoutUser } from "../../src/result/credentials.ts";
import { redactEvidence, redactorFor, redactResult, redactVariables } from "../../src/result/redact.ts";
import { evidence, openblas, soundResult } from "./sound-result.ts";

const places = { prefix: "/home/alice/envs/np", home: "/home/alice" };
const redact = redactorFor(places);

describe("redactorFor", () => {
  it.each([
    ["/home/alice/envs/np/lib/libblas.so.3", "{prefix}/lib/libblas.so.3"],
    ["-L/home/alice/envs/np/lib -I/home/alice/include", "-L{prefix}/lib -I{home}/include"],
    ["/home/alice/envs/np-2/lib", "{home}/envs/np-2/lib"],
    ["/home/alice/envs/np.old/lib", "{home}/envs/np.old/lib"],
    ["in /home/alice/envs/np.", "in {prefix}."],
    ["/home/alicette/x", "/home/alicette/x"],
    ["/tmp/alice/x:/run/user/alice", "/tmp/{user}/x:/run/user/{user}"],
    ["/opt/conda/lib", "/opt/conda/lib"],
    // A folder of the repository may be called as the user is.
    ["tests/alice/test_svd.py::test_svd", "tests/alice/test_svd.py::test_svd"],
    ["https://bob:secret@mirror.example/t/tk-1234/main", "https://***@mirror.example/t/***/main"],
  ])("%s -> %s", (text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  it("knows macOS's second name of a temporary folder", () => {
    expect(redactorFor({ prefix: "/var/folders/x/env", home: "/Users/bob" })("/private/var/folders/x/env/lib")).toBe(
      "{prefix}/lib",
    );
  });

  it("touches nothing when the home folder is the root", () => {
    expect(redactorFor({ prefix: null, home: "/" })("/usr/lib/libblas.so.3")).toBe("/usr/lib/libblas.so.3");
  });

  it("leaves no trace of the user in any path below the home folder", () => {
    const part = fc.stringMatching(/^[a-z0-9_.-]{1,12}$/).filter((name) => !name.includes("alice"));
    fc.assert(
      fc.property(fc.array(part), fc.constantFrom("/home/alice", "/home/alice/envs/np"), (parts, root) => {
        expect(redact([root, ...parts].join("/"))).not.toContain("alice");
      }),
    );
  });
});

it.each([
  ["https://user:token@host/x", "https://host/x"],
  ["https://ada@corp.example:s3cret@host/a@b", "https://host/a@b"],
  ["git@host:owner/name", "git@host:owner/name"],
  ["https://host/x", "https://host/x"],
])("an address without its user: %s -> %s", (address, expected) => {
  expect(withoutUser(address)).toBe(expected);
});

describe("redactCredentials", () => {
  it.each([
    ["https://conda.example/t/tk-abc/channel", "https://conda.example/t/***/channel"],
    ["https://conda.example/t/tk-abc, conda-forge", "https://conda.example/t/***, conda-forge"],
    ["https://conda.example/t/tk-abc", "https://conda.example/t/***"],
    ["https://user:pass@host/x", "https://***@host/x"],
    ["https://token@host/x", "https://***@host/x"],
    ["https://ada@corp.example:s3cret@host/x, https://b@host", "https://***@host/x, https://***@host"],
    ["https://host/x?access_token=abc&page=2", "https://host/x?access_token=***&page=2"],
    ["numpy>=1.20,<2", "numpy>=1.20,<2"],
    [
      "tests/t/x/test_f.py::test_t and host.example:8080/a/t/tk-1/c",
      "tests/t/x/test_f.py::test_t and host.example:8080/a/t/***/c",
    ],
  ])("%s -> %s", (text, expected) => {
    expect(redactCredentials(text)).toBe(expected);
  });
});

it("drops variables that speak of a secret", () => {
  expect(redactVariables({ GH_TOKEN: "abc", OMP_NUM_THREADS: "1", PYTHONPATH: "/home/alice/x" }, redact)).toEqual({
    GH_TOKEN: "***",
    OMP_NUM_THREADS: "1",
    PYTHONPATH: "{home}/x",
  });
});

it("reaches every string of the evidence, and keeps its facts", () => {
  const raw = evidence(openblas);
  const there = JSON.parse(JSON.stringify(raw).replaceAll("{prefix}", places.prefix));
  expect(redactEvidence({ ...there, variables: { LD_PRELOAD: "/home/alice/libx.so" } }, places)).toEqual({
    ...raw,
    variables: { LD_PRELOAD: "{home}/libx.so" },
  });
});

it("reaches every string of a result, and no number", () => {
  const result = soundResult();
  const there = JSON.parse(
    JSON.stringify(result).replaceAll("conda-forge", "https://me:pw@host/c").replaceAll("{prefix}", places.prefix),
  );
  const redacted = JSON.stringify(redactResult(there, places));
  expect(redacted).not.toMatch(/alice|pw@/);
  expect(JSON.parse(redacted.replaceAll("https://***@host/c", "conda-forge"))).toEqual(result);
});
