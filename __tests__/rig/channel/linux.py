"""The real libraries of linux-64: OpenBLAS (pthreads and OpenMP), BLIS, netlib, and MKL on request."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

from .blas import NEWEST, OLD_STYLE, add_implementation, add_netlib
from .elf import copy_libraries, link
from .package import Channel, Package

SUBDIR = "linux-64"
LIB = "usr/lib/x86_64-linux-gnu"

# What MKL's dispatcher opens for LP64 on the processors of today; the rest (ILP64, GPU, clusters)
# is two thirds of the wheel.
MKL_LIBRARIES = ("rt", "core", "intel_lp64", "sequential", "intel_thread", "gnu_thread")
MKL_KERNELS = ("def", "avx2", "avx512", "avx10", "vml_def", "vml_avx2", "vml_avx512", "vml_avx10")

# conda-forge's libblas for MKL says LP64,GNU; the wheels lack the library for GNU's calling
# convention, which differs in functions that return complex numbers. NumPy calls none of them.
MKL_ACTIVATE = "export MKL_INTERFACE_LAYER=LP64\n"
MKL_DEACTIVATE = "unset MKL_INTERFACE_LAYER\n"


def linked_to(target: str, work: Path) -> Callable[[str], Path]:
    """Give packages whose library names are links to one library of another package."""

    def files(name: str) -> Path:
        prefix = work / f"{name}-{target}"
        if not prefix.exists():
            link(prefix, [f"{name}.so.3"], target)
        return prefix

    return files


def add_runtime(channel: Channel, debian: Path, work: Path) -> None:
    """GCC's run-time libraries."""
    for name, patterns in (
        ("libgfortran5", ["libgfortran.so.5*", "libquadmath.so.0*", "libgcc_s.so.1"]),
        ("libgomp", ["libgomp.so.1*"]),
    ):
        for pattern in patterns:
            copy_libraries(debian, f"**/x86_64-linux-gnu/{pattern}", work / name)
        channel.add(Package(name, "12.2.0", "h337968e_0", SUBDIR, files=work / name))


def add_openblas(channel: Channel, debian: Path, work: Path) -> None:
    """Add both threading builds of the library, and libblas and its siblings on it."""
    for threading, folder, openmp, features in (
        ("pthreads", "openblas-pthread", [], ""),
        ("openmp", "openblas-openmp", ["libgomp >=12"], "openblas_threading_openmp"),
    ):
        prefix = work / folder
        copy_libraries(debian / LIB / folder, "libopenblasp-r0.3.21.so", prefix)
        link(prefix, ["libopenblas.so.0"], "libopenblasp-r0.3.21.so")
        build = f"{threading}_h78a6416_4"
        depends = ["libgfortran5 >=12", *openmp]
        channel.add(Package("libopenblas", "0.3.21", build, SUBDIR, 4, depends, [], features, files=prefix))
    for number in (NEWEST, OLD_STYLE):
        depends = ["libopenblas >=0.3.21,<1.0a0"]
        files = linked_to("libopenblas.so.0", work)
        add_implementation(channel, "openblas", SUBDIR, depends, files, number)


def add_blis(channel: Channel, debian: Path, work: Path) -> None:
    """Add BLIS, which leaves LAPACK to netlib."""
    prefix = work / "blis"
    copy_libraries(debian / LIB / "blis-pthread", "libblis.so.4", prefix)
    channel.add(Package("blis", "0.9.0", "h4ab18f5_2", SUBDIR, 2, files=prefix))
    for number in (NEWEST, OLD_STYLE):
        files = linked_to("libblis.so.4", work)
        depends = ["blis >=0.9.0,<0.9.1.0a0"]
        add_implementation(channel, "blis", SUBDIR, depends, files, number, own_lapack=False)


def add_real_netlib(channel: Channel, debian: Path, work: Path) -> None:
    """Add the reference BLAS and LAPACK."""

    def files(name: str) -> Path:
        prefix = work / f"{name}-netlib"
        if name == "libcblas":
            # Debian's libblas.so.3 carries CBLAS as well.
            link(prefix, ["libcblas.so.3"], "libblas.so.3")
        else:
            copy_libraries(debian / LIB / name.removeprefix("lib"), f"{name}.so.3*", prefix)
        return prefix

    add_netlib(channel, SUBDIR, ["libgfortran5 >=12"], files)


def add_mkl(channel: Channel, wheels: Path, work: Path) -> None:
    """MKL from the wheels mkl and intel-openmp, with the activation script MKL needs."""
    prefix = work / "mkl"
    (prefix / "lib").mkdir(parents=True)
    wanted = [f"libmkl_{name}.so" for name in (*MKL_LIBRARIES, *MKL_KERNELS)] + ["libiomp5.so"]
    for wheel in (*wheels.glob("mkl-*.whl"), *wheels.glob("intel_openmp-*.whl")):
        with zipfile.ZipFile(wheel) as archive:
            for entry in archive.infolist():
                name = Path(entry.filename).name
                if name.startswith(tuple(wanted)):
                    (prefix / "lib" / name).write_bytes(archive.read(entry))
    version = next(wheels.glob("mkl-*.whl")).name.split("-")[1]
    channel.add(Package("mkl", version, "h4c4d8cc_0", SUBDIR, files=prefix))
    target = next((prefix / "lib").glob("libmkl_rt.so*")).name
    linked = linked_to(target, work)

    def files(name: str) -> Path:
        its_prefix = linked(name)
        if name == "libblas":
            for event, text in (("activate", MKL_ACTIVATE), ("deactivate", MKL_DEACTIVATE)):
                script = its_prefix / f"etc/conda/{event}.d/libblas_mkl_{event}.sh"
                script.parent.mkdir(parents=True, exist_ok=True)
                script.write_text(text)
        return its_prefix

    depends = [f"mkl >={version},<{int(version.split('.')[0]) + 1}.0a0"]
    for number in (NEWEST, OLD_STYLE):
        add_implementation(channel, "mkl", SUBDIR, depends, files, number)
