// Locks as text: which kind a file is, what is read of it, and where what is wrong with it stands.
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { readInputs } from "../../src/inputs/read-inputs.ts";
import { variantsOnly } from "../../src/plan/base.ts";
import { readCondaLock } from "../../src/plan/conda-lock-file.ts";
import { everyVariant } from "../../src/plan/conda-specs.ts";
import { kindOfEnvironmentFile } from "../../src/plan/environment-file-kind.ts";
import { readExplicitList } from "../../src/plan/explicit-list.ts";
import type { Lock } from "../../src/plan/lock.ts";
import { archiveName } from "../../src/plan/lock.ts";
import { planRun } from "../../src/plan/plan-run.ts";
import { readVariant } from "../../src/plan/variant-request.ts";
import { host } from "../verify/evidence-examples.ts";

const md5 = "0123456789abcdef0123456789abcdef";
const sha256 = md5 + md5;
const forge = "https://conda.anaconda.org/conda-forge";
const numpy = `${forge}/linux-64/numpy-2.1.0-py312h1_0.conda`;
const tzdata = `${forge}/noarch/tzdata-2024a-h0c530f3_0.tar.bz2`;

test.each([
  ["dependencies: [numpy]", "environment-yml"],
  ["name: x\nversion: 3\ndependencies: []", "pixi-lock"],
  [`# @EXPLICIT is meant\nchannels: []`, "environment-yml"],
  [`# platform: linux-64\n@EXPLICIT  \n${numpy}`, "explicit-list"],
  ["version: 1\nmetadata: {}\npackage: []", "conda-lock-file"],
  ["# made by conda-lock\nversion: 1 # first\r\nmetadata:\n  channels: []\npackage:\n- name: x\n", "conda-lock-file"],
  ["version: 3\nmetadata: {}\npackage: []", "pixi-lock"],
  ["version: 6\nenvironments: {}\npackages: []", "pixi-lock"],
  ["version: 1000", "pixi-lock"],
  ["", "environment-yml"],
])("%j is %s", (text, kind) => {
  expect(kindOfEnvironmentFile(text)).toBe(kind);
});

