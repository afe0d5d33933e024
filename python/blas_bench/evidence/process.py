"""What this process is: its Python, its threads, and the variables that steer BLAS and loading."""

from __future__ import annotations

import os
import platform
import sys
from typing import Any

from .system import System

_VARIABLE_PREFIXES = (
    "OPENBLAS_", "GOTO_", "MKL_", "BLIS_", "VECLIB_", "NVPL_", "FLEXIBLAS", "OMP_", "KMP_", "GOMP_", "NPY_",
    "DYLD_",
)  # fmt: skip
_VARIABLES = frozenset((
    "LD_PRELOAD", "LD_LIBRARY_PATH", "LD_BIND_NOW", "PYTHONPATH", "PYTHONHOME", "CONDA_PREFIX",
    "CONDA_DEFAULT_ENV", "VIRTUAL_ENV",
))  # fmt: skip


def describe_python(system: System | None) -> dict[str, Any]:
    """Return `python` of the evidence; what only the system knows is null without one."""
    return {
        "version": platform.python_version(),
        "implementation": platform.python_implementation(),
        "executable": sys.executable,
        "prefix": sys.prefix,
        "basePrefix": sys.base_prefix,
        "system": platform.system(),
        "machine": platform.machine(),
        "translated": None if system is None else system.translated(),
        "processId": os.getpid(),
        "threads": None if system is None else system.thread_count(),
        "usableCpus": _usable_cpus(),
    }


def relevant_variables() -> dict[str, str]:
    """Return the chosen environment variables only: the others are nobody's business, and may be secrets."""
    return {
        name: value
        for name, value in sorted(os.environ.items())
        if name in _VARIABLES or name.startswith(_VARIABLE_PREFIXES)
    }


def _usable_cpus() -> int:
    # macOS has no such thing as CPUs that a process may not use.
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
