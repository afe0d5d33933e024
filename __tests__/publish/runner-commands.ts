// Workflow commands as a runner reads them from a step's output, and texts that hold some.

/** The lines that a runner would act on: as actions/runner's ActionCommand.cs reads them. */
export function commandsIn(output: string): string[] {
  return output
    .split(/\r\n|[\r\n]/)
    .filter((line) => (/^\s*::/u.test(line) && line.trimStart().indexOf("::", 2) > 0) || line.includes("##["));
}

export const commands = [
  "::set-output name=x::y",
  "  \t::error file=a.py::x",
  "::stop-commands::token",
  "::add-mask::a",
  "plain ##[error]x",
  "###[group]y",
  "##[##[command]",
  "fine\r::warning::x",
  "fine\u2028::warning::x\u0085::debug::y\v::notice::z",
  "\u001b[31m::error::x\u001b[0m",
  "\u00a0\u3000::error::x",
  "\ufeff::error::x",
  "\u0000::error::x",
];
