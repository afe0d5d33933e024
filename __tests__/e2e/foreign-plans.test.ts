// Plans for machines that this is not, solved here on metadata for every variant of the catalogue: golden, with the
// reason where there is none. What is in them is the synthetic channel's, not conda-forge's.
import { expect, test } from "vitest";
import type { Variant } from "../../src/plan/catalogue.ts";
import { catalogue } from "../../src/plan/catalogue.ts";
import { condaSpecs } from "../../src/plan/conda-specs.ts";
import { reasonAgainst } from "../../src/plan/plan-run.ts";
import type { SolveOutcome, SolveRequest } from "../../src/provision/provider.ts";
import { solve } from "../../src/provision/rattler.ts";
import type { Platform } from "../../src/result/schema.ts";
import { benchEffects } from "../provision/bench-effects.ts";
import { needChannel } from "../rig/channel.ts";

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

/** What is solved for, or why nothing is. */
function wanted({ host, platform }: Machine, variant: Variant): { readonly specs: readonly string[] } | string {
  const reason = reasonAgainst(variant, platform, { platform: host });
  if (reason !== null) return `unsupported: ${reason}`;
  if (variant.provider !== "rattler") return `from ${variant.provider}, without a solve`;
  const support = variant.on[platform];
  return { specs: [...asked, ...(support.status === "supported" ? support.specs : [])] };
}

test("every variant's plan for every other machine", async (context) => {
  const channel = await needChannel(context);
  const effects = benchEffects();
  const plans = machines.flatMap((machine) =>
    catalogue.map((variant) => ({ machine, variant, wish: wanted(machine, variant) })),
  );
  const requests = plans.flatMap(({ machine: { platform, system }, wish }): SolveRequest[] =>
    typeof wish === "string" ? [] : [{ platform, specs: wish.specs, channels: [channel], virtualPackages: system }],
  );
  const outcomes = [...(await solve(effects, requests, effects.signal))];
  const texts = plans.map(({ machine, variant, wish }) => {
    const lines = typeof wish === "string" ? [wish] : [wish.specs.join("  "), ...textOf(outcomes.shift())];
    return { machine, text: `${variant.name}: ${lines.join("\n  ")}\n` };
  });
  for (const { name } of machines) {
    const own = texts.filter(({ machine }) => machine.name === name).map(({ text }) => text);
    await expect(own.join("\n").replaceAll(channel, "CHANNEL")).toMatchFileSnapshot(`../golden/plans/${name}.txt`);
  }
});

function textOf(outcome: SolveOutcome | undefined): string[] {
  if (outcome === undefined) throw new Error("there are fewer answers than requests");
  if (outcome.status === "failed") return [`${outcome.kind}: ${outcome.message}`];
  return outcome.packages.map(({ name, version, build }) => `${name} ${version} ${build ?? ""}`).sort();
}