describe("an @EXPLICIT list", () => {
  const read = (...lines: string[]) => readExplicitList(["@EXPLICIT", ...lines].join("\n"), "list.txt");

  it("is read with its digests, its channels, and the pip lines of conda-lock", () => {
    const more = [
      "",
      `  ${tzdata}#${md5}  `,
      "# pip numba @ https://x.org/numba.whl \\",
      "#pip   --hash=sha256:aa",
      "#",
    ];
    expect(
      read("# platform: osx-64", `${numpy}#sha256:${sha256.toUpperCase()}`, ...more, "/a b/linux-64/x-1-0.conda"),
    ).toEqual({
      kind: "lock",
      form: "@EXPLICIT list",
      channels: [forge, "file:///a%20b"],
      platforms: {
        "linux-64": {
          packages: [
            { url: numpy, sha256, md5: null, depends: null, constrains: [] },
            { url: tzdata, sha256: null, md5, depends: null, constrains: [] },
            { url: "file:///a%20b/linux-64/x-1-0.conda", sha256: null, md5: null, depends: null, constrains: [] },
          ],
          requirements: ["numba @ https://x.org/numba.whl --hash=sha256:aa"],
        },
      },
    });
  });

  it("takes its platform from the comment where every package is for any", () => {
    expect(Object.keys(read("# platform: osx-64", tzdata).platforms)).toEqual(["osx-64"]);
  });

  it.each([
    [["numpy=2.1"], /^list\.txt, line 2, column 1: numpy=2\.1 is no address of a conda package\. Write one/],
    [[numpy, `${tzdata}#123`], /^list\.txt, line 3, column 78: .*#123 has a digest that is neither md5 nor sha256/],
    [[numpy, numpy.replace("2.1.0", "2.2.0")], /^list\.txt, line 3: numpy stands here twice/],
    [[numpy, tzdata.replace("noarch", "osx-64")], /^list\.txt: has packages for linux-64 and osx-64/],
    [[tzdata], /^list\.txt: has no package that is for a platform/],
    [
      ["https://ada:s3cret@host/x.txt", "y"],
      /^list\.txt, line 2, column 1: https:\/\/\*\*\*@host\/x\.txt .*\n.*line 3/,
    ],
  ])("%j is refused", (lines, message) => {
    expect(() => read(...lines)).toThrow(message);
  });
});

test("the parts of a package's address come back as they were put together", () => {
  const word = fc.stringMatching(/^[a-z0-9][a-z0-9._]{0,8}$/);
  const ending = fc.constantFrom("conda", "tar.bz2");
  fc.assert(
    fc.property(fc.record({ name: word, version: word, build: word }), ending, ({ name, version, build }, suffix) => {
      const url = `${forge}/linux-64/${name}-x-${version}-${build}.${suffix}`;
      expect(archiveName(url)).toEqual({ name: `${name}-x`, version, build, subdir: "linux-64", channel: forge });
    }),
  );
});

describe("a conda-lock file", () => {
  const head = `version: 1
metadata:
  content_hash: {linux-64: abc}
  channels: [{url: conda-forge, used_env_vars: []}]
  platforms: [linux-64, osx-arm64]
  sources: [environment.yml]
package:
`;
  const entry = (url: string, more = "") =>
    `- {name: x, version: "1", platform: linux-64, manager: conda, url: "${url}", hash: {md5: ${md5}, sha256: ${sha256}}${more}}\n`;
  const read = (...entries: string[]) => readCondaLock(head + entries.join(""), "conda-lock.yml");

  it("is read by platform: main and dev of conda, and pip's as exact files", () => {
    const wheel = entry("https://x.org/x-1.whl").replace("conda,", "pip,");
    const lock = read(
      entry(numpy, ", category: main, optional: false, dependencies: {python: '>=3.12,<3.13.0a0', tzdata: ''}"),
      entry(numpy, ", category: dev, optional: true, dependencies: {python: '>=3.12,<3.13.0a0', tzdata: ''}"),
      entry(tzdata, ", category: docs, optional: true"),
      wheel,
    );
    expect(lock).toEqual({
      kind: "lock",
      form: "conda-lock file",
      channels: ["conda-forge"],
      platforms: {
        "linux-64": {
          packages: [{ url: numpy, sha256, md5, depends: ["python >=3.12,<3.13.0a0", "tzdata"], constrains: [] }],
          requirements: [`x @ https://x.org/x-1.whl#sha256=${sha256}`],
        },
        "osx-arm64": { packages: [], requirements: [] },
      },
    });
  });

  it.each([
    [entry("https://x.org/x.txt"), /^conda-lock\.yml, line 8, column 68: .*package\.0\.url: expected the address/],
    [entry(numpy).replace(md5, "12ab"), /line 8, column \d+: .*package\.0\.hash\.md5: expected 32 hexadecimal digits/],
    ["- {name: x", /^conda-lock\.yml, line 8, column 11: is no YAML/],
  ])("%j is refused", (text, message) => {
    expect(() => read(text)).toThrow(message);
  });
});

describe("a plan from a lock", () => {
  const lock: Lock = {
    kind: "lock",
    form: "pixi lock",
    channels: ["https://host/c"],
    platforms: {
      "linux-64": {
        packages: [{ url: numpy, sha256, md5: null, depends: [], constrains: [] }],
        requirements: ["x @ https://x.org/x.whl"],
      },
      "win-64": { packages: [], requirements: [] },
    },
  };
  const plan = (variants: string, files: Record<string, Lock>, name = "pixi.lock") => {
    const raw = { variants, "environment-file": name, channels: "https://ada:s3cret@host/c, conda-forge" };
    const config = readInputs(raw, readVariant, (input) => input);
    return planRun(config, host, 1, variantsOnly, { base: null, head: files });
  };

  it("asks for the variant's BLAS, takes the packages, and the credentials of the same channel", () => {
    const { environments } = plan("netlib, default", { [everyVariant]: lock });
    const pipLine =
      "printf '%s\\n' 'x @ https://x.org/x.whl' | python -m pip install --no-input --no-deps --requirement /dev/stdin";
    const locked = { label: "pixi.lock", form: "pixi lock", packages: lock.platforms["linux-64"]?.packages };
    const common = { provider: "rattler", channels: ["https://ada:s3cret@host/c"], locked, pipLine };
    expect(environments.map(({ source }) => source)).toEqual([
      expect.objectContaining({ ...common, specs: ["python", "numpy", "libblas=*=*_netlib", "pip"] }),
      expect.objectContaining({ ...common, specs: ["python", "numpy", "pip"] }),
    ]);
  });

  it("is refused for a platform that the lock does not have, with those it has and what to do", () => {
    const { "linux-64": linux, ...others } = lock.platforms;
    const elsewhere = { ...lock, platforms: { ...others, "osx-arm64": linux ?? { packages: [], requirements: [] } } };
    expect(() => plan("openblas, mkl", { [everyVariant]: elsewhere })).toThrow(
      new RegExp(
        "^variant openblas: pixi\\.lock is for osx-arm64, win-64, and not for linux-64\\. " +
          "Lock linux-64 as well \\(pixi workspace platform add linux-64\\), or give an environment\\.yml\\.\nvariant mkl: ",
      ),
    );
  });

  it("has a file for each variant where the name says so", () => {
    const own = { openblas: lock };
    const name = "locks/{variant}.txt";
    expect(plan("openblas", own, name).environments[0]?.source).toMatchObject({
      locked: { label: "locks/openblas.txt" },
    });
    expect(() => plan("openblas, mkl", own, name)).toThrow("variant mkl: there is no locks/mkl.txt at head");
    expect(plan("auto", own, name).absences).toEqual([expect.objectContaining({ variant: "mkl" })]);
  });
});
