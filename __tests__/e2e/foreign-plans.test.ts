// Plans for machines that this is not, solved here on metadata for every variant of the catalogue: golden, with the
// reason where there is none. What is in them is the synthetic channels', not conda-forge's, Anaconda's or Apple's.
import { expect, test } from "vitest";
import { catalogue } from "../../src/plan/catalogue.ts";
import { channelsFor } from "../../src/plan/channels.ts";
import { condaSpecs } from "../../src/plan/conda-specs.ts";
import type { Variant } from "../../src/plan/variant.ts";
import { reasonAgainst, solvedSpecs } from "../../src/plan/variant-source.ts";
import type { SolveOutcome, SolveRequest } from "../../src/provision/provider.ts";
import { solve } from "../../src/provision/rattler.ts";
import type { Platform } from "../../src/result/schema.ts";
import { benchEffects } from "../provision/bench-effects.ts";
import { besideChannel, needChannel } from "../rig/channel.ts";

interface Machine {
  readonly name: string;
  readonly host: Platform;
  /** What is run on it, which on a Mac may be translated. */
  readonly platform: Platform;
  readonly system: readonly string[];
}

const machines: readonly Machine[] = [
  { name: "osx-arm64", host: "osx-arm64", platform: "osx-arm64", system: ["__osx=15.5"] },
  { name: "osx-arm64-macos-14", host: "osx-arm64", platform: "osx-arm64", system: ["__osx=14.0"] },
  { name: "osx-64", host: "osx-64", platform: "osx-64", system: ["__osx=15.5"] },
  { name: "osx-64-on-osx-arm64", host: "osx-arm64", platform: "osx-64", system: ["__osx=15.5"] },
  { name: "linux-aarch64", host: "linux-aarch64", platform: "linux-aarch64", system: [] },
];

const asked = condaSpecs({ pythonVersion: null, numpyVersion: null, packages: [] });

interface Wish {
  readonly specs: readonly string[];
  readonly channels: readonly string[];
  /** What comes after the solve. */
  readonly then: readonly string[];
}

/** What is solved for, or why nothing is. */
function wanted({ host, platform }: Machine, variant: Variant): Wish | string {
  const reason = reasonAgainst(variant, platform, { platform: host });
  if (reason !== null) return `unsupported: ${reason}`;
  const support = variant.on[platform];
  if (support.status === "unsupported") throw new Error(`${variant.name} has no reason`);
  const wheels = support.wheelsFor === undefined ? "" : `, in wheels for ${support.wheelsFor} or older`;
  if (variant.provider === "pip") return `from pip, without a solve: ${support.specs.join("  ")}${wheels}`;
  if (variant.provider === "source") return "from source, without a solve";
  const then = support.pip === undefined ? [] : [`then pip: ${support.pip.join("  ")}`];
  return { specs: solvedSpecs(variant, platform, asked), channels: channelsFor(variant, []), then };
}

test("every variant's plan for every other machine", async (context) => {
  const channel = await needChannel(context);
  const folders = new Map([["conda-forge", channel]]);
  for (const name of ["defaults", "apple"]) folders.set(name, besideChannel(channel, name));
  const effects = benchEffects();
  const plans = machines.flatMap((machine) =>
    catalogue.map((variant) => ({ machine, variant, wish: wanted(machine, variant) })),
  );
  const requests = plans.flatMap(({ machine: { platform, system }, wish }): SolveRequest[] => {
    if (typeof wish === "string") return [];
    const channels = wish.channels.map((name) => folders.get(name) ?? name);
    return [{ platform, specs: wish.specs, channels, virtualPackages: system }];
  });
  const outcomes = [...(await solve(effects, requests, effects.signal))];
  const texts = plans.map(({ machine, variant, wish }) => {
    const lines = typeof wish === "string" ? [wish] : [headOf(wish), ...textOf(outcomes.shift()), ...wish.then];
    return { machine, text: `${variant.name}: ${lines.join("\n  ")}\n` };
  });
  for (const { name } of machines) {
    const own = texts.filter(({ machine }) => machine.name === name).map(({ text }) => text);
    let golden = own.join("\n");
    for (const [called, folder] of folders) golden = golden.replaceAll(folder, `synthetic ${called}`);
    await expect(golden).toMatchFileSnapshot(`../golden/plans/${name}.txt`);
  }
});

function headOf({ specs, channels }: Wish): string {
  const from = channels.join(", ");
  return `${specs.join("  ")}${from === "conda-forge" ? "" : `, from ${from}`}`;
}

function textOf(outcome: SolveOutcome | undefined): string[] {
  if (outcome === undefined) throw new Error("there are fewer answers than requests");
  if (outcome.status === "failed") return [`${outcome.kind}: ${outcome.message}`];
  return outcome.packages.map(({ name, version, build }) => `${name} ${version} ${build ?? ""}`).sort();
}
