"""libblas, libcblas, liblapack and blas, as conda-forge's blas-feedstock and lapack-feedstock lay them out.

One implementation is one build string of all four. OpenBLAS is the default and the only one
without track_features; BLIS brings no LAPACK and takes netlib's (blas-feedstock recipe/meta.yaml).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from .package import Channel, Package

VERSION = "3.9.0"
NEWEST = 31
# The last builds before the platform in the build string gave way to a hash of the recipe.
OLD_STYLE = 20
NETLIB = 8

Files = Callable[[str], Path | None]


def no_files(_name: str) -> None:
    """For packages that are only solved, never installed."""


def build_string(number: int, implementation: str, subdir: str) -> str:
    """`20_linux64_mkl` of old, `31_h1a2b3c4_mkl` today."""
    if number == OLD_STYLE:
        return f"{number}_{subdir.replace('-', '')}_{implementation}"
    recipe = hashlib.sha256(f"{implementation} {subdir}".encode()).hexdigest()[:7]
    return f"{number}_h{recipe}_{implementation}"


def add_implementation(
    channel: Channel,
    implementation: str,
    subdir: str,
    depends: list[str],
    files: Files = no_files,
    number: int = NEWEST,
    own_lapack: bool = True,
) -> None:
    """One implementation of blas-feedstock; depends are those of libblas on the real library."""
    names = ["libblas", "libcblas", *(["liblapack"] if own_lapack else [])]
    build = build_string(number, implementation, subdir)
    exact = {name: f"{name} {VERSION} {build}" for name in names}
    features = "" if implementation == "openblas" else f"blas_{implementation}"
    for name in names:
        siblings = [exact[other] for other in names[1:] if other != name]
        channel.add(
            Package(
                name,
                VERSION,
                build,
                subdir,
                number,
                depends=depends if name == "libblas" else [exact["libblas"]],
                constrains=[f"blas * {implementation}", *siblings],
                track_features=features,
                files=files(name),
            )
        )
    lapack = exact["liblapack"] if own_lapack else f"liblapack {VERSION} *netlib"
    meta = [exact["libblas"], exact["libcblas"], lapack]
    channel.add(Package("blas", f"2.{100 + number}", implementation, subdir, number, depends=meta))


def add_netlib(channel: Channel, subdir: str, runtime: list[str], files: Files = no_files) -> None:
    """lapack-feedstock's reference libraries: liblapack goes with any libblas, the others do not."""
    build = build_string(NETLIB, "netlib", subdir)
    depends = {
        "libblas": [],
        "libcblas": [f"libblas {VERSION} {NETLIB}_*netlib"],
        "liblapack": [f"libblas {VERSION}.*", *runtime],
    }
    for name, its_depends in depends.items():
        constrains = [] if name == "liblapack" else ["blas * netlib"]
        channel.add(
            Package(
                name,
                VERSION,
                build,
                subdir,
                NETLIB,
                depends=its_depends,
                constrains=constrains,
                track_features="blas_netlib",
                files=files(name),
            )
        )
    meta = [f"{name} {VERSION} {NETLIB}_*netlib" for name in depends]
    channel.add(Package("blas", f"2.{100 + NETLIB}", "netlib", subdir, NETLIB, depends=meta))
