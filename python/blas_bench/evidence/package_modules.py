"""NumPy and SciPy themselves: imported, put to real work once, and asked for what they say of their build."""

from __future__ import annotations

import contextlib
import importlib.util
import io
import sys
import traceback
import warnings
from types import ModuleType
from typing import Any

_SIZE = 4
"""Rows; BLAS is called for few as well, and BLIS with more threads than free cores takes seconds for many."""
_LAST_LINES = 20


def import_numpy() -> dict[str, Any]:
    """Import NumPy and run a matrix product, a solution and a decomposition; return `numpy` of the evidence.

    The owners are left empty. Everything NumPy can raise ends as status "failed".
    """
    try:
        import numpy as np

        matrix = np.eye(_SIZE) + 0.5
        np.matmul(matrix, matrix + 1.0)
        np.linalg.solve(matrix, matrix)
        np.linalg.svd(matrix)
        return _imported(np)
    except Exception as error:  # noqa: BLE001, a broken NumPy raises whatever its libraries raise
        return _not_imported("numpy", error)


def import_scipy() -> dict[str, Any]:
    """Do for SciPy what import_numpy does for NumPy."""
    try:
        import scipy
        from scipy import linalg

        matrix = linalg.hilbert(_SIZE)
        linalg.blas.dgemm(1.0, matrix, matrix)
        linalg.solve(matrix, matrix)
        linalg.svd(matrix)
        return _imported(scipy)
    except Exception as error:  # noqa: BLE001, see import_numpy
        return _not_imported("scipy", error)


def describe_scipy_if_imported() -> dict[str, Any]:
    """Return `scipy` of the evidence for a process that must stay as it is."""
    if "scipy.linalg" in sys.modules:
        return import_scipy()
    try:
        installed = importlib.util.find_spec("scipy") is not None
    except (ImportError, ValueError):
        installed = "scipy" in sys.modules
    return {"status": "unused" if installed else "absent"}


def first_cause(error: BaseException) -> BaseException:
    """Return what went wrong first: NumPy wraps a library that cannot be loaded in a page of advice."""
    # NumPy before 2.0 raises the advice without "from", but quotes the first error in it.
    quoted = error.__context__ if str(error.__context__) in str(error) else None
    inner = error.__cause__ or quoted
    return error if inner is None else first_cause(inner)


def _imported(module: ModuleType) -> dict[str, Any]:
    return {
        "status": "imported",
        "version": str(module.__version__),
        "file": str(module.__file__),
        "owners": [],
        "showConfigText": _show_config_text(module),
        "showConfigDicts": _show_config_dicts(module),
    }


def _not_imported(name: str, error: Exception) -> dict[str, Any]:
    if isinstance(error, ModuleNotFoundError) and error.name == name:
        return {"status": "absent"}
    cause = first_cause(error)
    first_line = next((line.strip() for line in str(cause).splitlines() if line.strip()), "")
    lines = "".join(traceback.format_exception(type(error), error, error.__traceback__)).splitlines()
    return {
        "status": "failed",
        "error": f"{type(cause).__name__}: {first_line}",
        "lastLines": [line for line in lines if line.strip()][-_LAST_LINES:],
    }


def _show_config_text(module: ModuleType) -> str:
    """Return what show_config() prints. It warns where PyYAML is missing."""
    text = io.StringIO()
    with contextlib.redirect_stdout(text), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        module.show_config()
    return text.getvalue()


def _show_config_dicts(module: ModuleType) -> dict[str, Any] | None:
    """Return show_config(mode="dicts"), which came with NumPy 1.25 and SciPy 1.11; None before."""
    try:
        configuration = module.show_config(mode="dicts")
    except TypeError:
        return None
    return dict(configuration) if isinstance(configuration, dict) else None
