"""Benchmarks of asv that measure no time: `track_*`, `mem_*` and `peakmem_*`, which report one value each."""

from __future__ import annotations

import copy
import math
import re
import resource
import time
from typing import TYPE_CHECKING, Any, Callable

from blas_bench.suites.benchmark import (
    BenchmarkProblem,
    BenchmarkSkipped,
    Quantity,
    SkippedRun,
    ValueRun,
)
from blas_bench.suites.seeds import seed

from .peak import peak_bytes
from .running import Surroundings
from .timeout import limited_to

if TYPE_CHECKING:
    from .caches import Caches
    from .discovery import Found
    from .peak import Place

_PER_SECOND = re.compile(r"\S+/(?:s|sec|second)")
_LONGEST_UNIT = 100
_PATIENCE_SECONDS = 300
_NO_PYMPLER = "mem_* asks pympler for the size of what it returns: add it to packages"


def quantity_of(found: Found) -> Quantity:
    """Return what it measures. Raises BenchmarkProblem where the suite says what makes no sense.

    asv has no word for the direction, and its `continuous` calls everything that grows worse. So do we,
    unless `better = "bigger"` stands beside the unit, or the unit counts something per second.
    """
    unit = str(found.setting("unit", "") if found.kind == "track" else "B")[:_LONGEST_UNIT]
    better = found.setting("better", "bigger" if _PER_SECOND.fullmatch(unit) else "smaller")
    if better not in ("smaller", "bigger"):
        raise BenchmarkProblem(f'has better = {better!r:.80}: write "smaller" or "bigger"')
    return Quantity(unit, better)


def take_value(found: Found, caches: Caches, place: Place) -> ValueRun | SkippedRun:
    """Run it once, and return its value. Raises BenchmarkProblem for what is none."""
    before = _cpu_nanoseconds()
    try:
        value = _value(found, caches, place)
    except BenchmarkSkipped as skipped:
        return SkippedRun(str(skipped))
    return ValueRun(value, _cpu_nanoseconds() - before)


def _value(found: Found, caches: Caches, place: Place) -> float:
    if found.kind == "peakmem":
        return peak_bytes(found, caches.enter(found), place)
    cache = caches.arguments_of(found)
    with limited_to(found.setting("timeout", _PATIENCE_SECONDS)):
        returned = run_once(found, cache, size_of if found.kind == "mem" else _same)
    return _number(returned)


def run_once(found: Found, cache: tuple[Any, ...], look: Callable[[Any], Any]) -> Any:
    """Set it up, run it, look at what it returns while that is there, and tear it down."""
    seed()
    surroundings = Surroundings(found, cache)
    surroundings.set_up()
    try:
        return look(found.function(*surroundings.arguments))
    except NotImplementedError as reason:
        raise BenchmarkSkipped(str(reason) or "it is not implemented") from reason
    finally:
        surroundings.tear_down()


def size_of(value: Any) -> int:
    """Return the bytes of one more of it, so that what all copies share does not count."""
    try:
        from pympler.asizeof import asizeof
    except ImportError:
        raise BenchmarkSkipped(_NO_PYMPLER) from None
    size: Callable[[Any], int] = asizeof
    return size([value, copy.copy(value)]) - size([value, value])


def _same(value: Any) -> Any:
    return value


def _number(value: Any) -> float:
    try:
        number = float(value)
    except (TypeError, ValueError):
        raise BenchmarkProblem(f"returned {value!r:.80}, which is no number") from None
    if not math.isfinite(number):
        raise BenchmarkProblem(f"returned {value!r:.80}, which is no finite number")
    return number


def _cpu_nanoseconds() -> int:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time_ns() + int((children.ru_utime + children.ru_stime) * 1e9)
