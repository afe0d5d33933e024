"""Times the repeats of one step of a published script."""

from __future__ import annotations

import time
from typing import Any, Callable


def repeat(step: Callable[[], Any], count: int) -> tuple[list[float], Any]:
    """Return the seconds of each of `count` calls of `step` in a row, and what the last one returned."""
    repeats: list[float] = []
    result = None
    before = time.perf_counter_ns()
    for _ in range(count):
        # The published scripts keep no result, so two never exist at the same time.
        result = None
        result = step()
        after = time.perf_counter_ns()
        repeats.append((after - before) / 1e9)
        before = after
    return repeats, result
