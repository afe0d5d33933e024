#!/usr/bin/env node
// The door of the command line: words to values, and the command's own module loaded only when it is called.
import { Command, CommanderError, Option } from "commander";
import { exitCode } from "../errors.ts";
import { inputRows } from "../inputs/inputs.ts";
import { visible, withoutCommands } from "../report/inert.ts";
import { toolVersion } from "../version.ts";
import type { CompareOptions } from "./compare-command.ts";
import type { DoctorOptions } from "./doctor-command.ts";
import { endingOf } from "./ending.ts";
import type { GateOptions } from "./gate-command.ts";
import type { VariantsOptions } from "./variants-command.ts";

/** A repeated flag adds to what is there, in the form its input has. */
function adding(separator: string): (value: string, earlier: string | undefined) => string {
  return (value, earlier) => (earlier === undefined ? value : `${earlier}${separator}${value}`);
}

function withInputs(command: Command): Command {
  for (const row of inputRows) {
    const fallback = row.default === "" ? "" : ` (default: ${row.default})`;
    const isSwitch = row.form === "switch";
    const option = new Option(`--${row.name} ${isSwitch ? "[value]" : "<value>"}`, `${row.description}${fallback}`);
    if (isSwitch) option.preset("true");
    else if (row.form !== "text") option.argParser(adding(row.form === "list" ? "," : "\n"));
    command.addOption(option);
  }
  // Unknown flags are collected and reported together with all other problems.
  return command.allowUnknownOption().allowExcessArguments();
}

/** Flags by input name; unknown ones and stray words as typed, so that the reader can refuse them. */
function rawInputs(command: Command): Record<string, string> {
  const raw: Record<string, string> = {};
  for (const row of inputRows) {
    const value: unknown = command.getOptionValue(camelCase(row.name));
    if (typeof value === "string") raw[row.name] = value;
  }
  for (const [index, word] of command.args.entries()) {
    const isValueOfUnknown = command.args[index - 1]?.startsWith("-") === true && !word.startsWith("-");
    if (!isValueOfUnknown) raw[word] = "";
  }
  return raw;
}

/** As commander names an option's value. */
function camelCase(name: string): string {
  return name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

type Done = (code: number) => void;

function program(done: Done): Command {
  const blasBench = new Command("blas-bench")
    .description("Which BLAS does NumPy really run on, how fast is it, and did a change make it slower?")
    .version(toolVersion)
    .exitOverride();
  addJobs(blasBench, done);
  addQuestions(blasBench, done);
  addStored(blasBench, done);
  return blasBench;
}

/** The commands that make environments. */
function addJobs(blasBench: Command, done: Done): void {
  withInputs(blasBench.command("run"))
    .description("provision environments, prove their BLAS, measure, report")
    .option("--json", "print the report as one JSON document on standard output")
    .option("--list", "print the names of the benchmarks instead, and measure nothing")
    .action(async (options: { json?: boolean; list?: boolean }, command: Command) => {
      const raw = rawInputs(command);
      const asJson = options.json === true;
      if (options.list !== true) {
        const { runCommand } = await import("./run-command.ts");
        return done(await runCommand(raw, asJson));
      }
      const { listCommand } = await import("./list-command.ts");
      done(await listCommand(raw, asJson));
    });

  withInputs(blasBench.command("provision"))
    .description("make the environments only, and print where they are and what they really load")
    .action(async (_options: unknown, command: Command) => {
      const { provisionCommand } = await import("./provision-command.ts");
      done(await provisionCommand(rawInputs(command)));
    });
}

/** The commands that look at what is there. */
function addQuestions(blasBench: Command, done: Done): void {
  blasBench
    .command("doctor")
    .description("which BLAS and LAPACK this Python's NumPy really uses")
    .option("--python <file>", "the Python to look at (default: the first on PATH)")
    .option("--prefix <folder>", "the environment to look at")
    .option("--expect <variant>", "exit with 1 unless it is this variant")
    .option("--json", "print one JSON document on standard output")
    .action(async (options: DoctorOptions) => {
      const { doctorCommand } = await import("./doctor-command.ts");
      done(await doctorCommand(options));
    });

  blasBench
    .command("variants")
    .description("the catalogue: what can be had on a platform, and why the rest cannot")
    .option("--platform <platform>", "linux-64, linux-aarch64, osx-64 or osx-arm64 (default: this machine's)")
    .option("--json", "print one JSON document on standard output")
    .option("--environment-files <folder>", "write one environment.yml per supported variant")
    .option("--solve", "solve each supported variant, without installing anything")
    .option("--channels <channels>", "where to solve (default: conda-forge)")
    .option("--virtual-package <spec>", "such as __osx=14.0; may be repeated", adding("\n"))
    .action(async (options: VariantsOptions) => {
      const { variantsCommand } = await import("./variants-command.ts");
      done(await variantsCommand(options));
    });
}

/** The commands that read what runs have stored. */
function addStored(blasBench: Command, done: Done): void {
  blasBench
    .command("report <results...>")
    .description("render the stored results of one run, or files of other benchmark tools")
    .addOption(new Option("--format <format>", "how").choices(["terminal", "markdown", "json"]).default("terminal"))
    .option("--output <file>", "write there instead of standard output")
    .action(async (files: string[], options: { format: "terminal" | "markdown" | "json"; output?: string }) => {
      const { reportCommand } = await import("./report-command.ts");
      done(await reportCommand(files, options));
    });

  blasBench
    .command("gate <results...>")
    .description("the decision of the stored results of one run alone, and its exit code")
    .option("--fail-on <classes>", "what fails, instead of what the run was told", adding(","))
    .option("--threshold <lines>", "smallest slowdown that matters, instead of what the run was told", adding("\n"))
    .option("--json", "print one JSON document on standard output")
    .action(async (files: string[], options: GateOptions) => {
      const { gateCommand } = await import("./gate-command.ts");
      done(await gateCommand(files, options));
    });

  blasBench
    .command("compare <a> <b>")
    .description("two results of separate runs, also of other tools: not lockstep, so it decides nothing")
    .addOption(new Option("--format <format>", "how (default: terminal)").choices(["terminal", "markdown", "json"]))
    .option("--json", "print one JSON document on standard output")
    .action(async (a: string, b: string, options: CompareOptions) => {
      const { compareCommand } = await import("./compare-command.ts");
      done(await compareCommand(a, b, options));
    });
}

/**
 * A reader that has gone, as in `blas-bench run | head`, must not end a run half-way: its files are still wanted. A
 * terminal that has gone (EIO) is told by SIGHUP too, and what is to be cleaned up then takes its time.
 */
function outliveReaders(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE" && error.code !== "EIO") throw error;
    });
}

async function main(): Promise<void> {
  outliveReaders();
  try {
    await program((code) => {
      process.exitCode = code;
    }).parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) {
      // commander has said it already; help and version are no errors.
      process.exitCode = error.exitCode === 0 ? exitCode.pass : exitCode.usage;
      return;
    }
    const ending = endingOf(error);
    // Messages name files and what people typed, and names can hold anything.
    const lines = ending.message.split("\n").map((line) => `${withoutCommands(`blas-bench: ${visible(line)}`)}\n`);
    process.stderr.write(lines.join(""));
    process.exitCode = ending.exitCode;
  }
}

await main();
