"""The options of pytest-benchmark: accepted, because people's configuration names them."""

from __future__ import annotations

from typing import Any

import pytest

_WITHOUT_VALUE = {
    "only": "always so: other tests are not run",
    "enable": "always so",
    "skip": "no effect: naming tests as benchmarks asks for their times",
    "disable": "no effect: naming tests as benchmarks asks for their times",
    "disable-gc": "always so, inside of a batch",
    "autosave": "no effect",
    "save-data": "no effect",
    "verbose": "no effect",
    "quiet": "no effect",
}
_WITH_VALUE = {
    "min-time": "no effect: batches are calibrated once for both arms",
    "max-time": "no effect: the time budget is the run's",
    "min-rounds": "no effect: turns and blocks are the run's",
    "precision": "no effect: blocks are decided by the number of comparisons",
    "confidence": "no effect",
    "timer": "no effect: the clock is time.perf_counter",
    "calibration-precision": "no effect",
    "warmup-iterations": "no effect",
    "save": "no effect",
    "json": "no effect",
    "compare-fail": "no effect: head is compared with base in the same run",
    "cprofile": "no effect",
    "cprofile-loops": "no effect",
    "cprofile-top": "no effect",
    "storage": "no effect",
    "sort": "no effect",
    "group-by": "no effect",
    "columns": "no effect",
    "name": "no effect",
    "time-unit": "no effect",
}
_WITH_VALUE_OR_NONE = {
    "warmup": "no effect: every process warms up",
    "compare": "no effect: head is compared with base in the same run",
    "cprofile-dump": "no effect",
    "netrc": "no effect",
    "histogram": "no effect",
    "csv": "no effect",
}
_MEANINGFUL = ("only", "enable", "skip", "disable", "disable-gc")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Accept what pytest-benchmark accepts."""
    group = parser.getgroup("benchmark", "of pytest-benchmark, as far as they have a meaning in lockstep")
    for name, meaning in _WITHOUT_VALUE.items():
        group.addoption(f"--benchmark-{name}", action="store_true", default=None, help=meaning)
    for name, meaning in _WITH_VALUE.items():
        count: Any = "+" if name == "compare-fail" else None
        group.addoption(f"--benchmark-{name}", nargs=count, default=None, help=meaning)
    for name, meaning in _WITH_VALUE_OR_NONE.items():
        group.addoption(f"--benchmark-{name}", nargs="?", const=True, default=None, help=meaning)


def without_effect(config: pytest.Config) -> list[str]:
    """Return the options that were given and do nothing here."""
    names = [
        name for name in (*_WITHOUT_VALUE, *_WITH_VALUE, *_WITH_VALUE_OR_NONE) if name not in _MEANINGFUL
    ]
    return [
        f"--benchmark-{name}"
        for name in names
        if config.getoption(f"benchmark_{name.replace('-', '_')}") is not None
    ]


def calm_other_plugins(config: pytest.Config) -> None:
    """Keep people's plugins from running tests elsewhere, in another order, or with other numbers."""
    calm: dict[str, Any] = {
        "numprocesses": None,  # pytest-xdist
        "dist": "no",
        "tx": [],
        "maxprocesses": None,
        "randomly_seed": 42,  # pytest-randomly
        "randomly_reorganize": False,
        "usepdb": False,
    }
    for name, value in calm.items():
        if hasattr(config.option, name):
            setattr(config.option, name, value)
