// Every workflow and action of the project, those in the documentation too, as linters see them; and faults they must see.
import { existsSync } from "node:fs";
import * as path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { actionFiles, documentedWorkflows, workflowFiles } from "../rig/workflow-files.ts";
import type { Finding, Linted } from "../rig/workflow-linters.ts";
import { actionlintOrReason, runActionlint, runZizmor } from "../rig/workflow-linters.ts";

const sound = `name: sound
on: pull_request
concurrency:
  group: \${{ github.workflow }}-\${{ github.ref }}
  cancel-in-progress: true
permissions: {}
jobs:
  bench:
    name: bench
    runs-on: ubuntu-24.04
    permissions:
      pull-requests: write # the comment
    steps:
      - uses: actions/checkout@de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6.0.2
        with:
          persist-credentials: false
      - uses: OWNER/blas-bench@main # zizmor: ignore[unpinned-uses] this is a test
        id: bench
        with:
          variants: openblas
      - uses: actions/upload-artifact@043fb46d1a93c77aae656e7c1c64a875d1fc6a0a # v7.0.1
        with:
          name: blas-bench
          path: \${{ steps.bench.outputs.result-file }}
`;

interface Fault {
  readonly what: string;
  /** Replaces a text of the sound workflow by another. */
  readonly change: readonly [string, string];
  readonly tool: "actionlint" | "zizmor";
  readonly rule: string;
}
const faults: readonly Fault[] = [
  { what: "no input of ours", change: ["variants:", "variant:"], tool: "actionlint", rule: "action" },
  { what: "no output of ours", change: ["result-file", "result"], tool: "actionlint", rule: "expression" },
  { what: "no input of theirs", change: ["path:", "paths:"], tool: "actionlint", rule: "action" },
  { what: "no runner of GitHub's", change: ["ubuntu-24.04", "ubuntu-24"], tool: "actionlint", rule: "runner-label" },
  { what: "no step of that name", change: ["steps.bench", "steps.blas"], tool: "actionlint", rule: "expression" },
  {
    what: "no such permission",
    change: ["pull-requests: write", "pull-request: write"],
    tool: "actionlint",
    rule: "permissions",
  },
  {
    what: "a title in a script",
    change: [
      "      - uses: OWNER",
      // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of the runner
      '      - run: echo "${{ github.event.pull_request.title }}"\n      - uses: OWNER',
    ],
    tool: "zizmor",
    rule: "template-injection",
  },
  { what: "default permissions", change: ["permissions: {}\n", ""], tool: "zizmor", rule: "excessive-permissions" },
  {
    what: "a tag",
    change: ["@de0fac2e4500dabe0009e67214ff5f5447ce83dd", "@v6"],
    tool: "zizmor",
    rule: "unpinned-uses",
  },
  { what: "a branch of ours, unexplained", change: [" # zizmor", " #"], tool: "zizmor", rule: "unpinned-uses" },
  {
    what: "a token left behind",
    change: ["persist-credentials: false", "fetch-depth: 2"],
    tool: "zizmor",
    rule: "artipacked",
  },
  {
    what: "a permission without its reason",
    change: [" # the comment", ""],
    tool: "zizmor",
    rule: "undocumented-permissions",
  },
  {
    what: "rights for a stranger",
    change: ["on: pull_request", "on: pull_request_target"],
    tool: "zizmor",
    rule: "dangerous-triggers",
  },
];

const planted = faults.map(({ change: [from, to], ...fault }, index) => {
  const text = sound.replace(from, () => to);
  return { ...fault, place: `planted-${index}`, text };
});
const linted: Linted = {
  workflows: [...workflowFiles(), ...documentedWorkflows(), { place: "sound", text: sound }, ...planted],
  actions: actionFiles(),
};

const zizmor = path.join(path.dirname(process.env.BLAS_BENCH_TEST_PYTHON ?? ""), "zizmor");
const found = new Map<Fault["tool"], readonly Finding[]>();
const reasons = new Map<Fault["tool"], string>();

beforeAll(async () => {
  const actionlint = await actionlintOrReason();
  if (actionlint.program === null) reasons.set("actionlint", actionlint.reason);
  else found.set("actionlint", await runActionlint(actionlint.program, linted));
  if (!existsSync(zizmor)) reasons.set("zizmor", "zizmor needs Python 3.11 or newer");
  else found.set("zizmor", await runZizmor(zizmor, linted));
}, 600_000);

describe.each(["actionlint", "zizmor"] as const)("%s", (tool) => {
  it("has nothing to say of any workflow, action or example", (context) => {
    const reason = reasons.get(tool);
    if (reason !== undefined) context.skip(reason);
    const all = found.get(tool) ?? expect.fail(`${tool} did not run`);
    const real = all.filter(({ place }) => !place.startsWith("planted-"));
    expect(real.map(({ place, line, rule, message }) => `${place} +${line} ${rule}: ${message}`)).toEqual([]);
  });

  it.for(planted.filter((one) => one.tool === tool))("sees $what ($rule)", ({ place, text, rule }, context) => {
    const reason = reasons.get(tool);
    if (reason !== undefined) context.skip(reason);
    expect(text).not.toBe(sound);
    const rules = (found.get(tool) ?? []).filter((one) => one.place === place).map((one) => one.rule);
    expect(rules).toContain(rule);
  });
});

it("looks at all there is", () => {
  const places = [...linted.workflows, ...linted.actions].map(({ place }) => place.replace(/:\d+$/, ""));
  for (const file of ["README.md", "docs/forks.md", "docs/workflows.md", "action.yml", "report/action.yml"])
    expect(places).toContain(file);
});
