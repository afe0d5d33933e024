// Names of channels behind the address of a mirror: those of the inputs, the usual one, and those of environment files.
import { describe, expect, it } from "vitest";
import { readInputs } from "../../src/inputs/read-inputs.ts";
import { variantsOnly } from "../../src/plan/base.ts";
import { everyVariant } from "../../src/plan/conda-specs.ts";
import { readEnvironmentYml } from "../../src/plan/environment-yml.ts";
import { planRun } from "../../src/plan/plan-run.ts";
import { readVariant } from "../../src/plan/variant-request.ts";
import { host } from "../verify/evidence-examples.ts";

const alias = "https://ada:s3cret@mirror.example.org/conda";

function channelsWith(raw: Readonly<Record<string, string>>, file?: string): unknown {
  const config = readInputs({ variants: "netlib", "channel-alias": `${alias}/`, ...raw }, readVariant, (name) => name);
  const read = file === undefined ? null : { [everyVariant]: readEnvironmentYml(file, "environment.yml") };
  const [environment] = planRun(config, host, 1, variantsOnly, { base: null, head: read }).environments;
  return environment?.source.provider === "rattler" ? environment.source.channels : environment?.source;
}

describe("a channel alias", () => {
  it("stands before names, and before nothing else", () => {
    expect(channelsWith({})).toEqual([`${alias}/conda-forge`]);
    const channels = "main/label/dev, https://host/x, file:///a, /folder, ftp://b";
    const rest = ["https://host/x", "file:///a", "/folder", "ftp://b"];
    expect(channelsWith({ channels })).toEqual([`${alias}/main/label/dev`, ...rest]);
    expect(channelsWith({ channels: "a", "channel-alias": "" })).toEqual(["a"]);
  });

  it("stands before the names of an environment file, which may be those of the inputs", () => {
    const file = "channels: [bioconda, https://host/x]\ndependencies: [numpy]";
    const raw = { "environment-file": "environment.yml", channels: "https://u:p@host/x" };
    expect(channelsWith(raw, file)).toEqual([`${alias}/bioconda`, "https://u:p@host/x"]);
  });

  it("with a password is not for a client's command line", () => {
    expect(() => channelsWith({ conda: "conda", channels: "a" })).toThrow(/credentials in a channel's address/);
  });

  it.for(["mirror", "ftp://host", "https://"])("is an address, and not %s", (text) => {
    expect(() => channelsWith({ "channel-alias": text })).toThrow(/channel-alias: is no address\. Write it like/);
  });
});
