"""A suite that writes down what its tests see; first run by pytest-benchmark itself, then by our plugin."""

import itertools
import json
import os
import unittest
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def seen(request):
    facts = {}
    yield facts
    with Path(os.environ["CONFORMING_SUITE_LOG"]).open("a") as log:
        log.write(json.dumps([request.node.name, facts]) + "\n")


def traits(benchmark):
    return {
        "name": benchmark.name,
        "fullname": benchmark.fullname.rpartition("/")[2],
        "group": benchmark.group,
        "param": benchmark.param,
        "params": benchmark.params,
        "enabled": [benchmark.enabled, benchmark.disabled],
        "error": benchmark.has_error,
        "stats before": benchmark.stats is None,
    }


def test_a_call_returns_the_result(benchmark, seen):
    seen.update(traits(benchmark))
    seen["result"] = benchmark(divmod, 17, 5)
    seen["keywords"] = benchmark.extra_info


def test_keywords_reach_the_function(benchmark, seen):
    seen["result"] = benchmark(lambda *args, **kwargs: [args, kwargs], 1, b=2)


def test_the_last_of_all_calls_is_returned(benchmark, seen):
    counter = itertools.count(1)
    calls = []

    def count():
        calls.append(next(counter))
        return calls[-1]

    seen["is last"] = benchmark(count) == len(calls)
    seen["several"] = len(calls) > 2


@pytest.mark.parametrize("size", [1, 2], ids=["one", "two"])
@pytest.mark.benchmark(group="sized")
def test_parameters(benchmark, seen, size):
    seen.update(traits(benchmark))
    benchmark(lambda: size)


@pytest.mark.benchmark(group="first", min_rounds=2, max_time=0.001, disable_gc=True, warmup=False)
class TestClass:
    def test_group_of_the_class(self, benchmark, seen):
        seen.update(traits(benchmark))
        benchmark(int)

    @pytest.mark.benchmark(group="second")
    def test_group_of_the_method(self, benchmark, seen):
        seen.update(traits(benchmark))
        benchmark(int)


class TestUnittest(unittest.TestCase):
    @pytest.fixture(autouse=True)
    def take_benchmark(self, benchmark):
        self.benchmark = benchmark

    def test_case(self):
        assert self.benchmark(str, 3) == "3"


def test_extra_info_and_group_can_be_set(benchmark, seen):
    benchmark.extra_info["size"] = 3
    benchmark.group = "mine"
    benchmark(int)
    benchmark.extra_info.update(later=4)
    seen["seen"] = [benchmark.extra_info, benchmark.group, benchmark.stats.extra_info]


def test_stats(benchmark, seen):
    benchmark(sum, range(100))
    stats = benchmark.stats
    figures = [
        "min",
        "max",
        "mean",
        "median",
        "stddev",
        "q1",
        "q3",
        "iqr",
        "ld15iqr",
        "hd15iqr",
        "ops",
        "total",
    ]
    seen["figures"] = [name for name in figures if isinstance(stats[name], (int, float)) and stats[name] >= 0]
    seen["same"] = stats["mean"] == stats.stats.mean == stats.get("mean")
    seen["order"] = stats.stats.min <= stats.stats.median <= stats.stats.max
    seen["rounds"] = stats.stats.rounds == len(stats.stats.data) > 0
    seen["absent"] = [stats.get("absent"), stats.get("absent", 3), bool(stats), stats.has_error]
    seen["outliers"] = isinstance(stats["outliers"], str) and isinstance(stats["iqr_outliers"], int)


@pytest.mark.parametrize(
    "counts",
    [
        {},
        {"rounds": 7},
        {"rounds": 3, "iterations": 4},
        {"rounds": 2, "warmup_rounds": 3},
        {"rounds": 40, "warmup_rounds": 1, "iterations": 2},
    ],
    ids=str,
)
def test_pedantic_calls(benchmark, seen, counts):
    calls = []
    seen["result"] = benchmark.pedantic(
        lambda *a, **k: calls.append((a, k)) or len(calls), (1,), {"b": 2}, **counts
    )
    seen["calls"] = [len(calls), sorted(map(str, calls))[:1]]
    seen["stats"] = [benchmark.stats.stats.rounds, benchmark.stats.iterations]


@pytest.mark.parametrize("counts", [{"rounds": 3}, {"rounds": 2, "warmup_rounds": 2}], ids=str)
def test_pedantic_setup_and_teardown(benchmark, seen, counts):
    log = []

    def setup():
        log.append("setup")
        return [len(log)], {"named": True}

    def target(number, named):
        log.append(["call", number, named])
        return number

    def teardown(number, named):
        log.append(["teardown", number, named])

    seen["result"] = benchmark.pedantic(target, setup=setup, teardown=teardown, **counts)
    seen["log"] = log


def test_pedantic_setup_that_returns_nothing(benchmark, seen):
    log = []
    benchmark.pedantic(log.append, ("call",), setup=lambda: log.append("setup"), rounds=2)
    seen["log"] = log


def test_pedantic_teardown_after_iterations(benchmark, seen):
    log = []
    benchmark.pedantic(
        lambda: log.append("call"), teardown=lambda: log.append("teardown"), rounds=2, iterations=3
    )
    seen["log"] = log


@pytest.mark.parametrize(
    "words",
    [
        {"rounds": 0},
        {"iterations": 0},
        {"warmup_rounds": -1},
        {"rounds": 1.5},
        {"iterations": 2, "setup": int},
        {"args": (1,), "setup": lambda: ((2,), {})},
    ],
    ids="-".join,
)
def test_pedantic_refuses(benchmark, seen, words):
    try:
        benchmark.pedantic(int, **words)
    except (ValueError, TypeError) as refusal:
        seen["refused"] = type(refusal).__name__
    seen["error"] = benchmark.has_error


def test_a_second_use_is_refused(benchmark, seen):
    benchmark(int)
    try:
        benchmark(int)
    except Exception as refusal:  # noqa: BLE001
        seen["refused"] = type(refusal).__name__
    seen["error"] = benchmark.has_error


def test_what_the_function_raises_reaches_the_test(benchmark, seen):
    with pytest.raises(ZeroDivisionError):
        benchmark(lambda: 1 / 0)
    seen["error"] = benchmark.has_error


def test_output_is_captured(benchmark, seen, capsys):
    benchmark.pedantic(print, ("printed",), rounds=2)
    seen["output"] = capsys.readouterr().out


@pytest.mark.xfail(reason="known", strict=True)
def test_expected_to_fail(benchmark):
    benchmark(int)
    raise AssertionError


@pytest.mark.skip(reason="not here")
def test_skipped(benchmark):
    benchmark(int)


def test_never_used(benchmark, seen):
    seen["stats"] = benchmark.stats


def test_fails_afterwards(benchmark):
    benchmark(int)
    raise ValueError("afterwards")


@pytest.mark.benchmark("positional")
def test_marker_with_a_positional_argument(benchmark):
    benchmark(int)


@pytest.mark.benchmark(colour="red")
def test_marker_with_an_unknown_argument(benchmark):
    benchmark(int)


@pytest.fixture
def wrapped(benchmark):
    return benchmark


def test_a_fixture_of_ones_own_around_it(wrapped, seen):
    seen["result"] = wrapped(max, 3, 4)
