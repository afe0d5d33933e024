// Looking for the machine's conda client: where, in which order, and what is said when none can be used.
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { describe, expect, it } from "vitest";
import { UserError } from "../../../src/errors.ts";
import type { ClientChoice } from "../../../src/inputs/config.ts";
import { usualLimits } from "../../../src/provision/clients/call.ts";
import { findClient } from "../../../src/provision/clients/find.ts";
import { benchEffects } from "../bench-effects.ts";
import type { Scratch } from "../scratch.ts";
import { makeScratch } from "../scratch.ts";
import type { Recording } from "./stand-in.ts";
import { makeStandIn, readRecording } from "./stand-in.ts";

const found: ClientChoice = { kind: "found" };

type Answer = Pick<Recording, "argv" | "rc" | "stdout" | "stderr">;

function answer(stdout: string, rc = 0): Answer {
  return { argv: ["{CLIENT}", "info", "--json"], rc, stdout, stderr: "" };
}

/** A client in a folder of its own below the scratch, answering `info --json` as recorded. */
async function client(scratch: Scratch, folder: string, name: string, say?: Answer): Promise<string> {
  const kind = name === "conda" ? "conda" : name === "mamba" ? "mamba" : "micromamba";
  const recording = say ?? (await readRecording(`${kind}-info-json.json`));
  const standIn = await makeStandIn(path.join(scratch.folder, folder), [recording], { name });
  return standIn.program;
}

async function find(
  choice: ClientChoice,
  variables: Readonly<Record<string, string>>,
  limits = usualLimits,
): Promise<{ program: string; name: string; version: string }> {
  const clientVariables = { PATH: "/usr/bin:/bin", ...variables };
  const effects = benchEffects({ clientVariables });
  const { executable: program, family, version } = await findClient(choice, effects, effects.signal, limits);
  return { program, name: family.name, version };
}

async function refusal(...request: Parameters<typeof find>): Promise<{ message: string; code: number }> {
  const error = await find(...request).then(
    ({ program }) => new Error(`found ${program}`),
    (caught: unknown) => caught,
  );
  if (!(error instanceof UserError)) throw error;
  return { message: error.message, code: error.exitCode };
}

describe("found", () => {
  it("takes MAMBA_EXE before CONDA_EXE, that before $CONDA/condabin, that before PATH", async () => {
    await using scratch = await makeScratch();
    const [inPath, conda, mambaExe] = await Promise.all([
      client(scratch, "bin", "conda"),
      client(scratch, "root/condabin", "conda"),
      client(scratch, "libexec", "micromamba"),
    ]);
    const condaExe = await client(scratch, "miniforge/bin", "conda");
    const PATH = `relative:${path.dirname(inPath)}:/usr/bin:/bin`;
    const CONDA = path.join(scratch.folder, "root");
    const all = { PATH, CONDA, CONDA_EXE: condaExe, MAMBA_EXE: mambaExe };
    expect(await find(found, all)).toEqual({ program: mambaExe, name: "micromamba", version: "2.8.1" });
    const { MAMBA_EXE: _, ...others } = all;
    expect(await find(found, others)).toEqual({ program: condaExe, name: "conda", version: "26.7.1" });
    expect((await find(found, { PATH, CONDA })).program).toBe(conda);
    expect((await find(found, { PATH })).program).toBe(inPath);
    expect((await find({ kind: "named", name: "conda" }, all)).program).toBe(condaExe);
    expect((await find({ kind: "path", path: inPath }, all)).program).toBe(inPath);
  });

  it("prefers micromamba and mamba to conda where PATH has them all", async () => {
    await using scratch = await makeScratch();
    const conda = await client(scratch, "first", "conda");
    const mamba = await client(scratch, "second", "mamba");
    const micromamba = await client(scratch, "third", "micromamba");
    const PATH = [conda, mamba, micromamba, "/usr/bin/x", "/bin/x"].map((file) => path.dirname(file)).join(":");
    expect((await find(found, { PATH })).name).toBe("micromamba");
    expect((await find({ kind: "named", name: "mamba" }, { PATH })).program).toBe(mamba);
    await fs.rm(micromamba);
    expect((await find(found, { PATH })).name).toBe("mamba");
  });

  it("goes on where one cannot be used", async () => {
    await using scratch = await makeScratch();
    const good = await client(scratch, "good", "conda");
    const old = await client(scratch, "old", "mamba", answer('{"conda_version": "22.9.0"}'));
    const made = await find(found, {
      MAMBA_EXE: old,
      CONDA_EXE: "/no/conda",
      PATH: `${path.dirname(good)}:/usr/bin:/bin`,
    });
    expect(made.program).toBe(good);
  });

  it("says everywhere it looked, with exit code 2", async () => {
    expect(await refusal(found, { CONDA_EXE: "/no/conda" })).toEqual({
      code: 2,
      message:
        "conda: no usable conda client: MAMBA_EXE is not set; CONDA_EXE is /no/conda, which is no file; CONDA is not set; " +
        "PATH has no micromamba, mamba, conda. Install one, name its path, or leave conda at auto, which needs none.",
    });
    expect(await refusal({ kind: "named", name: "mamba" }, { MAMBA_EXE: "/x/micromamba", CONDA: "/x" })).toEqual({
      code: 2,
      message: expect.stringContaining(
        "no usable mamba: MAMBA_EXE is /x/micromamba; CONDA_EXE is not set; /x/condabin has no mamba; PATH has no mamba.",
      ),
    });
  });
});

