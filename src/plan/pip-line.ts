// What pip installs after conda, as one line for bash.

/**
 * From standard input, so that "-e ." is an option.
 *
 * @param options of `pip install`, such as "--no-deps"
 * @returns null for nothing
 */
export function pipInstall(requirements: readonly string[], ...options: readonly string[]): string | null {
  if (requirements.length === 0) return null;
  const quoted = requirements.map((text) => `'${text.replaceAll("'", `'\\''`)}'`).join(" ");
  const words = ["python -m pip install --no-input", ...options, "--requirement /dev/stdin"];
  return `printf '%s\\n' ${quoted} | ${words.join(" ")}`;
}
