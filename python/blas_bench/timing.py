"""Times batches: uninterrupted stretches of one benchmark, with what disturbed them."""

import gc
import itertools
import resource
import time
from dataclasses import dataclass
from typing import Callable, Sequence

SHORTEST_BATCH_IN_CLOCK_RESOLUTIONS = 1000
"""A shorter batch is refused when the run is judged, because rounding would show in its time."""

_RESOLUTION_READINGS = 32
_LARGEST_GROWTH = 100


@dataclass(frozen=True)
class Batch:
    """One uninterrupted timed stretch. Both times cover all of its loops."""

    wall_nanoseconds: int
    cpu_nanoseconds: int
    involuntary_switches: int


def measure_batch(run: Callable[[], object], loops: int) -> Batch:
    """Call `run` `loops` times in a row without garbage collection, and without anything else between."""
    iterations = itertools.repeat(None, loops)
    collecting = gc.isenabled()
    gc.disable()
    try:
        switches = _involuntary_switches()
        cpu = time.process_time_ns()
        wall = time.perf_counter_ns()
        for _ in iterations:
            run()
        wall = time.perf_counter_ns() - wall
        cpu = time.process_time_ns() - cpu
        switches = _involuntary_switches() - switches
    finally:
        if collecting:
            gc.enable()
    return Batch(wall, cpu, switches)


def together(batches: Sequence[Batch]) -> Batch:
    """Return several as one; what was between them is left out."""
    return Batch(
        sum(batch.wall_nanoseconds for batch in batches),
        sum(batch.cpu_nanoseconds for batch in batches),
        sum(batch.involuntary_switches for batch in batches),
    )


def calibrate(run: Callable[[], object], target_nanoseconds: float) -> int:
    """Return how many loops make a batch of about `target_nanoseconds`; at least 1.

    A target the clock could not resolve is raised to one it can.
    """
    # Twice the shortest batch: a later batch may well be faster than the one that was calibrated on.
    shortest = 2 * SHORTEST_BATCH_IN_CLOCK_RESOLUTIONS * clock_resolution_nanoseconds()
    target = max(target_nanoseconds, shortest)
    loops = 1
    elapsed = measure_batch(run, loops).wall_nanoseconds
    while elapsed < target / 2:
        loops *= min(_LARGEST_GROWTH, max(2, int(target / max(elapsed, 1))))
        elapsed = measure_batch(run, loops).wall_nanoseconds
    if elapsed < 2 * target:
        # The fastest of three: one disturbed batch here would make every later batch too short.
        elapsed = min(elapsed, *(measure_batch(run, loops).wall_nanoseconds for _ in range(2)))
    return max(1, round(loops * target / elapsed))


def clock_resolution_nanoseconds() -> float:
    """Return the smallest step of the wall clock, in nanoseconds.

    Systems are known to claim finer clocks than they have, so the claim counts only where readings that
    differ are no further apart.
    """
    claimed = time.get_clock_info("perf_counter").resolution * 1e9
    observed = min(_next_step() for _ in range(_RESOLUTION_READINGS))
    return max(claimed, observed)


def _next_step() -> int:
    start = time.perf_counter_ns()
    step = 0
    while step == 0:
        step = time.perf_counter_ns() - start
    return step


def _involuntary_switches() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_nivcsw
