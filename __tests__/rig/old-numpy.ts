// NumPy of the setuptools era from the package index, each in a virtual environment that is kept in the user's cache.
import { execFile } from "node:child_process";
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const cache = path.join(process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), ".cache"), "blas-bench", "e2e");

/**
 * A Python with this NumPy's wheel. The test is skipped, with the reason, where no Python fits or pip cannot get it.
 *
 * @param pythons that the wheel is for, such as "3.8"
 */
export async function needOldNumpy(
  context: { readonly skip: (note: string) => never },
  version: string,
  pythons: readonly string[],
): Promise<string> {
  const base = await findPython(pythons);
  if (base === null) return context.skip(`no Python ${pythons.join(" or ")} with venv for NumPy ${version}`);
  const folder = path.join(cache, `numpy-${version}-python-${base.version}`);
  const python = path.join(folder, "bin", "python");
  if (await isThere(path.join(folder, "complete"))) return python;
  await fs.mkdir(cache, { recursive: true });
  const made = await fs.mkdtemp(path.join(cache, "making-"));
  try {
    await run(base.file, ["-m", "venv", made]);
    const install = ["-m", "pip", "install", "--quiet", "--only-binary", ":all:", `numpy==${version}`];
    await run(path.join(made, "bin", "python"), install).catch(() =>
      context.skip(`pip could not install numpy==${version} for Python ${base.version}`),
    );
    await fs.writeFile(path.join(made, "complete"), "");
    // Where another run was faster, its environment is as good.
    await fs.rename(made, folder).catch((error) => (error.code === "ENOTEMPTY" ? undefined : Promise.reject(error)));
  } finally {
    await fs.rm(made, { recursive: true, force: true });
  }
  return python;
}

async function findPython(pythons: readonly string[]): Promise<{ file: string; version: string } | null> {
  const pyenv = path.join(process.env.PYENV_ROOT ?? path.join(os.homedir(), ".pyenv"), "versions");
  const installed = await fs.readdir(pyenv).catch(() => []);
  for (const wanted of pythons) {
    const own = installed.filter((name) => name.startsWith(`${wanted}.`));
    for (const file of [...own.map((name) => path.join(pyenv, name, "bin", "python3")), `python${wanted}`]) {
      const probe = "import ensurepip, platform, venv; print(platform.python_version())";
      const answer = await run(file, ["-Ic", probe]).catch(() => null);
      const version = answer?.stdout.trim() ?? "";
      if (version.startsWith(`${wanted}.`)) return { file, version };
    }
  }
  return null;
}

function isThere(file: string): Promise<boolean> {
  return fs.access(file).then(
    () => true,
    () => false,
  );
}
