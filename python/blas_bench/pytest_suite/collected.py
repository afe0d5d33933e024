"""What pytest has collected, as benchmarks: tests by their node ids, and what could not be collected."""

from __future__ import annotations

import inspect
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Mapping, NoReturn, Sequence

from blas_bench.suites.benchmark import BenchmarkProblem, Source, TurnsBenchmark

if TYPE_CHECKING:
    import pytest

_LONGEST_DESCRIPTION = 200


def benchmarks_of(
    items: Sequence[pytest.Item], broken: Mapping[str, list[str]], path: str
) -> tuple[dict[str, pytest.Item], list[TurnsBenchmark]]:
    """Return the tests that use the fixture, by name, and all that is on offer, in their order.

    A file that could not be collected is on offer too, by its name, and fails when it is asked for: it must
    not look as if its tests had been taken away.
    """
    using = [item for item in items if "benchmark" in getattr(item, "fixturenames", ())]
    times = Counter(item.nodeid for item in using)
    tests = {item.nodeid: item for item in using if times[item.nodeid] == 1}
    offered = {item.nodeid: _benchmark(item, times[item.nodeid], path) for item in using}
    for name, lines in broken.items():
        problem = BenchmarkProblem("could not be collected", lines)
        shown = name or path
        offered[shown] = _failing(shown, problem, Source(path.partition("::")[0], 1))
    return tests, list(offered.values())


def _benchmark(item: pytest.Item, times: int, path: str) -> TurnsBenchmark:
    problem = BenchmarkProblem(
        f"is the name of {times} tests: give them names of their own"
        if times > 1
        else "is a test, and can only be entered by pytest"
    )
    description = (inspect.getdoc(getattr(item, "function", None)) or "").partition("\n")[0]
    benchmark = _failing(item.nodeid, problem, _source(item, path))
    return TurnsBenchmark(
        benchmark.name,
        description[:_LONGEST_DESCRIPTION] or item.name,
        benchmark.set_up,
        relative_tolerance=None,
        source=benchmark.source,
    )


def _failing(name: str, problem: BenchmarkProblem, source: Source) -> TurnsBenchmark:
    def fail(problem: BenchmarkProblem) -> NoReturn:
        raise problem

    return TurnsBenchmark(name, name, partial(fail, problem), relative_tolerance=None, source=source)


def _source(item: pytest.Item, path: str) -> Source:
    file, line, _ = item.location
    # Tests that a plugin made from elsewhere belong to the path that was named.
    is_inside = not file.startswith(("/", ".."))
    return Source(file if is_inside else path.partition("::")[0], (line or 0) + 1)
