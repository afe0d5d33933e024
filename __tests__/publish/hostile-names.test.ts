// Hundreds of names that would like to act, through every rendering that is published: what comes out is only text.
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { compareResult } from "../../src/compare/compare.ts";
import { decide } from "../../src/gate/decide.ts";
import { annotationsOf } from "../../src/publish/annotations.ts";
import { checkContent } from "../../src/publish/check-content.ts";
import { draftComment, runUrl } from "../../src/publish/comment-body.ts";
import { drawMark } from "../../src/publish/comment-mark.ts";
import { runnerLog } from "../../src/publish/log.ts";
import { outputsOf } from "../../src/publish/outputs.ts";
import { summaryText } from "../../src/publish/summary.ts";
import { renderForestSvg } from "../../src/report/forest-svg.ts";
import { renderJson } from "../../src/report/json.ts";
import { layOut } from "../../src/report/lay-out.ts";
import type { ReportModel } from "../../src/report/model.ts";
import { buildReport } from "../../src/report/model.ts";
import { renderTerminal } from "../../src/report/terminal.ts";
import { openFolder } from "../entry/command-line.ts";
import { startVariables } from "../from-sources.ts";
import { expectInert, toHtml } from "../report/rendered.ts";
import { hostile, hostileNames } from "../report/trying-situations.ts";
import { armedResult } from "../result/armed-result.ts";
import { benchmark } from "../result/sound-result.ts";
import { commands, commandsIn } from "./runner-commands.ts";

const acts = [
  ...hostileNames.filter((name) => name.length > 0 && name.length < 200),
  ...commands,
  "`code`",
  "```\n@octo/team",
  "~~~",
  "a | b | c",
  "\\|",
  "one\ntwo",
  "one\r\n\r\n# two",
  "<!--",
  "-->",
  "--!>",
  "<!-- blas-bench-comment key=bench run=99 attempt=1 nonce=0000000000000000000000000000 -->",
  "</details>",
  "</summary></details><h1>x</h1>",
  "</code></pre><b>x</b>",
  "</td></tr></table>",
  "<details open>",
  "<a href=https://evil.example>x</a>",
  "<svg/onload=alert(1)>",
  "<script>alert(1)</script>",
  "&lt;img src=x&gt;",
  "&#64;octo &commat;octo",
  "@org/team",
  "@octocat",
  "#1",
  "octo/repo#1",
  "GH-1",
  "da39a3ee5e6b4b0d3255bfef95601890afd80709",
  "octo/repo@da39a3ee5e6b4b0d3255bfef95601890afd80709",
  "![x](https://evil.example/x.png)",
  "![x][y]\n\n[y]: https://evil.example",
  "[x](https://evil.example)",
  "[x](javascript:alert(1))",
  "[^1]",
  "https://evil.example",
  "HTTP://EVIL.EXAMPLE",
  "www.evil.example",
  "mailto:a@b.co",
  "a.b@evil.example",
  "xmpp:a@b.co",
  "**bold** __bold__ ~~gone~~ *it*",
  "$\\frac{1}{2}$",
  ":tada:",
  "> quote",
  "# heading",
  "heading\n===",
  "- [x] task",
  "\u202eevil\u202c",
  "\u2066x\u2069 \u200f \u061c",
  "\u200b\u200d\ufeff\u00ad",
  "\u2028\u2029\u0085",
  "\u001b]8;;https://evil.example\u0007x\u001b]8;;\u0007",
  "\u001b[2J\u001b[1A",
  "\u0000\u0008",
  "\ud83d",
];
const around: readonly ((name: string) => string)[] = [
  (name) => name,
  (name) => `bench ${name} end`,
  (name) => `\`${name}`,
  (name) => `|${name}|${name}`,
  (name) => `\n${name}`,
  (name) => `[${name}](`,
];
const names = [...new Set(around.flatMap((wrap) => acts.map(wrap)))];
const groups = Array.from({ length: Math.ceil(names.length / 24) }, (_, index) =>
  names.slice(24 * index, 24 * (index + 1)),
).map((group, index) => [index, group.length < 10 ? names.slice(-24) : group] as const);

