// The one table of inputs: action inputs, command line flags and the documentation are made from it.
import * as z from "zod/mini";
import { formatNames } from "../result/import/imported-run.ts";
import { benchmarkSource } from "./benchmark-source.ts";
import { blockCounts } from "./blocks.ts";
import { channelAlias, condaChoice } from "./conda.ts";
import type { Config, VariantRequest } from "./config.ts";
import { areOwn, comparables, failOnClasses } from "./config.ts";
import { launcherList } from "./launcher.ts";
import { threshold } from "./threshold.ts";
import {
  complain,
  duration,
  format,
  fromText,
  globList,
  lines,
  list,
  listOf,
  oneOf,
  optionalText,
  pattern,
  refuse,
  revision,
  splitList,
  threadCounts,
  version,
  yesOrNo,
} from "./values.ts";

export type VariantReading =
  | { readonly status: "understood"; readonly request: VariantRequest }
  | { readonly status: "unknown"; readonly what: string; readonly remedy: string };

/** Knows the catalogue; handed in, because the catalogue belongs to a later stage. */
export type VariantReader = (text: string) => VariantReading;

export interface InputRow {
  readonly name: string;
  readonly default: string;
  readonly description: string;
  /** "lines": a repeated flag adds a line. "list": a repeated flag adds to the list. "switch": the flag alone means true. */
  readonly form: "text" | "list" | "lines" | "switch";
  /** What the runner fills in where the input is not given, instead of the default. */
  readonly runnerDefault?: string;
  /** Set by nobody, so no documentation names it. */
  readonly isHidden?: true;
}

function row(name: string, form: InputRow["form"], fallback: string, description: string): InputRow {
  return { name, form, default: fallback, description };
}

