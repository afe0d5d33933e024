"""The few routines that stand for BLAS and LAPACK, and the names under which libraries export them."""

from __future__ import annotations

import re
from typing import NamedTuple

_LAYERS = {
    "dgemm": "blas",
    "dgemv": "blas",
    "ddot": "blas",
    "dgesdd": "lapack",
    "dgesv": "lapack",
    "dpotrf": "lapack",
    "dsyevd": "lapack",
    "dgeev": "lapack",
}
_DECORATED = re.compile(
    rf"(?:scipy_)?(?:cblas_)?(?P<routine>{'|'.join(_LAYERS)})(?:_|_?64_?|\$NEWLAPACK(?:\$ILP64)?)?"
)

PREFIXES = ("", "scipy_")
"""scipy_: scipy-openblas of the wheels on PyPI."""
SUFFIXES = ("", "64_", "_64", "_64_")
"""For libraries with 64-bit integers; numpy/core/src/common/npy_cblas.h and each library's own choice."""
_ACCELERATE_SUFFIXES = ("$NEWLAPACK", "$NEWLAPACK$ILP64")


class Routine(NamedTuple):
    """An undecorated routine and the library layer it belongs to."""

    name: str
    layer: str
    """"blas" or "lapack"."""


def routine_of(symbol: str) -> Routine | None:
    """Return the routine that the symbol stands for, whatever its prefix and suffix; None for others."""
    match = _DECORATED.fullmatch(symbol)
    return None if match is None else Routine(match["routine"], _LAYERS[match["routine"]])


def decorated(name: str) -> list[str]:
    """Return every form of an entry point of C, such as "scipy_openblas_get_config64_"."""
    return [f"{prefix}{name}{suffix}" for prefix in PREFIXES for suffix in SUFFIXES]


def blas_entry_points() -> list[str]:
    """Return the forms of cblas_dgemm, dgemm and dgesdd: an image with one of them is a BLAS or a LAPACK."""
    forms = [form for name in ("cblas_dgemm", "dgemm_", "dgesdd_") for form in decorated(name)]
    accelerate = [
        name + suffix for name in ("cblas_dgemm", "dgemm", "dgesdd") for suffix in _ACCELERATE_SUFFIXES
    ]
    return forms + accelerate
