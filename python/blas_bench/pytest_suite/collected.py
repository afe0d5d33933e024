"""What pytest has collected, as benchmarks: tests by their node ids, and what could not be collected."""

from __future__ import annotations

import inspect
from collections import Counter
from typing import TYPE_CHECKING, Mapping, NoReturn, Sequence

from blas_bench.suites.benchmark import BenchmarkProblem, Source, TurnsBenchmark, broken

if TYPE_CHECKING:
    import pytest

_LONGEST_DESCRIPTION = 200


def benchmarks_of(
    items: Sequence[pytest.Item], uncollected: Mapping[str, list[str]], path: str
) -> tuple[dict[str, pytest.Item], list[TurnsBenchmark]]:
    """Return the tests that use the fixture, by name, and all that is on offer, in their order.

    A file that could not be collected is on offer too, by its name, and fails when it is asked for: it must
    not look as if its tests had been taken away.
    """
    using = [item for item in items if "benchmark" in getattr(item, "fixturenames", ())]
    times = Counter(item.nodeid for item in using)
    tests = {item.nodeid: item for item in using if times[item.nodeid] == 1}
    offered = {item.nodeid: _benchmark(item, times[item.nodeid], path) for item in using}
    for name, lines in uncollected.items():
        problem = BenchmarkProblem("could not be collected", lines)
        shown = name or path
        offered[shown] = broken(shown, problem, Source(path.partition("::")[0], 1), _covers(name))
    return tests, list(offered.values())


def _benchmark(item: pytest.Item, times: int, path: str) -> TurnsBenchmark:
    source = _source(item, path)
    if times > 1:
        problem = BenchmarkProblem(f"is the name of {times} tests: give them names of their own")
        return broken(item.nodeid, problem, source)
    description = (inspect.getdoc(getattr(item, "function", None)) or "").partition("\n")[0]
    return TurnsBenchmark(
        item.nodeid,
        description[:_LONGEST_DESCRIPTION] or item.name,
        _only_pytest_enters,
        relative_tolerance=None,
        source=source,
    )


def _only_pytest_enters() -> NoReturn:
    raise BenchmarkProblem("is a test, and can only be entered by pytest")


def _covers(name: str) -> str:
    """Return what the node ids of a collector's tests begin with."""
    if name == "" or name.endswith(("/", "::")):
        return name
    if name.endswith("__init__.py"):
        return name[: -len("__init__.py")]
    return f"{name}::" if ".py" in name else f"{name}/"


def _source(item: pytest.Item, path: str) -> Source:
    file, line, _ = item.location
    # Tests that a plugin made from elsewhere belong to the path that was named.
    is_inside = not file.startswith(("/", ".."))
    return Source(file if is_inside else path.partition("::")[0], (line or 0) + 1)