describe("a client that", () => {
  it.for<[string, string, Answer | string, number, string]>([
    [
      "is too old",
      "conda",
      answer('{"conda_version": "4.5.12"}'),
      2,
      "is conda 4.5.12, which is too old: 23.10 or newer is",
    ],
    [
      "is mamba of conda's time",
      "mamba",
      answer('{"conda_version": "23.11.0"}'),
      2,
      "is mamba 1, which is too old: 2.0",
    ],
    [
      "is an old micromamba",
      "micromamba",
      answer('{"micromamba version": "1.5.8"}'),
      2,
      "is micromamba 1.5.8, which is",
    ],
    [
      "prints rubbish",
      "conda",
      answer("[1, 2\nSegmentation {fault}\n"),
      2,
      "is no conda client: asked for `conda info --json` it said: Seg",
    ],
    ["prints another document", "conda", answer('{"version": 3}'), 2, 'it said: {"version": 3}'],
    ["says nothing", "conda", answer("", 1), 2, "it said nothing"],
    ["hangs", "conda", "sleep 60", 4, "gave no answer in 0.3 s and was ended"],
    ["cannot be started", "conda", "no program", 4, "cannot be started: "],
    [
      "cannot read its configuration",
      "conda",
      "conda-rc-malformed.json",
      4,
      "cannot read its configuration: {HOME}/.condarc, line 2",
    ],
  ])("%s", async ([, name, say, code, words]) => {
    await using scratch = await makeScratch();
    const recorded = typeof say === "string" && say.endsWith(".json") ? await readRecording(say) : null;
    const program = await client(scratch, "x", name, recorded ?? (typeof say === "string" ? answer("") : say));
    if (say === "sleep 60" || say === "no program") {
      await fs.rm(program);
      await fs.writeFile(program, "#!/bin/sh\nsleep 60\n", { mode: say === "sleep 60" ? 0o755 : 0o644 });
    }
    const limits = say === "sleep 60" ? { ...usualLimits, askMilliseconds: 300 } : usualLimits;
    const refused = await refusal({ kind: "path", path: program }, {}, limits);
    expect(refused.message).toContain(
      `conda: ${program} ${words.startsWith("it said") ? "is no conda client" : words}`,
    );
    expect(refused.message).toContain(words);
    expect(refused.code).toBe(code);
  });

  it("is no file", async () => {
    const refused = await refusal({ kind: "path", path: "/no/conda" }, {});
    expect(refused).toEqual({ code: 2, message: expect.stringContaining("conda: /no/conda is no file. Install one") });
  });
});
