"""An asv suite as benchmarks that take turns: what is around them runs as asv has it."""

from __future__ import annotations

import contextlib
import inspect
import os
import sys
import tempfile
from collections import Counter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Callable, Iterable, Union

# Before the suite's folder is on the path: no module in there may take part in the proof because of its name.
from blas_bench import evidence, suites  # noqa: F401
from blas_bench.suites.benchmark import (
    Benchmark,
    BenchmarkProblem,
    Prepared,
    SkippedRun,
    Source,
    TurnsBenchmark,
    ValueRun,
    WholeBenchmark,
    broken,
    defined_in,
)
from blas_bench.suites.controls import CONTROLS

from .caches import Caches
from .discovery import Found, find
from .folder import benchmark_folder
from .modules import import_all
from .peak import Place
from .running import prepare
from .values import quantity_of, take_value

if TYPE_CHECKING:
    from types import ModuleType

_LONGEST_DESCRIPTION = 200
_TIMED = ("time", "timeraw")

Offered = Union[TurnsBenchmark, WholeBenchmark]


def load(path: str, root: Path, select: Iterable[str], may_be_empty: bool) -> list[Benchmark]:
    """Return what there is to measure, with the controls.

    Runs the modules of the suite. Raises BenchmarkProblem when there is nothing to offer, unless that may be.
    """
    root = root.resolve()
    folder = benchmark_folder(root / path)
    if folder is None:
        if may_be_empty:
            return [*CONTROLS]
        raise BenchmarkProblem(f"{path} is no folder of benchmarks, and has no asv.conf.json that names one")
    # What is installed, perhaps compiled, goes before its source folder.
    sys.path.append(str(root))
    # As under asv, benchmarks may leave files where they are.
    home = Path.cwd() / "caches"
    work = Path(tempfile.mkdtemp(dir=Path.cwd()))
    os.chdir(work)
    offered = _offered(Place(root, folder, work), Caches(home, work))
    if not offered and not may_be_empty:
        raise BenchmarkProblem(
            f"{path} has no functions or methods named time_*, track_* or so: there is nothing to measure"
        )
    # What is no time is taken last, so that nothing of it is in any time.
    times = [one for one in offered if isinstance(one, TurnsBenchmark)]
    values = [one for one in offered if isinstance(one, WholeBenchmark)]
    return suites.choose([*times, *CONTROLS, *values], list(select), may_be_empty)


def _offered(place: Place, caches: Caches) -> list[Offered]:
    folder, root = place.folder, place.root
    offered: list[Offered] = []
    entrance = _Entrance()
    for name, module in import_all(folder):
        source = Source(_relative(folder, root), 1)
        found = module if isinstance(module, BenchmarkProblem) else _searched(module)
        if isinstance(found, BenchmarkProblem):
            _, _, inner = name.partition(".")
            offered.append(broken(inner or name, found, source, f"{inner}." if inner else ""))
            continue
        for one in found:
            where = defined_in(one.function, root) or source
            if one.kind in _TIMED:
                offered.append(_benchmark(one, caches, entrance, where))
            else:
                offered.append(_value_benchmark(one, partial(_taken, one, caches, entrance, place), where))
    return _without_collisions(offered)


def _searched(module: ModuleType) -> list[Found] | BenchmarkProblem:
    try:
        return list(find(module))
    except Exception as error:  # noqa: BLE001 - one of their classes cannot be made
        problem = BenchmarkProblem(f"could not be searched: {type(error).__name__}: {error}")
        problem.__cause__ = error
        return problem


class _Entrance:
    """One benchmark at a time.

    The one before is torn down first, also where nobody said that it is over: then it has failed already, and
    what its teardown says is not the fault of the next.
    """

    def __init__(self) -> None:
        self._leave: Callable[[], None] | None = None

    def enter(self, make: Callable[[], Prepared]) -> Prepared:
        self.clear()
        prepared = make()
        self._leave = prepared.leave
        return Prepared(prepared.run, prepared.fingerprint, self.leave, prepared.batch, prepared.rounds)

    def clear(self) -> None:
        with contextlib.suppress(Exception):
            self.leave()

    def leave(self) -> None:
        leave, self._leave = self._leave, None
        if leave is not None:
            leave()


def _benchmark(found: Found, caches: Caches, entrance: _Entrance, source: Source) -> TurnsBenchmark:
    return TurnsBenchmark(
        found.name,
        _description(found),
        lambda: entrance.enter(partial(prepare, found, caches)),
        relative_tolerance=None,
        source=source,
    )


def _value_benchmark(found: Found, run: Callable[[], ValueRun | SkippedRun], source: Source) -> Offered:
    try:
        quantity = quantity_of(found)
    except BenchmarkProblem as problem:
        return broken(found.name, problem, source)
    return WholeBenchmark(
        found.name, _description(found), run, relative_tolerance=None, source=source, quantity=quantity
    )


def _taken(found: Found, caches: Caches, entrance: _Entrance, place: Place) -> ValueRun | SkippedRun:
    entrance.clear()
    return take_value(found, caches, place)


def _description(found: Found) -> str:
    description = (inspect.getdoc(found.function) or "").partition("\n")[0]
    return description[:_LONGEST_DESCRIPTION] or found.name


def _without_collisions(offered: list[Offered]) -> list[Offered]:
    times = Counter(one.name for one in offered)
    unique = {one.name: one for one in offered}
    for name, one in unique.items():
        if times[name] > 1:
            problem = BenchmarkProblem(
                f"is the name of {times[name]} benchmarks: give them names of their own"
            )
            unique[name] = broken(name, problem, one.source or Source(name, 1))
    return list(unique.values())


def _relative(folder: Path, root: Path) -> str:
    try:
        return folder.relative_to(root).as_posix()
    except ValueError:
        return folder.name
