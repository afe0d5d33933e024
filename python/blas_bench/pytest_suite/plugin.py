"""Our part in pytest: says hello once the tests are collected, then runs them as they are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from blas_bench import suites
from blas_bench.suites.benchmark import BenchmarkProblem
from blas_bench.suites.controls import CONTROLS
from blas_bench.suites.seeds import seed

from .collected import benchmarks_of
from .options import calm_other_plugins, without_effect
from .outcome import last_lines
from .tests import Tests

if TYPE_CHECKING:
    from blas_bench.conversation import Conversation
    from blas_bench.suites.benchmark import Benchmark, TurnsBenchmark

    from .process import MakeWorker, Request

PLUGIN_NAME = "blas-bench"

# They write into the checkout what the next run is to begin with.
_MEMORIES = ("lfplugin", "nfplugin", "stepwiseplugin")
_MARKER_OPTIONS = [
    "max_time",
    "min_rounds",
    "min_time",
    "precision",
    "confidence",
    "timer",
    "group",
    "disable_gc",
    "warmup",
    "warmup_iterations",
    "calibration_precision",
    "cprofile",
]


class Plugin:
    """One of pytest's plugins, for one session."""

    def __init__(self, request: Request, make_worker: MakeWorker, conversation: Conversation) -> None:
        self.has_greeted = False
        self.problem: BenchmarkProblem | None = None
        """Why there is nothing to offer, where pytest itself found nothing wrong."""
        self._request = request
        self._make_worker = make_worker
        self._tests = Tests(conversation)
        self._broken: dict[str, list[str]] = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_cmdline_main(self, config: pytest.Config) -> None:
        """Before other plugins act on what they have been told."""
        calm_other_plugins(config)

    @pytest.hookimpl(trylast=True)
    def pytest_configure(self, config: pytest.Config) -> None:
        """After other plugins have registered theirs."""
        config.addinivalue_line("markers", "benchmark: settings of pytest-benchmark for this test")
        config.pluginmanager.register(self._tests, PLUGIN_NAME)
        for name in _MEMORIES:
            if config.pluginmanager.has_plugin(name):
                config.pluginmanager.unregister(name=name)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Keep what could not be collected: the rest goes on."""
        if report.failed:
            self._broken[report.nodeid] = last_lines(report.longreprtext)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Replace pytest's own: which test comes next, the parent says."""
        items, found = benchmarks_of(session.items, self._broken, self._request.path)
        options = without_effect(session.config)
        notice = f"without effect, because times come from turns of all series: {', '.join(options)}"
        try:
            worker = self._make_worker(self._offered(found), [notice] if options else [])
        except BenchmarkProblem as problem:
            self.problem = problem
            return True
        self.has_greeted = True
        self._tests.serve(items, worker)
        return True

    def _offered(self, found: list[TurnsBenchmark]) -> list[Benchmark]:
        wanted = self._request
        if not found and not wanted.may_be_empty:
            raise BenchmarkProblem(
                f"{wanted.path} has no tests that use the benchmark fixture: there is nothing to measure"
            )
        return suites.choose([*found, *CONTROLS], wanted.select, wanted.may_be_empty)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Give every process the same numbers, and refuse settings that do not exist."""
        seed()
        marker = item.get_closest_marker("benchmark")
        if marker is None:
            return
        if marker.args:
            raise ValueError("the benchmark marker takes no positional arguments")
        for name in marker.kwargs:
            if name not in _MARKER_OPTIONS:
                raise ValueError(f"the benchmark marker takes no argument {name!r}")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Hear how the running test fares."""
        self._tests.outcome.hear(report)
