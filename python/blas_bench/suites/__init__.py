"""Benchmarks by where they come from. Each is imported when it is asked for, because that imports NumPy."""

from __future__ import annotations

import importlib
import re
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Iterable, Sequence

from .benchmark import BenchmarkProblem

if TYPE_CHECKING:
    from pathlib import Path

    from .benchmark import Benchmark

SUITES = ("quick", "mysvd", "dario", "sweep")


def load(suites: Sequence[str], select: Sequence[str] = ("*",)) -> list[Benchmark]:
    """Return the benchmarks of built-in `suites` whose names fit one of the globs in `select`, each once.

    Raises BenchmarkProblem when none does.
    """
    found: dict[str, Benchmark] = {}
    for suite in suites:
        for benchmark in importlib.import_module(f"{__name__}.{suite}").BENCHMARKS:
            found[benchmark.name] = benchmark
    return choose(found.values(), select)


def load_functions(
    file: str, root: Path, select: Sequence[str] = ("*",), may_be_empty: bool = False
) -> list[Benchmark]:
    """Return the functions of `file`, a path from the folder `root`, with the controls, selected alike.

    Runs the code of the file. Raises BenchmarkProblem when that fails or, unless that may be, there are no
    functions to time.
    """
    from .functions import load_file

    return choose(load_file(file, root, may_be_empty), select, may_be_empty)


def load_script(file: str, root: Path, may_be_missing: bool = False) -> list[Benchmark]:
    """Return the script `file`, a path from the folder `root`, to be run whole, with the controls."""
    from .process import load_script as load

    return load(file, root, may_be_missing)


def load_command(line: str) -> list[Benchmark]:
    """Return what a line of bash reports, with the controls."""
    from .process import load_command as load

    return load(line)


def choose(
    benchmarks: Iterable[Benchmark], select: Sequence[str], may_be_empty: bool = False
) -> list[Benchmark]:
    """Return those that fit, with the controls.

    Raises BenchmarkProblem where only controls would be left, unless that may be.
    """
    offered = list(benchmarks)
    # Controls are in every selection: they tell whether the machine was fit to measure the rest.
    selected = [benchmark for benchmark in offered if _is_selected(benchmark, select)]
    if not may_be_empty and all(benchmark.role == "control" for benchmark in selected):
        names = ", ".join(benchmark.name for benchmark in offered if benchmark.role != "control")
        raise BenchmarkProblem(f"has no benchmark that fits {' or '.join(select)}: there are {names}")
    return selected


def _is_selected(benchmark: Benchmark, select: Sequence[str]) -> bool:
    # "svd[64]" is a name as well as a glob.
    return benchmark.role == "control" or any(
        benchmark.name == glob or fnmatchcase(benchmark.name, glob) or _may_fit_in(benchmark, glob)
        for glob in select
    )


def _may_fit_in(benchmark: Benchmark, glob: str) -> bool:
    """Whether the glob may fit something in a file that cannot be loaded."""
    covers = getattr(benchmark, "covers", None)
    if covers is None:
        return False
    beginning = re.split(r"[*?\[]", glob, maxsplit=1)[0]
    return beginning.startswith(covers) or covers.startswith(beginning)