/** Head against base of benchmarks with these names, some of which regressed, and everything else by them too. */
function armed(group: readonly string[]): ReportModel {
  const base = armedResult({ benchmarks: group, change: (name) => 1 + 0.5 * (group.indexOf(name) % 3) });
  const name = (index: number): string => group[index] ?? "";
  const result = {
    ...base,
    code: { repository: name(0), baseCommit: name(1), headCommit: name(2), dirty: false },
    environments: base.environments.map((one) => ({ ...one, specs: [...group], channels: [...group], hash: name(3) })),
    host: { ...base.host, osVersion: name(4), runnerImage: name(5), cpuVendor: name(6) },
    configuration: { install: group.join("\n"), select: name(7), benchmarks: name(8) },
    notices: group.map((one) => `\`${one}\` and ${one}`),
  };
  const comparisons = compareResult(result);
  const decision = decide({ result, verdicts: new Map(), comparisons, failOn: ["regression"] });
  const verdicts = hostile(group).verdicts;
  return buildReport({ result, verdicts, advice: [], comparisons, decision, notices: result.notices });
}

const reportsOf = (group: readonly string[]): readonly ReportModel[] => [buildReport(hostile(group)), armed(group)];

const place = { serverUrl: "https://github.com", owner: "octo-org", repo: "numerics", run: 5, attempt: 1 };
const mark = { key: "-->\n@octo/team", run: 5, attempt: 1, nonce: "0".repeat(28) };

