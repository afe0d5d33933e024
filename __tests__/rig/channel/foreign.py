"""Packages without files for other platforms, so that their plans can be solved on Linux."""

from __future__ import annotations

from .blas import OLD_STYLE, add_implementation, add_netlib
from .interpreter import numpy_package
from .package import Channel, Package

ACCELERATE = {"accelerate": "__osx >=13.3", "newaccelerate": "__osx >=15.5"}


def add_foreign(channel: Channel) -> None:
    """osx-arm64, osx-64 and linux-aarch64: Python, NumPy and the BLAS choices of each."""
    _add_platform(channel, "osx-arm64", "__osx >=11.0", "openmp")
    _add_platform(channel, "osx-64", "__osx >=10.13", "openmp")
    _add_platform(channel, "linux-aarch64", "__glibc >=2.17,<3.0.a0", "pthreads")
    for subdir in ("osx-arm64", "osx-64"):
        for implementation, system in ACCELERATE.items():
            add_implementation(channel, implementation, subdir, [system])
    # MKL for Intel Macs ended with this build.
    mkl = Package("mkl", "2023.2.0", "h54c2260_50500", "osx-64", 50500, ["__osx >=10.13"])
    channel.add(mkl)
    add_implementation(channel, "mkl", "osx-64", ["mkl >=2023.2.0,<2024.0a0"], number=OLD_STYLE)
    channel.add(Package("nvpl", "24.3", "h0000000_0", "linux-aarch64"))
    add_implementation(channel, "nvpl", "linux-aarch64", ["nvpl >=24.3"])


def _add_platform(channel: Channel, subdir: str, system: str, threading: str) -> None:
    channel.add(Package("python", "3.11.2", "0_cpython", subdir, depends=[system]))
    channel.add(numpy_package(subdir))
    # OpenMP is all that there is on a Mac, and the other choice on Linux.
    for build in dict.fromkeys((threading, "openmp")):
        features = "" if build == threading else "openblas_threading_openmp"
        name = f"{build}_h60d53f8_4"
        channel.add(Package("libopenblas", "0.3.21", name, subdir, 4, track_features=features))
    add_implementation(channel, "openblas", subdir, ["libopenblas >=0.3.21,<1.0a0"])
    channel.add(Package("blis", "0.9.0", "h60d53f8_2", subdir, 2))
    add_implementation(channel, "blis", subdir, ["blis >=0.9.0,<0.9.1.0a0"], own_lapack=False)
    add_netlib(channel, subdir, [])
