"""What a suite offers: benchmarks that take turns batch by batch, and benchmarks that run as a whole."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Callable, NoReturn, Sequence, Union

from blas_bench.timing import Batch, measure_batch

if TYPE_CHECKING:
    from .process import ProcessBenchmark

RELATIVE_TOLERANCE = 1e-9
"""For fingerprints of well-conditioned double precision results.

Libraries that compute rightly differ by some 1e-13 here; single precision somewhere inside, or one wrong
entry, shows at 1e-7 and above.
"""


class BenchmarkProblem(Exception):
    """What is wrong with people's benchmarks, in words for their author; its cause is what they did.

    Of another process, or where pytest has seen it, there is no cause: then its last lines tell.
    """

    def __init__(self, message: str, last_lines: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.last_lines = list(last_lines)


class BenchmarkSkipped(Exception):
    """People's own code does not want a benchmark to be measured here, and says why."""


@dataclass(frozen=True)
class Source:
    """Where a benchmark is defined: a file, as a path from the repository's folder, and a line from 1.

    A file of "" stands for people's command, of which there is no such place.
    """

    file: str
    line: int


def defined_in(function: Callable[..., Any], root: Path) -> Source | None:
    """Tell where a function is defined; None for code of unknown origin or from outside of `root`."""
    code = getattr(inspect.unwrap(function), "__code__", None)
    if code is None:
        return None
    try:
        return Source(Path(code.co_filename).resolve().relative_to(root).as_posix(), code.co_firstlineno)
    except ValueError:
        return None


@dataclass(frozen=True)
class Prepared:
    """A benchmark whose inputs exist. Calling `run` is what is timed."""

    run: Callable[[], Any]
    """One iteration. Returns its numerical result."""
    fingerprint: Callable[[Any], list[float] | None]
    """A few numbers that depend on the whole result of `run`; None where there is nothing to compare."""
    leave: Callable[[], None] = lambda: None
    """What the benchmark wants to be done after its last batch."""
    batch: Callable[[int], Batch] | None = None
    """Times so many loops in a way of its own."""
    rounds: tuple[int, int] | None = None
    """The loops of a batch are rounds: how many it has in a process, and of how many iterations."""

    def measure(self, loops: int) -> Batch:
        """Time so many loops in a row."""
        return measure_batch(self.run, loops) if self.batch is None else self.batch(loops)


@dataclass(frozen=True)
class TurnsBenchmark:
    """A benchmark that is timed batch by batch, in turns with other processes."""

    name: str
    description: str
    set_up: Callable[[], Prepared]
    layer: str | None = None
    """The library that does the work, "blas" or "lapack"; None where neither does."""
    flop: float | None = None
    """Floating-point operations of one iteration, where the field agrees on a count."""
    role: str = "benchmark"
    """Or "control": work that no BLAS touches, so that it must not differ between variants."""
    relative_tolerance: float | None = RELATIVE_TOLERANCE
    """None where results are not compared."""
    source: Source | None = None
    """None for our own."""
    problem: BenchmarkProblem | None = None
    """Why it cannot be set up, where that is known beforehand."""
    covers: str | None = None
    """Of a file that cannot be loaded: what the names of all its benchmarks would begin with."""


def broken(
    name: str, problem: BenchmarkProblem, source: Source | None, covers: str | None = None
) -> TurnsBenchmark:
    """Return what stands for benchmarks that cannot be measured: they must not look as if taken away."""

    def fail() -> NoReturn:
        raise problem

    return TurnsBenchmark(
        name, name, fail, relative_tolerance=None, source=source, problem=problem, covers=covers
    )


@dataclass(frozen=True)
class Part:
    """One row of a whole run."""

    name: str
    description: str
    repeats: list[float]
    """Seconds of each repeat."""
    layer: str | None = None
    flop: float | None = None
    """Floating-point operations of one repeat."""

    @property
    def seconds(self) -> float:
        """The published figure: the mean of the repeats, in seconds."""
        return sum(self.repeats) / len(self.repeats)


@dataclass(frozen=True)
class WholeRun:
    """What one whole run measured and computed."""

    parts: list[Part]
    summary_lines: list[str]
    """The lines the published script prints, with this run's figures."""
    fingerprint: list[float]


@dataclass(frozen=True)
class Quantity:
    """What a benchmark measures where that is no time."""

    unit: str
    """As people write it; "" where they say none."""
    better: str
    """Which way is better, "smaller" or "bigger"."""


@dataclass(frozen=True)
class ValueRun:
    """What a benchmark that measures no time has reported."""

    value: float
    cpu_nanoseconds: int


@dataclass(frozen=True)
class SkippedRun:
    """A run that people's own code does not want here."""

    reason: str


@dataclass(frozen=True)
class WholeBenchmark:
    """What runs as a whole: a published script, without a warm-up; or what reports one value."""

    name: str
    description: str
    run: Callable[[], WholeRun | ValueRun | SkippedRun]
    layer: str | None = None
    role: str = "benchmark"
    relative_tolerance: float | None = RELATIVE_TOLERANCE
    source: Source | None = None
    quantity: Quantity | None = None
    """None for what reports times."""


Benchmark = Union[TurnsBenchmark, WholeBenchmark, "ProcessBenchmark"]
