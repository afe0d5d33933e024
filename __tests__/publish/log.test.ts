import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inertLines, runnerLog } from "../../src/publish/log.ts";
import { commands, commandsIn } from "./runner-commands.ts";

function logged(act: (log: ReturnType<typeof runnerLog>) => void): string {
  let output = "";
  act(
    runnerLog((text) => {
      output += text;
    }),
  );
  return output;
}

describe("text from anywhere", () => {
  it("holds commands, or this test would show nothing", () => {
    expect(commands.flatMap(commandsIn).length).toBeGreaterThan(8);
  });

  it.each(commands.map((text) => [text]))("%j gives no command", (text) => {
    expect(commandsIn(logged((log) => log.say(text)))).toEqual([]);
    expect(commandsIn(logged((log) => log.group("title", text)))).toEqual(["::group::title", "::endgroup::"]);
  });

  it("gives no command, whatever it is", () => {
    const part = fc.oneof(
      fc.constantFrom(...commands, "::", "##", "[", "#", "\r", "\n", "\\", " ", "\t", "%0A"),
      fc.string({ unit: "binary", maxLength: 5 }),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 10 }), (parts) => {
        const text = parts.join("");
        expect(commandsIn(logged((log) => log.say(text)))).toEqual([]);
        expect(commandsIn(logged((log) => log.group(text, text)))).toHaveLength(2);
      }),
      { numRuns: 1000 },
    );
  });

  it("is otherwise shown as it is", () => {
    expect(inertLines("50 %\r100 %\r\ndone")).toEqual(["50 %", "100 %", "done"]);
    expect(inertLines("one::two\n\n  - three: 4 µs\ttail")).toEqual(["one::two", "", "  - three: 4 µs    tail"]);
    expect(inertLines("\u001b[1mbold\u001b[0m\u001b[2K bell\u0007")).toEqual(["bold bell\\u{7}"]);
  });
});

it("puts a group around its text, and keeps a percent sign in its title", () => {
  expect(logged((log) => log.group("100 % of\nit", "a\nb"))).toBe("::group::100 %25 of it\na\nb\n::endgroup::\n");
});

it("says each block once", () => {
  const at = (block: number) =>
    ({ block, blocks: 2, doing: "timing", benchmark: "svd", elapsedMilliseconds: 0, leftMilliseconds: 5_000 }) as const;
  const output = logged((log) => {
    for (const block of [1, 1, 1, 2, 2]) log.progress(at(block));
  });
  expect(output).toBe("block 1 of 2: timing svd, 5 s left\nblock 2 of 2: timing svd, 5 s left\n");
});
