"""What BLAS libraries and OpenMP runtimes say of themselves: version, core type, threads."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Callable, NamedTuple

from .routines import PREFIXES, SUFFIXES
from .system import Image, System

_BLIS_UNSET = -1


class Statement(NamedTuple):
    """Fields as in librarySchema of src/result/evidence.ts; None where there is no function for it."""

    version: str | None = None
    configuration: str | None = None
    core_type: str | None = None
    threading_layer: str | None = None
    threads: int | None = None
    backend: str | None = None


def statement_of(system: System, image: Image, markers: dict[str, int]) -> Statement:
    """Ask the library that has these markers. Their functions are safe to call once NumPy has used it."""
    for marker, ask in _QUESTIONS.items():
        if marker in markers:
            return ask(system, image)
    return Statement()


class _Functions:
    """Those of the named functions that the image has itself."""

    def __init__(self, system: System, image: Image, *names: str) -> None:
        self._system = system
        self._addresses = system.own_addresses(image, names)

    def integer(self, name: str) -> int | None:
        address = self._addresses.get(name)
        return None if address is None else self._system.call_for_integer(address)

    def text(self, name: str, *integers: int) -> str | None:
        address = self._addresses.get(name)
        return None if address is None else self._system.call_for_text(address, *integers)

    def buffer(self, name: str) -> str | None:
        address = self._addresses.get(name)
        return None if address is None else self._system.call_with_buffer(address).strip()


def _ask_flexiblas(system: System, image: Image) -> Statement:
    functions = _Functions(system, image, "flexiblas_current_backend", "flexiblas_get_num_threads")
    return Statement(
        backend=functions.buffer("flexiblas_current_backend"),
        threads=functions.integer("flexiblas_get_num_threads"),
    )


def _openblas_question(prefix: str, suffix: str) -> Callable[[System, Image], Statement]:
    names = [
        f"{prefix}openblas_get_{what}{suffix}" for what in ("config", "corename", "parallel", "num_threads")
    ]
    config, core, parallel, threads = names

    def ask(system: System, image: Image) -> Statement:
        functions = _Functions(system, image, *names)
        configuration = functions.text(config)
        # Before 0.3.4 the configuration does not start with the version.
        version = re.match(r"OpenBLAS (\d\S*)", configuration or "")
        # OPENBLAS_SEQUENTIAL, OPENBLAS_THREAD and OPENBLAS_OPENMP of OpenBLAS's cblas.h.
        layers: dict[int | None, str] = {0: "sequential", 1: "pthreads", 2: "openmp"}
        return Statement(
            version=version[1] if version else None,
            configuration=configuration,
            core_type=functions.text(core),
            threading_layer=layers.get(functions.integer(parallel)),
            threads=functions.integer(threads),
        )

    return ask


def _ask_mkl(system: System, image: Image) -> Statement:
    """MKL does not say which layer and kernels it chose; the files it loaded for them do."""
    functions = _Functions(system, image, "MKL_Get_Version_String", "MKL_Get_Max_Threads")
    files = " ".join(Path(other.real_path).name for other in system.images())
    layers = re.findall(r"\blibmkl_(\w+_thread|sequential)\b", files)
    cores = re.findall(r"\blibmkl_(avx\w*|def|mc3?)\b", files)
    return Statement(
        version=functions.buffer("MKL_Get_Version_String"),
        core_type=", ".join(cores) or None,
        threading_layer=", ".join(layers) or None,
        threads=functions.integer("MKL_Get_Max_Threads"),
    )


def _ask_blis(system: System, image: Image) -> Statement:
    """Source: BLIS's bli_info.h, bli_arch.h and docs/Multithreading.md."""
    layers = {f"bli_info_get_enable_{layer}": layer for layer in ("openmp", "pthreads")}
    loops = [f"bli_thread_get_{loop}_nt" for loop in ("jc", "pc", "ic", "jr", "ir")]
    names = ("bli_info_get_version_str", "bli_info_get_blas_int_type_size", "bli_thread_get_num_threads")
    version, bits, total = names
    functions = _Functions(system, image, *names, "bli_arch_query_id", "bli_arch_string", *layers, *loops)
    threads = functions.integer(total)
    if threads == _BLIS_UNSET:
        threads = 1
        for loop in loops:
            threads *= max(1, functions.integer(loop) or 1)
    integer_bits = functions.integer(bits)
    core = functions.integer("bli_arch_query_id")
    return Statement(
        version=functions.text(version),
        configuration=None if integer_bits is None else f"BLAS integers of {integer_bits} bits",
        core_type=None if core is None else functions.text("bli_arch_string", core),
        threading_layer=next((layers[name] for name in layers if functions.integer(name)), "sequential"),
        threads=threads,
    )


def _ask_nvpl(system: System, image: Image) -> Statement:
    functions = _Functions(system, image, "nvpl_blas_get_version", "nvpl_blas_get_max_threads")
    return Statement(
        version=str(functions.integer("nvpl_blas_get_version")),
        threads=functions.integer("nvpl_blas_get_max_threads"),
    )


def _ask_accelerate(system: System, image: Image) -> Statement:
    """Source: vecLib's thread_api.h, macOS 15 and newer. There is no version, and no number of threads."""
    functions = _Functions(system, image, "BLASGetThreading")
    layers: dict[int | None, str] = {0: "multi-threaded", 1: "single-threaded"}
    return Statement(threading_layer=layers.get(functions.integer("BLASGetThreading")))


def _ask_openmp(system: System, image: Image) -> Statement:
    return Statement(threads=_Functions(system, image, "omp_get_max_threads").integer("omp_get_max_threads"))


# In this order, because FlexiBLAS also has the names of libraries that it can stand for.
_QUESTIONS: dict[str, Callable[[System, Image], Statement]] = {
    "flexiblas_current_backend": _ask_flexiblas,
    **{
        f"{prefix}openblas_get_config{suffix}": _openblas_question(prefix, suffix)
        for prefix in PREFIXES
        for suffix in SUFFIXES
    },
    "MKL_Get_Version_String": _ask_mkl,
    "bli_info_get_version_str": _ask_blis,
    "nvpl_blas_get_version": _ask_nvpl,
    "appleblas_dgeadd": _ask_accelerate,
    "omp_get_max_threads": _ask_openmp,
}
