// Every situation in every rendering, as files to read: `vitest --update` writes them anew.
import { describe, expect, it } from "vitest";
import { renderJson } from "../../src/report/json.ts";
import { layOut } from "../../src/report/lay-out.ts";
import { renderMarkdown } from "../../src/report/markdown.ts";
import { buildReport } from "../../src/report/model.ts";
import { fitToBytes } from "../../src/report/shrink.ts";
import { renderTerminal, widestLine } from "../../src/report/terminal.ts";
import { situations } from "./situations.ts";

const golden = (name: string): string => `../golden/report/${name}`;

describe.each(Object.keys(situations))("%s", (name) => {
  const model = buildReport(situations[name]?.() ?? neverEmpty(name));
  // Five hundred rows are shown as they are published: cut to a limit.
  const limitBytes = name === "many-rows" ? 6_000 : 1_048_576;

  it("as markdown", async () => {
    const text = fitToBytes(layOut(model), limitBytes, renderMarkdown, "in `report.md`");
    await expect(text).toMatchFileSnapshot(golden(`${name}.md`));
  });

  it("in the terminal", async () => {
    const draw = (document: Parameters<typeof renderTerminal>[0]): string =>
      renderTerminal(document, { colour: false, width: widestLine });
    await expect(fitToBytes(layOut(model), limitBytes, draw, "in `report.md`")).toMatchFileSnapshot(
      golden(`${name}.txt`),
    );
  });
});

it("all well, as JSON", async () => {
  await expect(renderJson(buildReport(situations["all-well"]?.() ?? neverEmpty("all-well")))).toMatchFileSnapshot(
    golden("all-well.json"),
  );
});

function neverEmpty(name: string): never {
  throw new Error(`no situation is called ${name}`);
}
