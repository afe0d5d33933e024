"""Build the synthetic channel: python -m channel.build WORK DEBIAN_CACHE [--mkl], with the rig's own Python.

Leaves WORK/result/synthetic, with defaults and apple beside it, and prints the Debian packages used as
JSON. Exit code 3: a package cannot be had here, and standard output says which.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

from .debian import UnavailableError, fetch, unpack
from .foreign import add_foreign
from .interpreter import add_numpy, add_pure_python, add_python
from .linux import add_blis, add_mkl, add_openblas, add_real_netlib, add_runtime
from .other_channels import add_apple, add_defaults
from .package import Channel

HERE = Path(__file__).resolve().parent


def fetch_wheels(names: list[str], folder: Path) -> Path:
    """Download the locked wheels named into the folder, keeping what is already there."""
    command = [sys.executable, "-I", "-m", "pip", "--quiet", "download", "--no-deps"]
    command += ["--only-binary", ":all:", "--require-hashes", "--dest", str(folder)]
    for name in names:
        command += ["-r", str(HERE / f"wheel-{name}.txt")]
    if subprocess.run(command, check=False, stdout=sys.stderr).returncode != 0:
        raise UnavailableError(f"the wheels of {', '.join(names)} could not be downloaded")
    return folder


def build(work: Path, debian_cache: Path, with_mkl: bool) -> dict[str, dict[str, str]]:
    """Fill the channel; returns the Debian packages that went in."""
    offers = fetch(list(json.loads((HERE / "debian.json").read_text())), debian_cache)
    wheels = fetch_wheels(["pip", *(["mkl"] if with_mkl else [])], debian_cache.with_name("wheels"))
    debian = work / "debian"
    unpack(offers, debian)
    stage = work / "stage"
    channel = Channel(work / "result" / "synthetic")
    add_python(channel, debian, stage / "python")
    add_numpy(channel, debian, stage / "numpy", stage / "python/bin/python3.11")
    add_pure_python(channel, wheels, stage)
    add_runtime(channel, debian, stage)
    add_openblas(channel, debian, stage)
    add_blis(channel, debian, stage)
    add_real_netlib(channel, debian, stage)
    if with_mkl:
        add_mkl(channel, wheels, stage)
    add_foreign(channel)
    defaults, apple = (Channel(work / "result" / name) for name in ("defaults", "apple"))
    add_defaults(defaults, channel, debian, stage)
    add_apple(apple)
    for each in (channel, defaults, apple):
        each.write_index()
    return {offer.name: {"version": offer.version, "sha256": offer.sha256} for offer in offers}


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("work", type=Path)
    parser.add_argument("debian_cache", type=Path)
    parser.add_argument("--mkl", action="store_true")
    arguments = parser.parse_args()
    code = 0
    try:
        packages = build(arguments.work, arguments.debian_cache, arguments.mkl)
        sys.stdout.write(json.dumps(packages, indent=1))
    except UnavailableError as unavailable:
        sys.stdout.write(str(unavailable))
        code = 3
    sys.stdout.flush()
    # py-rattler was seen to crash in about one of ten interpreter exits after its work was done.
    os._exit(code)


if __name__ == "__main__":
    main()
