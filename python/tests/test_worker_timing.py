from __future__ import annotations

import gc
import time

import pytest

from blas_bench.timing import calibrate, clock_resolution_nanoseconds, measure_batch


@pytest.fixture
def collecting():
    was = gc.isenabled()
    yield
    (gc.enable if was else gc.disable)()


@pytest.mark.usefixtures("collecting")
@pytest.mark.parametrize("was", [True, False])
def test_nothing_is_collected_inside_a_batch_and_afterwards_all_is_as_before(was):
    (gc.enable if was else gc.disable)()
    seen = []
    measure_batch(lambda: seen.append(gc.isenabled()), 3)
    assert seen == [False, False, False]
    assert gc.isenabled() == was


@pytest.mark.usefixtures("collecting")
def test_collection_goes_on_after_a_batch_that_raised():
    gc.enable()

    def fail():
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011
        measure_batch(fail, 2)
    assert gc.isenabled()


def test_a_batch_covers_all_of_its_loops():
    batch = measure_batch(lambda: time.sleep(0.01), 5)
    assert batch.wall_nanoseconds >= 0.05e9
    assert batch.cpu_nanoseconds < batch.wall_nanoseconds


def test_a_slow_iteration_fills_a_batch_alone():
    assert calibrate(lambda: time.sleep(0.02), 1e6) == 1


def test_fast_iterations_fill_a_batch_together():
    # Sleeping never takes less than asked for, so there cannot be more loops than this.
    assert 1 < calibrate(lambda: time.sleep(0.001), 50e6) <= 50


def test_a_batch_is_never_too_short_for_the_clock():
    def nothing():
        pass

    loops = calibrate(nothing, 1)
    # Of several each: a machine that is busy at one moment and free at the next moves both.
    longest = max(measure_batch(nothing, loops).wall_nanoseconds for _ in range(5))
    assert longest > 1000 * min(clock_resolution_nanoseconds() for _ in range(5))
