"""Ends people's code that takes longer than its own `timeout` allows."""

from __future__ import annotations

import contextlib
import math
import signal
from types import FrameType
from typing import Any, Iterator

from blas_bench.suites.benchmark import BenchmarkProblem


@contextlib.contextmanager
def limited_to(seconds: Any) -> Iterator[None]:
    """Raise BenchmarkProblem inside, after so many seconds; None: never.

    Code that does not come back to Python cannot be ended so: the parent's patience is for that.
    """
    if seconds is None:
        yield
        return
    limit = seconds_of(seconds)

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise too_long(limit)

    former = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, limit)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, former)


def seconds_of(timeout: Any) -> float:
    """Return the setting as a number. Raises BenchmarkProblem where it is none."""
    try:
        seconds = float(timeout)
    except (TypeError, ValueError):
        seconds = math.nan
    if not (0 < seconds < math.inf):
        raise BenchmarkProblem(f"has timeout = {timeout!r:.80}, which is no number of seconds")
    return seconds


def too_long(seconds: float) -> BenchmarkProblem:
    """Return what to raise after so many seconds."""
    return BenchmarkProblem(f"took longer than its timeout of {seconds:g} s")
