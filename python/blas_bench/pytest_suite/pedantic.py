"""Rounds as a test counts them: each with its own set-up and teardown, and no call more than it asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable

from blas_bench.suites.benchmark import BenchmarkProblem
from blas_bench.timing import Batch, measure_batch, together

if TYPE_CHECKING:
    from .stats import Metadata


class Rounds:
    """The calls of `benchmark.pedantic`."""

    def __init__(
        self,
        target: Callable[..., Any],
        args: Any,
        kwargs: Any,
        setup: Callable[[], Any] | None,
        teardown: Callable[..., Any] | None,
        iterations: int,
        stats: Metadata,
    ) -> None:
        self._target = target
        self._args = args
        self._kwargs = kwargs or {}
        self._setup = setup
        self._teardown = teardown
        self._iterations = iterations
        self._stats = stats
        self._left = 0
        self._result: Any = None

    def require_counts(self, rounds: int, warmup_rounds: int) -> None:
        """Raise ValueError for numbers that make no sense, as pytest-benchmark does."""
        _require_whole("iterations", self._iterations, 1)
        _require_whole("rounds", rounds, 1)
        _require_whole("warmup_rounds", warmup_rounds, 0)
        if self._iterations > 1 and self._setup is not None:
            raise ValueError("pedantic takes no more than 1 of iterations together with setup")
        self._left = rounds

    def warm_up(self, rounds: int) -> None:
        """Run rounds that nobody times."""
        for _ in range(rounds):
            self._round()

    def batch(self, rounds: int) -> Batch:
        """Time so many rounds; what is between them is left out."""
        if rounds > self._left:
            raise BenchmarkProblem(f"has {self._left} rounds left, and {rounds} were asked for")
        return together([self._timed_round() for _ in range(rounds)])

    def run_rest(self) -> None:
        """Run the rounds that were not asked for, because the test counts on them."""
        while self._left > 0:
            self._timed_round()

    def result(self) -> Any:
        """Return the last call's result; of iterations nobody kept it, so there is a call more."""
        if self._iterations > 1:
            args, kwargs = self._arguments()
            self._result = self._target(*args, **kwargs)
            self._end_round(args, kwargs)
        return self._result

    def _timed_round(self) -> Batch:
        self._left -= 1
        timed = self._round()
        self._stats.update(timed.wall_nanoseconds / 1e9)
        return timed

    def _round(self) -> Batch:
        args, kwargs = self._arguments()

        def run() -> None:
            self._result = self._target(*args, **kwargs)

        timed = measure_batch(run, self._iterations)
        self._end_round(args, kwargs)
        return timed

    def _arguments(self) -> tuple[Any, Any]:
        given = None if self._setup is None else self._setup()
        if not given:
            return self._args, self._kwargs
        if self._args or self._kwargs:
            raise TypeError("pedantic takes args and kwargs, or a setup that returns them, and not both")
        args, kwargs = given
        return args, kwargs

    def _end_round(self, args: Any, kwargs: Any) -> None:
        if self._teardown is not None:
            self._teardown(*args, **kwargs)


def _require_whole(name: str, number: Any, least: int) -> None:
    if not isinstance(number, int) or number < least:
        raise ValueError(f"{name} of pedantic is {number!r}, not a whole number of at least {least}")
