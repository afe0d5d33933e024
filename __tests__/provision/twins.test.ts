// What becomes of twins: equal ones stay, and base is left out where it could only mislead.
import { expect, test } from "vitest";
import { readInputs } from "../../src/inputs/read-inputs.ts";
import { planRun } from "../../src/plan/plan-run.ts";
import { readVariant } from "../../src/plan/variant-request.ts";
import type { Provider, ProvisionFailureKind } from "../../src/provision/provider.ts";
import { provisionPlan } from "../../src/provision/provision.ts";
import { hashPackages } from "../../src/result/hash.ts";
import { conda, host } from "../verify/evidence-examples.ts";
import { benchEffects } from "./bench-effects.ts";

/** Answers from a table: the NumPy of each environment, or null for one that fails. */
async function provision(
  numpy: Readonly<Record<string, string | null>>,
  { variants = "openblas, netlib", kind = "other" as ProvisionFailureKind } = {},
) {
  const config = readInputs({ variants, benchmarks: "functions:b.py" }, readVariant, (name) => name);
  const plan = planRun(config, host, 1, { base: { kind: "merge-base", name: "main" }, backend: true, notices: [] });
  const requests: number[] = [];
  const provider: Provider = {
    provision: async (plans) => {
      requests.push(plans.length);
      return plans.map((each) => {
        const version = numpy[each.id] === undefined ? "2.1.3" : numpy[each.id];
        if (version === null || version === undefined)
          return { status: "failed", plan: each, kind, message: "it broke. Mend it.", lastLines: [] };
        const packages = [conda("numpy", version)];
        const hash = hashPackages(packages);
        const environment = {
          plan: each,
          prefix: "/p",
          python: "/p/bin/python",
          variables: {},
          packages,
          hash,
          lockFile: null,
        };
        return { status: "ready", environment };
      });
    },
  };
  const providers = { rattler: provider, client: provider, pip: provider, source: provider, existing: provider };
  return { ...(await provisionPlan(plan, config, "/root", providers, benchEffects())), requests };
}

const ids = (made: Awaited<ReturnType<typeof provision>>) => made.environments.map(({ plan }) => plan.id);

test("both arms are asked for at once", async () => {
  const made = await provision({});
  expect(made.requests).toEqual([4]);
  expect([ids(made).length, made.plan.series.length, made.failures]).toEqual([4, 4, []]);
});

test("unequal twins are no comparison, and the packages are named", async () => {
  const made = await provision({ "openblas-linux-64-base": "2.1.2" });
  expect(ids(made)).toEqual(["openblas-linux-64-head", "netlib-linux-64-base", "netlib-linux-64-head"]);
  expect(made.failures).toEqual([
    expect.objectContaining({
      stage: "provision",
      subject: "openblas (base)",
      message: expect.stringMatching(/base alone: numpy 2\.1\.2 .*head alone: numpy 2\.1\.3/),
    }),
  ]);
});

test("base without head is left out, head without base stays", async () => {
  const made = await provision({ "openblas-linux-64-head": null, "netlib-linux-64-base": null });
  expect(ids(made)).toEqual(["netlib-linux-64-head"]);
  expect(made.failures.map(({ subject }) => subject)).toEqual(["openblas", "netlib (base)"]);
});

test("what the channels do not have is an absence where nobody named it, and a failure where base alone lacks it", async () => {
  const given = { variants: "auto", kind: "unsatisfiable" } as const;
  const both = await provision({ "mkl-linux-64-base": null, "mkl-linux-64-head": null }, given);
  expect([both.failures, both.plan.absences.map(({ variant }) => variant)]).toEqual([[], ["mkl"]]);
  const half = await provision({ "mkl-linux-64-base": null }, given);
  expect(half.failures).toEqual([expect.objectContaining({ subject: "mkl (base)", message: "it broke. Mend it." })]);
  expect(half.plan.absences).toEqual([]);
});
