"""The built-in suites by name. A suite is imported only when it is asked for, because that imports NumPy."""

from __future__ import annotations

import importlib
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Sequence

if TYPE_CHECKING:
    from .benchmark import Benchmark

SUITES = ("quick", "mysvd", "dario", "sweep")


def load(suites: Sequence[str], select: Sequence[str] = ("*",)) -> list[Benchmark]:
    """Return the benchmarks of `suites` whose names fit one of the globs in `select`, each once.

    Controls are in every selection: they tell whether the machine was fit to measure the rest.
    """
    found: dict[str, Benchmark] = {}
    for suite in suites:
        for benchmark in importlib.import_module(f"{__name__}.{suite}").BENCHMARKS:
            found[benchmark.name] = benchmark
    return [benchmark for benchmark in found.values() if _is_selected(benchmark, select)]


def _is_selected(benchmark: Benchmark, select: Sequence[str]) -> bool:
    # "svd[64]" is a name as well as a glob.
    return benchmark.role == "control" or any(
        benchmark.name == glob or fnmatchcase(benchmark.name, glob) for glob in select
    )
