// A source distribution called numpy that pip builds in a second: its wheel tells what the build was given.
import { execFileSync } from "node:child_process";
import * as fs from "node:fs/promises";
import * as path from "node:path";

/** Runs inside pip's build; `fail` in the project's file makes it end as NumPy's does. */
const backend = String.raw`
import glob, json, os, sys, zipfile

def build_wheel(folder, config_settings=None, metadata_directory=None):
    failure = open("failure.txt").read()
    if failure:
        sys.exit(failure)
    for step in (1, 2):
        print(f"[{step}/2] compiling", flush=True)
    packages = {}
    for file in glob.glob(os.path.join(os.environ["PKG_CONFIG_PATH"].split(":")[0], "*.pc")):
        packages[os.path.basename(file)] = open(file).read()
    given = {
        "settings": config_settings,
        "packages": packages,
        "variables": {name: text for name, text in os.environ.items() if name.startswith("NPY_")},
    }
    version = open("version.txt").read()
    name = f"numpy-{version}-py3-none-any.whl"
    meta = f"numpy-{version}.dist-info"
    with zipfile.ZipFile(os.path.join(folder, name), "w") as wheel:
        wheel.writestr("numpy.py", "given = " + repr(given))
        wheel.writestr(f"{meta}/METADATA", f"Metadata-Version: 2.1\nName: numpy\nVersion: {version}\n")
        wheel.writestr(f"{meta}/WHEEL", "Wheel-Version: 1.0\nGenerator: x\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{meta}/RECORD", "")
    return name
`;

/** Puts numpy-VERSION.tar.gz into `folder`, which pip then finds by PIP_FIND_LINKS. */
export async function writeStandIn(folder: string, version: string, failure = ""): Promise<void> {
  const project = path.join(folder, `numpy-${version}`);
  await fs.mkdir(project, { recursive: true });
  const files = {
    "pyproject.toml": '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n',
    "backend.py": backend,
    "failure.txt": failure,
    "version.txt": version,
    "PKG-INFO": `Metadata-Version: 2.1\nName: numpy\nVersion: ${version}\n`,
  };
  for (const [name, text] of Object.entries(files)) await fs.writeFile(path.join(project, name), text);
  execFileSync("tar", ["-czf", `${project}.tar.gz`, "-C", folder, `numpy-${version}`]);
  await fs.rm(project, { recursive: true });
}
