"""The fixtures that tests ask for by pytest-benchmark's names."""

from __future__ import annotations

from typing import Any

import pytest

from .fixture import BenchmarkFixture
from .plugin import PLUGIN_NAME


@pytest.fixture
def benchmark(request: pytest.FixtureRequest) -> BenchmarkFixture:
    """Time a function, in turns with the processes of the other series."""
    tests: Any = request.config.pluginmanager.get_plugin(PLUGIN_NAME)
    marker = request.node.get_closest_marker("benchmark")
    return BenchmarkFixture(request.node, tests, {} if marker is None else marker.kwargs)


@pytest.fixture
def benchmark_weave(benchmark: BenchmarkFixture) -> Any:
    """Stand for `benchmark.weave`, which says that it is not taken over."""
    return benchmark.weave
