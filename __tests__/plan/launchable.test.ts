// Launchers in the plan: which series they make, and where one of them can start nothing.
import { describe, expect, it } from "vitest";
import { UserError } from "../../src/errors.ts";
import { readInputs } from "../../src/inputs/read-inputs.ts";
import { planRun, planStandIns, withEnvironments } from "../../src/plan/plan-run.ts";
import { readVariant } from "../../src/plan/variant-request.ts";
import { host } from "../verify/evidence-examples.ts";

const config = (raw: Record<string, string>) => readInputs(raw, readVariant, (name) => name);
const plan = (raw: Record<string, string>) => planRun(config(raw), host, 1);
const ids = (raw: Record<string, string>): string[] => plan(raw).series.map(({ id }) => id);

const reason = "conda-run starts nothing in it, because it is no conda environment";

describe("launchers", () => {
  it("are a dimension of the cells, each named once", () => {
    expect(ids({ variants: "openblas", threads: "1, 2", launcher: "login-shell, direct, login-shell" })).toEqual([
      "openblas/linux-64/1t/login-shell/head",
      "openblas/linux-64/1t/direct/head",
      "openblas/linux-64/2t/login-shell/head",
      "openblas/linux-64/2t/direct/head",
    ]);
  });

  it("of one variant are compared, so there are as many blocks as a ratio takes", () => {
    const blocks = (launcher: string) => plan({ variants: "openblas", launcher }).schedule.blocks;
    expect([blocks("login-shell"), blocks("direct, login-shell")]).toEqual([4, 10]);
  });
});

describe("conda-run, where there is no conda environment", () => {
  it.each(["pip", "source:openblas"])("refuses %s when it is named", (variant) => {
    const refused = () => plan({ variants: `openblas, ${variant}`, launcher: "direct, conda-run" });
    expect(refused).toThrow(UserError);
    expect(refused).toThrow(`variant ${variant} on linux-64: ${reason}`);
  });

  it("leaves out of a chosen list what it cannot start, and says so", () => {
    const { series, absences } = plan({ variants: "all", launcher: "conda-run, login-shell" });
    expect(series.filter(({ variant }) => variant === "pip").map(({ launcher }) => launcher)).toEqual(["login-shell"]);
    expect(absences).toContainEqual({ variant: "pip", platform: "linux-64", kind: "unsupported", reason });
  });

  it("takes an existing environment, of which nobody knows yet", () => {
    expect(ids({ variants: "existing:/x/env", launcher: "conda-run" })).toEqual([
      "existing:env/linux-64/1t/conda-run/head",
    ]);
  });

  it("has no wheel stand in that it could not start", () => {
    const standIns = (launcher: string) => {
      const wanted = config({ launcher });
      return planStandIns(planRun(wanted, host, 1), wanted);
    };
    expect(standIns("conda-run")).toEqual([]);
    const [pip, ...others] = standIns("conda-run, direct");
    expect(others).toEqual([]);
    const wanted = config({ launcher: "conda-run, direct" });
    const rest = withEnvironments(planRun(wanted, host, 1), pip === undefined ? [] : [pip], [], wanted);
    expect(rest.series.map(({ id }) => id)).toEqual(["pip/linux-64/1t/direct/head"]);
  });
});
