// What pip installs after conda, as one line for bash.

/** A file that pip would look for beside its standard input: as an option, it is looked for in the working folder. */
const otherFile = /^(-r|--requirement|-c|--constraint)(?:\s*=\s*|\s+|(?<=^-[rc]))(\S.*)$/;

/**
 * From standard input, so that "-e ." is an option.
 *
 * @param folder what relative paths are meant from, itself from the checkout
 * @param options of `pip install`, such as "--no-deps"
 * @returns null for nothing
 */
export function pipInstall(
  requirements: readonly string[],
  { folder = ".", options = [] }: { readonly folder?: string; readonly options?: readonly string[] } = {},
): string | null {
  if (requirements.length === 0) return null;
  const files = requirements.flatMap((text) => {
    const [, option, file] = otherFile.exec(text.trim()) ?? [];
    return option === undefined || file === undefined ? [] : [`${option} ${quoted(file)}`];
  });
  const lines = requirements.filter((text) => !otherFile.test(text.trim())).map(quoted);
  const words = ["python -m pip install --no-input", ...options, ...files, "--requirement /dev/stdin"];
  const line = `printf '%s\\n' ${lines.join(" ")} | ${words.join(" ")}`;
  return folder === "." ? line : `(cd ${quoted(folder)} && ${line})`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
