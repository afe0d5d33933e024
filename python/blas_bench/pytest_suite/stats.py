"""What a test can read of its times in this process, by the names that pytest-benchmark has."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING, Any, Callable, Mapping

if TYPE_CHECKING:
    from .fixture import BenchmarkFixture

_OUTLIER_RANGES = 1.5


def _quarter(number: int) -> Callable[[list[float]], float]:
    def quartile(data: list[float]) -> float:
        return data[0] if len(data) == 1 else statistics.quantiles(data, n=4, method="inclusive")[number]

    return quartile


_q1, _q3 = _quarter(0), _quarter(2)


def _deviation(data: list[float]) -> float:
    return statistics.stdev(data) if len(data) > 1 else 0.0


def _within_reach(data: list[float]) -> list[float]:
    reach = _OUTLIER_RANGES * (_q3(data) - _q1(data))
    return [value for value in data if _q1(data) - reach <= value <= _q3(data) + reach]


def _far_from_mean(data: list[float]) -> int:
    return sum(abs(value - statistics.mean(data)) > _deviation(data) for value in data)


_FIGURES: dict[str, Callable[[list[float]], Any]] = {
    "rounds": len,
    "total": sum,
    "min": min,
    "max": max,
    "mean": statistics.mean,
    "median": statistics.median,
    "stddev": _deviation,
    "q1": _q1,
    "q3": _q3,
    "iqr": lambda data: _q3(data) - _q1(data),
    "ld15iqr": lambda data: min(_within_reach(data)),
    "hd15iqr": lambda data: max(_within_reach(data)),
    "iqr_outliers": lambda data: len(data) - len(_within_reach(data)),
    "stddev_outliers": _far_from_mean,
    "outliers": lambda data: f"{_far_from_mean(data)};{len(data) - len(_within_reach(data))}",
    "ops": lambda data: len(data) / sum(data),
}


class Stats:
    """Seconds of one iteration, one for each batch or round; all figures are computed when they are read."""

    def __init__(self) -> None:
        self.data: list[float] = []

    def __bool__(self) -> bool:
        return bool(self.data)

    def __getattr__(self, name: str) -> Any:
        if name not in _FIGURES:
            raise AttributeError(f"benchmark.stats has no {name!r}")
        return _FIGURES[name](self.data)

    def update(self, duration: float) -> None:
        """Take one more, in seconds."""
        self.data.append(duration)


class Metadata:
    """`benchmark.stats`: the names of a test with its times."""

    def __init__(self, fixture: BenchmarkFixture, iterations: int, options: Mapping[str, Any]) -> None:
        self.name = fixture.name
        self.fullname = fixture.fullname
        self.group = fixture.group
        self.param = fixture.param
        self.params = fixture.params
        self.extra_info = fixture.extra_info
        self.fixture = fixture
        self.iterations = iterations
        self.options = dict(options)
        self.stats = Stats()

    def __bool__(self) -> bool:
        return bool(self.stats)

    def __getitem__(self, name: str) -> Any:
        return getattr(self.stats, name) if name in _FIGURES or name == "data" else getattr(self, name)

    def get(self, name: str, default: Any = None) -> Any:
        """Return one figure or name, such as "mean"."""
        return self[name] if name in _FIGURES or hasattr(self, name) else default

    @property
    def has_error(self) -> bool:
        """Whether something was raised while the fixture was used."""
        return self.fixture.has_error

    def update(self, duration: float) -> None:
        """Take the seconds of one batch or round."""
        self.stats.update(duration / self.iterations)
