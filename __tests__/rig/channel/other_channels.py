"""Beside the synthetic channel: Anaconda's `defaults` and Apple's, as far as the variants from there need."""

from __future__ import annotations

import os
from pathlib import Path

from .elf import copy_libraries, link
from .linux import LIB
from .package import Channel, Package

# Per platform, what `defaults` has: MKL only where Intel's processors are.
FLAVOURS = {
    "linux-64": ["openblas"],
    "linux-aarch64": ["openblas"],
    "osx-64": ["openblas", "mkl"],
    "osx-arm64": ["openblas"],
}
BUILDS = {"openblas": "py311hba01205_0", "mkl": "py311h728a8a3_0"}


def add_defaults(channel: Channel, conda_forge: Channel, debian: Path, stage: Path) -> None:
    """Fill a channel without libblas: the metapackage `blas` says which, and numpy-base has NumPy's files."""
    for pattern in ("linux-64/python-3*", "linux-64/libgfortran5-*", "noarch/pi*", "noarch/python_abi-*"):
        for archive in conda_forge.root.glob(pattern):
            (channel.root / archive.parent.name).mkdir(parents=True, exist_ok=True)
            os.link(archive, channel.root / archive.parent.name / archive.name)
    channel.add(Package("nomkl", "3.0", "0", "noarch", depends=["blas * openblas"], noarch="generic"))
    for subdir, flavours in FLAVOURS.items():
        if subdir != "linux-64":
            channel.add(Package("python", "3.11.2", "0_cpython", subdir))
        for flavour in flavours:
            _add_flavour(channel, flavour, subdir, _real_files(debian, stage) if subdir == "linux-64" else {})


def _add_flavour(channel: Channel, flavour: str, subdir: str, files: dict[str, Path]) -> None:
    name, version, build = {
        "openblas": ("libopenblas", "0.3.21", "h043d6bf_0"),
        "mkl": ("mkl", "2023.1.0", "h59209a4_43560"),
    }[flavour]
    # Debian's OpenBLAS on Linux; elsewhere nothing is installed.
    runtime = ["libgfortran5 >=12"] if files else []
    library = channel.add(
        Package(name, version, build, subdir, depends=runtime, files=files.get("libopenblas"))
    )
    blas = channel.add(Package("blas", "1.0", flavour, subdir))
    needed = [f"{blas.name} {blas.version} {blas.build}", f"{library.name} >={library.version}"]
    python = "python >=3.11,<3.12.0a0"
    base = Package(
        "numpy-base",
        "1.24.2",
        BUILDS[flavour],
        subdir,
        depends=[*needed, python],
        files=files.get("numpy-base"),
    )
    channel.add(base)
    channel.add(Package("numpy", "1.24.2", BUILDS[flavour], subdir, depends=[base.exact, *needed, python]))


def _real_files(debian: Path, stage: Path) -> dict[str, Path]:
    """Debian's files once more: its NumPy asks for the generic names, which its OpenBLAS answers to here."""
    prefix = stage / "defaults-libopenblas"
    copy_libraries(debian / LIB / "openblas-pthread", "libopenblasp-r0.3.21.so", prefix)
    link(prefix, ["libopenblas.so.0", "libblas.so.3", "liblapack.so.3"], "libopenblasp-r0.3.21.so")
    return {"libopenblas": prefix, "numpy-base": stage / "numpy"}


def add_apple(channel: Channel) -> None:
    """Add the metapackage of TensorFlow's dependencies, of which only those that are here are named."""
    depends = ["python >=3.8", "numpy"]
    channel.add(Package("tensorflow-deps", "2.10.0", "0", "osx-arm64", depends=depends))
