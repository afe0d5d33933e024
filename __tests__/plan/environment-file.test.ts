// The environment.yml of each variant, read back by the reader that takes people's own.
import { expect, test } from "vitest";
import { parse } from "yaml";
import { catalogue } from "../../src/plan/catalogue.ts";
import { environmentFile } from "../../src/plan/environment-file.ts";
import { readEnvironmentYml } from "../../src/plan/environment-yml.ts";
import { platforms } from "../../src/result/platforms.ts";

const all = catalogue.flatMap((variant) => platforms.map((platform) => ({ variant, platform, name: variant.name })));

test.each(all)("$name on $platform asks for what the variant is made from", ({ variant, platform }) => {
  const support = variant.on[platform];
  const text = environmentFile(variant, platform, ["conda-forge", "file:///my channel"]);
  // What is built on a machine comes from no channel, and an older system's wheels from no list of requirements.
  if (support.status === "unsupported" || variant.provider === "source" || support.wheelsFor !== undefined)
    return expect(text).toBeNull();
  if (text === null) throw new Error("no file");
  expect(parse(text).name).toBe(variant.name);
  const pip = support.pip ?? [];
  expect(readEnvironmentYml(text, "x.yml")).toEqual(
    variant.provider === "rattler"
      ? {
          kind: "environment-yml",
          channels: ["conda-forge", "file:///my channel"],
          specs: ["python", "numpy", ...support.specs, ...(pip.length > 0 ? ["pip"] : [])],
          requirements: pip,
          folder: ".",
          variables: {},
        }
      : expect.objectContaining({ specs: ["python", "pip"], requirements: support.specs }),
  );
});
