"""Real environments to test the evidence on: conda's, pip's, old and new, kept in the user's cache."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from functools import lru_cache
from pathlib import Path
from types import ModuleType

import pytest

RIG = Path(__file__).resolve().parents[2] / "__tests__" / "rig"
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "blas-bench" / "python-tests"

_INSTALL = """
import asyncio, os, sys
from rattler import Channel, Gateway, MatchSpec, VirtualPackage, install, solve
channel, prefix, *specs = sys.argv[1:]
async def main():
    records = await solve(
        sources=[Channel("file://" + channel)], specs=[MatchSpec(spec) for spec in specs],
        platforms=["linux-64", "noarch"], gateway=Gateway(), virtual_packages=VirtualPackage.detect(),
    )
    await install(records=records, target_prefix=prefix, show_progress=False)
asyncio.run(main())
sys.stdout.flush()
os._exit(0)  # py-rattler can crash while the interpreter shuts down
"""


@lru_cache(maxsize=None)
def rig_module(name: str) -> ModuleType:
    """Return one of the rig's modules; its folder is no package on anybody's path."""
    spec = importlib.util.spec_from_file_location(f"rig_{Path(name).stem}", RIG / name)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@lru_cache(maxsize=None)
def conda_environment(variant: str) -> Path:
    """Return the prefix of a pristine environment; do not write into it. Skips where there can be none."""
    rig = rig_module("prepare.py")
    channel = rig.prepare(with_mkl=variant == "mkl")
    if channel["reason"] is not None:
        pytest.skip(channel["reason"])
    key = hashlib.sha256(channel["channel"].encode()).hexdigest()[:12]
    prefix = CACHE / f"conda-{variant}-{key}"
    if not (prefix / "complete").exists():
        shutil.rmtree(prefix, ignore_errors=True)
        try:
            python = rig.ensure_venv(rig.cache_folder())
        except rig.UnavailableError as unavailable:
            pytest.skip(str(unavailable))
        specs = ["python", "numpy", "pip", f"libblas=*=*_{variant}"]
        command = [str(python), "-c", _INSTALL, channel["channel"], str(prefix), *specs]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        (prefix / "complete").touch()
    return prefix


def copy_of(prefix: Path, destination: Path) -> Path:
    """Return a copy that can be changed by putting new files in the place of its files, never in them."""
    shutil.copytree(prefix, destination, symlinks=True, copy_function=os.link)
    return destination


def python_of(prefix: Path) -> Path:
    """Return the environment's Python."""
    return prefix / "bin" / "python"


@lru_cache(maxsize=None)
def venv(name: str, python: str, *requirements: str) -> Path:
    """Return the prefix of a venv with the requirements from the package index; skips when that fails."""
    version = subprocess.run([python, "-VV"], capture_output=True, text=True, check=True).stdout
    key = hashlib.sha256("\0".join((version, *requirements)).encode()).hexdigest()[:12]
    prefix = CACHE / f"venv-{name}-{key}"
    if not (prefix / "complete").exists():
        shutil.rmtree(prefix, ignore_errors=True)
        subprocess.run([python, "-m", "venv", str(prefix)], check=True)
        install = [str(python_of(prefix)), "-m", "pip", "--quiet", "install", "--only-binary", ":all:"]
        if subprocess.run([*install, *requirements], check=False).returncode != 0:
            pytest.skip(f"pip could not install {' '.join(requirements)}")
        (prefix / "complete").touch()
    return prefix


def old_python() -> str:
    """Return a Python 3.8, the oldest that blas-bench supports inside of environments; skips without one."""
    candidates = [shutil.which("python3.8"), *Path.home().glob(".pyenv/versions/3.8.*/bin/python3.8")]
    for candidate in candidates:
        if candidate is not None:
            done = subprocess.run(
                [str(candidate), "-c", "import venv, ensurepip"], check=False, capture_output=True
            )
            if done.returncode == 0:
                return str(candidate)
    return pytest.skip("no Python 3.8 with venv on this machine")


@lru_cache(maxsize=None)
def wheel(requirement: str, platform: str, python_version: str = "3.12") -> Path:
    """Return the folder of an unpacked wheel for another platform; skips when it cannot be downloaded."""
    folder = CACHE / f"wheel-{requirement}-{platform}-{python_version}"
    if not (folder / "complete").exists():
        shutil.rmtree(folder, ignore_errors=True)
        command = [sys.executable, "-m", "pip", "--quiet", "download", "--no-deps", "--only-binary", ":all:"]
        command += [
            "--platform",
            platform,
            "--python-version",
            python_version,
            "-d",
            str(folder),
            requirement,
        ]
        if subprocess.run(command, check=False).returncode != 0:
            pytest.skip(f"pip could not download {requirement} for {platform}")
        (archive,) = folder.glob("*.whl")
        shutil.unpack_archive(archive, folder, "zip")
        (folder / "complete").touch()
    return folder


@lru_cache(maxsize=None)
def debian(*packages: str) -> Path:
    """Return the folder of unpacked Debian packages; skips where they cannot be had."""
    rig, source = rig_module("prepare.py"), rig_module("channel/debian.py")
    folder = CACHE / f"debian-{'-'.join(packages)}"
    if not (folder / "complete").exists():
        shutil.rmtree(folder, ignore_errors=True)
        try:
            rig.check_machine()
            offers = source.fetch(list(packages), CACHE / "debian-archives")
        except (rig.UnavailableError, source.UnavailableError) as unavailable:
            pytest.skip(str(unavailable))
        source.unpack(offers, folder)
        (folder / "complete").touch()
    return folder


def compile_library(folder: Path, name: str, source: str) -> Path:
    """Return a shared library made of a few lines of C; skips without a C compiler."""
    compiler = shutil.which("cc")
    if compiler is None:
        pytest.skip("no C compiler on PATH")
    library = folder / name
    command = [compiler, "-shared", "-fPIC", "-o", str(library), "-x", "c", "-"]
    subprocess.run(command, input=source, text=True, check=True)
    return library
