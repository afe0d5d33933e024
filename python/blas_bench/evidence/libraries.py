"""Every loaded image that exports a known BLAS, LAPACK or OpenMP entry point, and what it says of itself."""

from __future__ import annotations

from .facts import Library
from .routines import blas_entry_points, decorated
from .statements import statement_of
from .system import Image, System

MARKERS = (
    *blas_entry_points(),
    *decorated("openblas_get_config"),
    "MKL_Get_Version_String",
    "MKL_Set_Interface_Layer",
    "bli_info_get_version_str",
    "flexiblas_current_backend",
    "ATL_buildinfo",
    "ATL_dgelqf",
    "atl_f77wrap_dgemm_",
    "nvpl_blas_get_version",
    "nvpl_lapack_get_version",
    "armpl_get_version",
    "appleblas_dgeadd",
    "omp_get_max_threads",
    "GOMP_parallel",
    "__kmpc_fork_call",
    "kmp_set_blocktime",
)
"""Entry points that tell a library; ATLAS has three because it comes in several files."""


def find_libraries(system: System) -> list[Library]:
    """Return the libraries in load order. Their owners are left empty: only package records know them."""
    found = ((image, system.own_addresses(image, MARKERS)) for image in system.images())
    return [_library(system, image, markers) for image, markers in found if markers]


def _library(system: System, image: Image, markers: dict[str, int]) -> Library:
    statement = statement_of(system, image, markers)
    return {
        "path": image.path,
        "realPath": image.real_path,
        "markers": sorted(markers),
        "version": statement.version,
        "configuration": statement.configuration,
        "coreType": statement.core_type,
        "threadingLayer": statement.threading_layer,
        "threads": statement.threads,
        "backend": statement.backend,
        "owners": [],
    }
