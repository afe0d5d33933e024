// Two separate runs as people read them: `vitest --update` writes the golden files anew.
import { describe, expect, it } from "vitest";
import { layOutSeparateRuns } from "../../src/report/separate-runs-document.ts";
import { renderTerminal, widestLine } from "../../src/report/terminal.ts";
import { separateSituations } from "./separate-situations.ts";

function textOf(name: string): string {
  const model = separateSituations[name]?.();
  if (model === undefined) throw new Error(`no situation is called ${name}`);
  return renderTerminal(layOutSeparateRuns(model), { colour: false, width: widestLine });
}

describe.each(Object.keys(separateSituations))("%s", (name) => {
  it("in the terminal", async () => {
    await expect(textOf(name)).toMatchFileSnapshot(`../golden/report/${name}.txt`);
  });
  it("says in its first line that it is not lockstep", () => {
    expect(textOf(name)).toMatch(/^blas-bench: not lockstep\. /);
  });
});

describe("the first line", () => {
  const first = (name: string): string => textOf(name).split("\n\n")[0]?.replaceAll("\n", " ") ?? "";
  it.each([
    ["separate-same", /the same 2 verified backends in both; B against A: 2 slower, 2 faster, 2 undecided$/i],
    ["separate-other-backend", /A ran on OpenBLAS 0\.3\.30, B on netlib 0\.3\.30; B against A: 3 slower$/],
    ["separate-unverified", /blis in B is not what was asked for; netlib in B is not verified;/],
  ])("of %s", (name, expected) => {
    expect(first(name)).toMatch(expected);
  });
});

it("lets nothing of a hostile file act on a terminal", () => {
  expect(textOf("separate-hostile")).not.toMatch(/(?!\n)\p{Cc}|[\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
});