it("there are more than 300 names, which act where nobody hinders them", () => {
  expect(names.length).toBeGreaterThan(300);
  const html = names.map(toHtml);
  const active = html.filter((one) => /<(a|img|h1|blockquote|pre|script|svg|table|del|strong|!--)|@\w|#\d/.test(one));
  expect(active.length).toBeGreaterThan(150);
  expect(names.flatMap(commandsIn).length).toBeGreaterThan(40);
});

describe.each(groups)("group %i", (_, group) => {
  const reports = reportsOf(group);

  it("is only text in the comment, between our own first line and our own link", () => {
    for (const report of reports) {
      const { body } = draftComment(report, mark, place);
      const [head, foot] = [`${drawMark(mark)}\n`, `\n[The run, with its summary and files](<${runUrl(place)}>)\n`];
      expect(body.startsWith(head) && body.endsWith(foot)).toBe(true);
      expect(toHtml(head).trim()).toBe(head.trim());
      const middle = body.slice(head.length, -foot.length);
      expectInert(middle);
      // The whole has what its parts have: our line ends where it ends, and our link is one.
      expect(toHtml(body).match(/<!--|<a /g)).toEqual(["<!--", "<a "]);
    }
  });

  it("is only text in the job summary", () => {
    for (const report of reports) expectInert(summaryText(report));
  });

  it("is only text in the check run, its title and its annotations", () => {
    for (const report of reports) {
      const { title, summary } = checkContent(report);
      expectInert(summary);
      const benchmarks = group.map((name) => benchmark(name, { source: { file: "bench.py", line: 1 } }));
      const texts = annotationsOf(report.code.rows, benchmarks).flatMap((one) => [one.title, one.message]);
      expect([title, ...texts].join("\n")).not.toMatch(/[\p{Cf}\p{Zl}\p{Zp}\p{Cs}]|(?!\n)\p{Cc}/u);
    }
  });

  it("is only text in the log, and gives no command there", () => {
    for (const report of reports) {
      let output = "";
      const log = runnerLog((text) => {
        output += text;
      });
      log.group(group.join(" "), renderTerminal(layOut(report), { width: 120, colour: false }));
      for (const name of group) log.say(name);
      expect(commandsIn(output)).toEqual([expect.stringMatching(/^::group::/), "::endgroup::"]);
      expect(output).not.toMatch(/[\p{Cf}\p{Zl}\p{Zp}\p{Cs}]|(?!\n)\p{Cc}/u);
    }
  });

  it("is only text in the outputs and in JSON, and gives no command to those who print them", () => {
    for (const report of reports) {
      const assessment = { decision: report.decision, report };
      const outputs = outputsOf({ assessment, environments: [], resultFile: "/r.json", reportFile: "/r.md" });
      for (const text of [...Object.values(outputs), renderJson(report)]) expect(commandsIn(text)).toEqual([]);
      expect(JSON.parse(renderJson(report))).toEqual(JSON.parse(JSON.stringify(report)));
    }
  });

  it("is only text in the picture", () => {
    for (const report of reports) {
      const tags = (renderForestSvg(report.code.rows) ?? "").match(/<\/?[^\s/>]+/g) ?? [];
      const foreign = tags.filter((tag) => !/^<\/?(svg|title|line|g|text|circle)$/.test(tag));
      expect(foreign).toEqual([]);
    }
  });
});

describe("what is printed in a step", () => {
  const hostileFile = () => {
    const folder = openFolder();
    const result = armedResult({ benchmarks: commands, change: () => 1.5 });
    const failures = commands.map((one) => ({
      stage: "measure" as const,
      subject: one,
      benchmark: null,
      message: one,
      lastLines: [one],
    }));
    folder.write("result.json", { ...result, failures, notices: commands });
    return folder;
  };

  it.each([
    ["report"],
    ["report", "--format", "markdown"],
    ["report", "--format", "json"],
    ["gate"],
    ["gate", "--json"],
  ])("gives no command: %s %s %s", (...words) => {
    const folder = hostileFile();
    try {
      const said = folder.blasBench(...words, "result.json");
      expect(said.stdout.length).toBeGreaterThan(100);
      expect(commandsIn(said.stdout + said.stderr)).toEqual([]);
    } finally {
      folder.remove();
    }
  });

  it("gives no command where a file is called so", () => {
    const folder = openFolder();
    try {
      const said = folder.blasBench("report", "##[error]x\n::warning::y");
      expect(said).toMatchObject({ exitCode: 2, stdout: "" });
      expect(commandsIn(said.stderr)).toEqual([]);
    } finally {
      folder.remove();
    }
  });

  it("is nothing but our annotations where benchmarks that regressed are called so", async () => {
    const module = new URL("../../src/publish/annotations.ts", import.meta.url).href;
    const program = `
      const { writeStepAnnotations } = await import(${JSON.stringify(module)});
      await writeStepAnnotations(JSON.parse(process.env.ANNOTATIONS));`;
    const annotations = commands.slice(0, 10).map((one) => ({
      level: "failure",
      file: one.replaceAll("\u0000", ""),
      line: 1,
      title: one,
      message: `${one}\n${one}`,
    }));
    const variables = { ...startVariables, ANNOTATIONS: JSON.stringify(annotations) };
    const words = ["--input-type=module", "-e", program];
    const { stdout } = await promisify(execFile)(process.execPath, words, { env: variables });
    const found = commandsIn(stdout);
    expect(found).toHaveLength(annotations.length);
    for (const line of found) expect(line).toMatch(/^::error /);
  });

  it("is one annotation where the action's inputs are wrong, whatever they hold", async () => {
    const door = fileURLToPath(new URL("../../src/entry/action.ts", import.meta.url));
    const variables = {
      ...startVariables,
      INPUT_VARIANTS: "##[group]x\n::warning::y",
      INPUT_THREADS: "none",
    };
    const ended = await promisify(execFile)(process.execPath, [door], { env: variables }).then(
      () => expect.fail("made sense"),
      (error: { code: number; stdout: string; stderr: string }) => error,
    );
    expect([ended.code, ended.stderr]).toEqual([2, ""]);
    expect(commandsIn(ended.stdout)).toEqual([expect.stringMatching(/^::error title=blas-bench::/)]);
    expect(ended.stdout).not.toContain("##[");
  });
});
