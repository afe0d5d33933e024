"""Sets one benchmark up as asv does, and times its batches: each begins with a set-up of its own."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Callable

from blas_bench.suites.benchmark import BenchmarkProblem, BenchmarkSkipped, Prepared
from blas_bench.suites.seeds import seed
from blas_bench.timing import Batch, measure_batch, together

from .raw import time_code
from .timeout import limited_to

if TYPE_CHECKING:
    from .caches import Caches
    from .discovery import Found

_MOST_ROUNDS = 1_000_000
_MOST_PROCESSES = 16


def prepare(found: Found, caches: Caches) -> Prepared:
    """Return the benchmark, set up. Raises BenchmarkSkipped where its set-up says that there is none."""
    timeout = found.setting("timeout")
    surroundings = Surroundings(found, caches.arguments_of(found))
    seed()
    with limited_to(timeout):
        surroundings.set_up()
    call = partial(found.function, *surroundings.arguments)
    if found.kind == "timeraw":
        return _raw(call, found, surroundings, timeout)
    number = int(found.setting("number", 0))
    if number < 0:
        raise BenchmarkProblem(f"has number = {number}: write 0 to have it chosen")
    run = _limited_once(_skipping(call), timeout)

    def batch(loops: int) -> Batch:
        with limited_to(timeout):
            surroundings.renew()
            return measure_batch(call, loops)

    def rounds(loops: int) -> Batch:
        return together([batch(number) for _ in range(loops)])

    if number == 0:
        return Prepared(run, _no_fingerprint, surroundings.tear_down, batch)
    return Prepared(run, _no_fingerprint, surroundings.tear_down, rounds, (_MOST_ROUNDS, number))


def _raw(call: Callable[[], Any], found: Found, surroundings: Surroundings, timeout: Any) -> Prepared:
    number = int(found.setting("number", 1)) or 1
    code = call()

    def batch(loops: int) -> Batch:
        with limited_to(timeout):
            return together([time_code(code, number) for _ in range(loops)])

    # A process for each: as many as turns at most.
    rounds = (_MOST_PROCESSES, number)
    return Prepared(lambda: None, _no_fingerprint, surroundings.tear_down, batch, rounds)


class Surroundings:
    """The set-ups and teardowns around one benchmark."""

    def __init__(self, found: Found, cache: tuple[Any, ...]) -> None:
        self.arguments = (*cache, *found.parameters)
        # The module's goes first, and comes down last.
        self._set_ups = found.hooks("setup")[::-1]
        self._teardowns = found.hooks("teardown")

    def set_up(self) -> None:
        """Raise BenchmarkSkipped where a set-up says that there is no such benchmark here."""
        try:
            for hook in self._set_ups:
                hook(*self.arguments)
        except NotImplementedError as reason:
            raise BenchmarkSkipped(str(reason) or "its set-up is not implemented") from reason

    def tear_down(self) -> None:
        """Undo what the set-ups did, in reverse."""
        for hook in self._teardowns:
            hook(*self.arguments)

    def renew(self) -> None:
        """Set up anew, because the calls before may have used up what there was."""
        if not self._set_ups and not self._teardowns:
            return
        self.tear_down()
        seed()
        self.set_up()


def _skipping(call: Callable[[], Any]) -> Callable[[], Any]:
    """Older suites say in the benchmark itself that there is none."""

    def run() -> Any:
        try:
            return call()
        except NotImplementedError as reason:
            raise BenchmarkSkipped(str(reason) or "it is not implemented") from reason

    return run


def _no_fingerprint(_: Any) -> None:
    """Return nothing to compare: a suite's results may be anything."""


def _limited_once(run: Callable[[], Any], timeout: Any) -> Callable[[], Any]:
    """Limit the first call alone: around each, the limit would be in what is calibrated."""
    is_first = True

    def limited() -> Any:
        nonlocal is_first
        if not is_first:
            return run()
        is_first = False
        with limited_to(timeout):
            return run()

    return run if timeout is None else limited