export const inputRows: readonly InputRow[] = [
  row(
    "variants",
    "list",
    "auto",
    "Variants to run: `auto`, `all`, or a list such as `openblas, mkl, pip, source:openblas, existing:PATH`.",
  ),
  row("reference", "text", "", "The variant the others are shown against; empty means the first."),
  row("python-version", "text", "", "Python to install, such as `3.12`; empty means the newest."),
  row("numpy-version", "text", "", "NumPy to install, such as `2.1`; empty means the newest."),
  row("packages", "lines", "", "Further conda specs, one a line."),
  row(
    "environment-file",
    "text",
    "",
    "An `environment.yml`, `@EXPLICIT` list, conda-lock file or `pixi.lock` of the repository; a variant's BLAS is laid over it. `{variant}` in the name stands for each variant's.",
  ),
  row(
    "channels",
    "list",
    "",
    "Conda channels, strongest first: names, URLs or local folders. Empty: `conda-forge`, or what the client of `conda` is configured for.",
  ),
  row(
    "channel-alias",
    "text",
    "",
    "Address that names of channels stand below, such as a mirror's; empty: `https://conda.anaconda.org`, or what the client of `conda` is configured for.",
  ),
  row("offline", "switch", "false", "`true` takes packages from the caches of this machine alone, and fetches none."),
  row(
    "conda",
    "text",
    "auto",
    "Who makes the environments: `auto` is the embedded solver; `found` is the machine's own client with its configuration, or name it: `micromamba`, `mamba`, `conda`, or a path.",
  ),
  row("install", "lines", "", "Commands that install the code under test, run in each environment, in the checkout."),
  row(
    "benchmarks",
    "lines",
    "quick",
    "What to time: `quick`, `mysvd`, `dario`, `sweep`; `functions:FILE`, the `bench_*` functions of a Python file; `pytest:PATH [pytest arguments]`, tests with pytest-benchmark's fixture; `asv:PATH`, a suite of airspeed velocity; or whole processes, `script:FILE` and `command:LINE`.",
  ),
  row("format", "text", "", `What \`command:LINE\` writes: ${formatNames.map((name) => `\`${name}\``).join(", ")}.`),
  row(
    "pattern",
    "text",
    "",
    "Lines in which `script:FILE` prints times: a regular expression with groups `value`, `name`, `unit`.",
  ),
  row(
    "select",
    "list",
    "",
    "Globs on benchmark names, by commas outside of brackets and quotation marks, or by lines; empty means all of them.",
  ),
  row(
    "compare",
    "text",
    "auto",
    "What with what: `base` (this code against its base), `variants`, `both` or `none`; `auto` is `both` on a pull request.",
  ),
  row("base-ref", "text", "", "Branch, tag or commit to compare with; empty means the right one for the event."),
  row("threads", "list", "1", "Thread counts to run with; `all` means the physical cores."),
  row(
    "launcher",
    "list",
    "direct",
    "How benchmark processes are started: `direct` (in the activated environment), `conda-run`, `login-shell`; several are compared with `direct`.",
  ),
  row(
    "blocks",
    "lines",
    "auto",
    "Blocks of fresh processes: `auto` or a number; lines `glob = 12` let single benchmarks have at most so many.",
  ),
  row("time-budget", "text", "10m", "How long measuring may take, such as `90s` or `10m`."),
  row(
    "threshold",
    "lines",
    "",
    "Smallest slowdown that matters, such as `5%`; lines `glob = 8%` for single benchmarks. Empty: 5 %, and 10 % on macOS.",
  ),
  row(
    "fail-on",
    "list",
    "regression, backend, failed, insufficient, nothing-measured",
    "What fails the run; `none` for nothing.",
  ),
  row("output-dir", "text", "", "Folder for the result and the report; empty means a new temporary one."),
];

function variantList(read: VariantReader): z.ZodMiniType<Config["variants"], string> {
  return fromText((text, context): Config["variants"] => {
    const items = splitList(text);
    if (items.length === 1 && (items[0] === "auto" || items[0] === "all")) return items[0];
    if (items.length === 0) complain(context, "names no variant: write auto, all or a list");
    const requests: VariantRequest[] = [];
    for (const item of items) {
      const reading = read(item);
      if (reading.status === "unknown") complain(context, `${reading.what}: ${reading.remedy}`);
      else if (requests.some((known) => sameVariant(known, reading.request)))
        complain(context, `"${item}" is named twice: name each variant once`);
      else requests.push(reading.request);
    }
    return requests;
  });
}

function referenceVariant(read: VariantReader): z.ZodMiniType<VariantRequest | null, string> {
  return fromText((text, context): VariantRequest | null => {
    if (text.trim() === "") return null;
    const reading = read(text.trim());
    if (reading.status === "understood") return reading.request;
    return refuse(context, `${reading.what}: ${reading.remedy}`);
  });
}

export const failOn = z.pipe(
  fromText((text) => (text.trim() === "none" ? "" : text)),
  listOf(failOnClasses, "or none alone"),
);

/** Strings by input name -> Config's parts by input name. Every row above has its reader here. */
export function inputSchema(read: VariantReader) {
  return z
    .strictObject({
      variants: variantList(read),
      reference: referenceVariant(read),
      "python-version": version,
      "numpy-version": version,
      packages: lines,
      "environment-file": optionalText,
      channels: list,
      "channel-alias": channelAlias,
      offline: yesOrNo,
      conda: condaChoice,
      install: lines,
      benchmarks: benchmarkSource,
      format,
      pattern,
      select: globList,
      compare: oneOf(comparables),
      "base-ref": revision,
      threads: threadCounts,
      launcher: launcherList,
      blocks: blockCounts,
      "time-budget": duration,
      threshold,
      "fail-on": failOn,
      "output-dir": optionalText,
    })
    .check((context) => {
      for (const [input, message] of contradictions(context.value))
        context.issues.push({ code: "custom", path: [input], input: context.value[input], message });
    });
}

type Reading = Pick<Config, "variants" | "reference" | "compare" | "install" | "benchmarks" | "format" | "pattern"> & {
  readonly "base-ref": string | null;
  readonly "environment-file": string | null;
};

/** What each value allows by itself, and all of them together do not. */
function contradictions(reading: Reading): (readonly [keyof Reading, string])[] {
  const { variants, reference, compare, benchmarks } = reading;
  const found: (readonly [keyof Reading, string])[] = [];
  if (reference !== null && typeof variants !== "string" && !variants.some((one) => sameVariant(one, reference)))
    found.push(["reference", "is not among the variants: add it there, or name one that is"]);
  if (reading["base-ref"] !== null && (compare === "variants" || compare === "none"))
    found.push(["base-ref", `is of no use with compare ${compare}: leave one of the two out`]);
  const canDiffer = areOwn(benchmarks) || reading.install.length > 0 || reading["environment-file"] !== null;
  if ((compare === "base" || compare === "both") && benchmarks.kind === "suite" && !canDiffer)
    found.push([
      "compare",
      `${compare} would time the same code twice, with ${benchmarks.suite} in equal environments: ` +
        "name benchmarks of your own with functions:FILE, or say what to install",
    ]);
  if (benchmarks.kind === "command" && reading.format === null)
    found.push([
      "format",
      `is missing, so nobody knows what the command writes: choose from ${formatNames.join(", ")}`,
    ]);
  if (benchmarks.kind !== "command" && reading.format !== null)
    found.push(["format", "is of no use without command:LINE: leave it out"]);
  if (benchmarks.kind !== "script" && reading.pattern !== null)
    found.push(["pattern", "is of no use without script:FILE: leave it out"]);
  return found;
}

export function sameVariant(a: VariantRequest, b: VariantRequest): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
