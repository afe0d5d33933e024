#!/usr/bin/env python3
"""Prepare the synthetic conda channel of the end-to-end tests and say where it is.

Prints one JSON document on standard output, {"channel": path or null, "reason": text or null,
"packages": {debian package: {"version", "sha256"}}}, and logs on standard error. "reason" is set
only when this machine cannot have the channel; a fault of the rig itself ends with a traceback
and exit code 1, so that a test never takes a broken rig for a missing one.
"""

from __future__ import annotations

import argparse
import fcntl
import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

RIG = Path(__file__).resolve().parent
REQUIREMENTS = RIG / "requirements.txt"
# py-rattler-build, which writes the packages, needs it.
OLDEST_PYTHON = (3, 10)


class UnavailableError(Exception):
    """This machine cannot have the channel; the text is the reason a skipped test prints."""


def cache_folder() -> Path:
    """Give the folder that everything of the rig lies in."""
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "blas-bench" / "rig"


def digest(files: list[Path], *more: str) -> str:
    """Twelve hex digits over the contents of the files and the further words."""
    sha = hashlib.sha256()
    for file in sorted(files):
        sha.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    sha.update("\0".join(more).encode())
    return sha.hexdigest()[:12]


@contextmanager
def only_one(lock_file: Path) -> Iterator[None]:
    """Hold the lock; the system drops it when its holder dies, so it can never be stale."""
    lock_file.parent.mkdir(parents=True, exist_ok=True)
    with lock_file.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def check_machine() -> None:
    """Raise UnavailableError where Debian's amd64 packages could not run or be fetched."""
    if sys.platform != "linux" or platform.machine() != "x86_64":
        found = f"{sys.platform} on {platform.machine()}"
        raise UnavailableError(f"the synthetic channel holds Linux x86-64 libraries; this is {found}")
    missing = [tool for tool in ("apt-get", "dpkg-deb") if shutil.which(tool) is None]
    if missing:
        raise UnavailableError(
            f"{' and '.join(missing)} not found; the synthetic channel is built from Debian packages"
        )


def find_python() -> str:
    """Path of a Python that the rig's packages install on."""
    names = ["python3", *(f"python3.{minor}" for minor in range(20, OLDEST_PYTHON[1] - 1, -1))]
    probe = f"import sys, venv, ensurepip; sys.exit(sys.version_info < {OLDEST_PYTHON})"
    for candidate in [sys.executable, *(shutil.which(name) or "" for name in names)]:
        if (
            candidate
            and subprocess.run([candidate, "-Ic", probe], check=False, capture_output=True).returncode == 0
        ):
            return candidate
    wanted = ".".join(map(str, OLDEST_PYTHON))
    raise UnavailableError(f"no Python {wanted} or newer with venv on PATH to build the channel with")


def ensure_venv(cache: Path) -> Path:
    """Python of the rig's own environment, created once per lock file and interpreter."""
    python = find_python()
    version = subprocess.run([python, "-VV"], capture_output=True, text=True, check=True).stdout
    venv = cache / f"venv-{digest([REQUIREMENTS], version, python)}"
    sentinel = venv / "complete"
    if sentinel.exists():
        return venv / "bin" / "python"
    sys.stderr.write("rig: creating the rig's Python environment\n")
    shutil.rmtree(venv, ignore_errors=True)
    subprocess.run([python, "-m", "venv", str(venv)], check=True, stdout=sys.stderr)
    install = [str(venv / "bin" / "python"), "-m", "pip", "--quiet", "install", "--no-deps"]
    install += ["--require-hashes", "--only-binary", ":all:", "-r", str(REQUIREMENTS)]
    if subprocess.run(install, check=False, stdout=sys.stderr).returncode != 0:
        raise UnavailableError("the rig's Python packages could not be installed (pip's words are above)")
    sentinel.touch()
    return venv / "bin" / "python"


def build(cache: Path, home: Path, with_mkl: bool) -> None:
    """Build beside the final place and rename, so that what is there is always whole."""
    python = ensure_venv(cache)
    # We hold the lock: whoever made these was killed.
    for abandoned in cache.glob("building-*"):
        shutil.rmtree(abandoned, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix="building-", dir=cache) as work:
        command = [str(python), "-EsB", "-m", "channel.build", work, str(cache / "debian")]
        command += [*(["--mkl"] if with_mkl else [])]
        done = subprocess.run(command, check=False, cwd=RIG, stdout=subprocess.PIPE)
        if done.returncode == 3:
            raise UnavailableError(done.stdout.decode().strip())
        if done.returncode != 0:
            raise SystemExit(f"rig: channel.build ended with {done.returncode}")
        result = Path(work) / "result"
        (result / "packages.json").write_bytes(done.stdout)
        result.rename(home)


def prepare(with_mkl: bool) -> dict[str, object]:
    """Return the document that goes to standard output."""
    try:
        check_machine()
        cache = cache_folder()
        cache.mkdir(parents=True, exist_ok=True)
        sources = [REQUIREMENTS, Path(__file__), *(RIG / "channel").glob("*.[pjt]*")]
        home = cache / f"channel-{digest(sources, 'mkl' if with_mkl else '')}"
        if not home.exists():
            with only_one(cache / "lock"):
                if not home.exists():
                    build(cache, home, with_mkl)
    except UnavailableError as unavailable:
        return {"channel": None, "reason": str(unavailable), "packages": {}}
    packages = json.loads((home / "packages.json").read_text())
    return {"channel": str(home / "synthetic"), "reason": None, "packages": packages}


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mkl", action="store_true", help="with MKL, from its wheels (300 MB)")
    sys.stdout.write(json.dumps(prepare(parser.parse_args().mkl), indent=1) + "\n")


if __name__ == "__main__":
    main()
