"""The fixtures that tests ask for by pytest-benchmark's names."""

from __future__ import annotations

from typing import Any, Iterator

import pytest

from .fixture import BenchmarkFixture
from .labels import labels_of
from .plugin import PLUGIN_NAME


@pytest.fixture
def benchmark(request: pytest.FixtureRequest) -> Iterator[BenchmarkFixture]:
    """Time a function, in turns with the processes of the other series."""
    tests: Any = request.config.pluginmanager.get_plugin(PLUGIN_NAME)
    marker = request.node.get_closest_marker("benchmark")
    fixture = BenchmarkFixture(request.node, tests, {} if marker is None else marker.kwargs)
    yield fixture
    tests.describe(labels_of(fixture))


@pytest.fixture
def benchmark_weave(benchmark: BenchmarkFixture) -> Any:
    """Stand for `benchmark.weave`, which says that it is not taken over."""
    return benchmark.weave
