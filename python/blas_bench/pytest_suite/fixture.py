"""What a test gets for `benchmark`: pytest-benchmark's interface, with the timing handed to the worker."""

from __future__ import annotations

import functools
import inspect
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Callable, Iterator, Mapping, Protocol

from blas_bench.suites.benchmark import BenchmarkProblem, Prepared
from blas_bench.timing import Batch, measure_batch

from .pedantic import Rounds
from .stats import Metadata

if TYPE_CHECKING:
    import pytest

try:
    # Where it is installed, tests may name it.
    from pytest_benchmark.fixture import FixtureAlreadyUsed
except ImportError:

    class FixtureAlreadyUsed(Exception):  # type: ignore[no-redef]
        """A test called its fixture a second time."""


class Holder(Protocol):
    """Whoever lets the worker time what a running test has set up."""

    def hold(self, prepared: Prepared) -> None:
        """Return when the test may go on: at once where nobody asks for its times."""


class BenchmarkFixture:
    """Times one function, once in a test."""

    disabled = False
    enabled = True

    def __init__(self, node: pytest.Item, holder: Holder, options: Mapping[str, Any]) -> None:
        self.name = node.name
        self.fullname = node.nodeid
        callspec = getattr(node, "callspec", None)
        self.param = None if callspec is None else callspec.id
        self.params = None if callspec is None else callspec.params
        self.group = options.get("group")
        self.extra_info: dict[str, Any] = {}
        self.has_error = False
        self.skipped = False
        self.stats: Metadata | None = None
        self._options = dict(options)
        self._holder = holder
        self._mode: str | None = None

    def __call__(self, function_to_benchmark: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Time calls of the function; return what the last one, after timing, returns."""
        with self._used_as("benchmark(...)"):
            _require_synchronous(function_to_benchmark)
            run = function_to_benchmark
            if args or kwargs:
                run = functools.partial(function_to_benchmark, *args, **kwargs)
            stats = self.stats = self._metadata(iterations=1)

            def batch(loops: int) -> Batch:
                timed = measure_batch(run, loops)
                stats.iterations = loops
                stats.update(timed.wall_nanoseconds / 1e9)
                return timed

            with _without_tracing():
                run()  # warms up
                self._hold(run, batch)
            return run()

    def pedantic(
        self,
        target: Callable[..., Any],
        args: Any = (),
        kwargs: Any = None,
        setup: Callable[[], Any] | None = None,
        teardown: Callable[..., Any] | None = None,
        rounds: int = 1,
        warmup_rounds: int = 0,
        iterations: int = 1,
    ) -> Any:
        """Call the target exactly as often as the test says; return what the last call returns."""
        with self._used_as("benchmark.pedantic(...)"):
            _require_synchronous(target)
            stats = self._metadata(iterations)
            sequence = Rounds(target, args, kwargs, setup, teardown, iterations, stats)
            sequence.require_counts(rounds, warmup_rounds)
            self.stats = stats
            with _without_tracing():
                sequence.warm_up(warmup_rounds)
                self._hold(_nothing, sequence.batch, (rounds, iterations))
                sequence.run_rest()
            return sequence.result()

    def weave(self, *_: Any, **__: Any) -> None:
        """Not taken over."""
        self.has_error = True
        raise BenchmarkProblem(
            "benchmark.weave and benchmark.patch are not taken over: call benchmark(function) instead"
        )

    patch = weave

    def _hold(
        self, run: Callable[[], Any], batch: Callable[[int], Batch], rounds: tuple[int, int] | None = None
    ) -> None:
        """Let the worker take batches; what one of them raised, the test is to see."""
        raised: list[BaseException] = []

        def keeping(loops: int) -> Batch:
            try:
                return batch(loops)
            except BaseException as error:
                raised.append(error)
                raise

        self._holder.hold(Prepared(run, lambda _: None, batch=keeping, rounds=rounds))
        if raised:
            raise raised[0]

    def _metadata(self, iterations: int) -> Metadata:
        return Metadata(self, iterations, self._options)

    @contextmanager
    def _used_as(self, mode: str) -> Iterator[None]:
        if self._mode is not None:
            self.has_error = True
            raise FixtureAlreadyUsed(f"benchmark can be used once in a test, and was used as {self._mode}")
        self._mode = mode
        try:
            yield
        except Exception:
            self.has_error = True
            raise


def _nothing() -> None:
    pass


def _require_synchronous(function: Callable[..., Any]) -> None:
    plain = inspect.unwrap(function) if callable(function) else function
    if inspect.iscoroutinefunction(plain) or inspect.isasyncgenfunction(plain):
        raise BenchmarkProblem(
            "benchmark was given an async function: calling it runs nothing. Wrap it in one that runs it, "
            "such as lambda: asyncio.run(function())"
        )


@contextmanager
def _without_tracing() -> Iterator[None]:
    """Coverage and profilers would be timed, too."""
    tracer, profiler = sys.gettrace(), sys.getprofile()
    sys.settrace(None)
    sys.setprofile(None)
    try:
        yield
    finally:
        sys.settrace(tracer)
        sys.setprofile(profiler)
