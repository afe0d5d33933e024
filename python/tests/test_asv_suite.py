"""asv suites: found, named and run as asv's own runner does it, set up around each batch."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from asv_session import ending, names, start, written

THEIRS = """\
import itertools, json, sys
from asv_runner.discovery import disc_benchmarks
sys.path.insert(0, sys.argv[1])
found = []
for one in disc_benchmarks(sys.argv[1] + "/bench"):
    skipped = [tuple(each) for each in one._skip_tuples]
    for values, shown in zip(itertools.product(*one._params), itertools.product(*one.params)):
        if values not in skipped and one.type in sys.argv[2:]:
            found.append(one.name + (f"({', '.join(shown)})" if shown else ""))
print(json.dumps(found))
"""


@pytest.fixture
def folder(tmp_path):
    return written(tmp_path)


@pytest.fixture
def session(folder):
    with start(folder) as session:
        yield session
        session.ok("quit")
        assert session.end()[:2] == (0, "")


@pytest.mark.parametrize(
    ("method", "kinds", "at_least"),
    [("turns", ["time"], 15), ("whole", ["track", "memory", "peakmemory"], 9)],
)
def test_names_are_those_of_asv(folder, session, method, kinds, at_least):
    command = [sys.executable, "-c", THEIRS, str(folder / "suite"), *kinds]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    theirs = json.loads(ended.stdout)
    assert len(theirs) == len(set(theirs)) >= at_least, ended.stderr
    assert names(session, method) == theirs


def test_a_benchmark_tells_what_it_is_and_where(session):
    [one] = [one for one in session.hello["benchmarks"] if one["name"] == "bench_linalg.Eindot.time_dot_a_at"]
    assert [one["description"], one["source"]["file"]] == [
        "Product with its own transpose.",
        "bench/bench_linalg.py",
    ]
    quantities = {one["name"]: one.get("quantity") for one in session.hello["benchmarks"]}
    assert quantities["bench_linalg.Eindot.time_dot_a_at"] is None
    assert quantities["bench_linalg.track_number"] == {"unit": "things", "better": "smaller"}
    peak = "bench_linalg.Linalg.peakmem_op('svd', 'one')"
    assert quantities[peak] == {"unit": "B", "better": "smaller"}
    # What is no time is offered last.
    methods = [one["method"] for one in session.hello["benchmarks"]]
    assert methods == sorted(methods)


def test_every_benchmark_runs_as_under_asv(session):
    endings = {name: ending(session, name) for name in names(session)}
    unlike = {
        # Set-ups from the outside in, and back: once for each benchmark before it in this module.
        "bench_linalg.Eindot.time_log": "ValueError: module class class down module down module class",
        "bench_linalg.Linalg.time_op('det', 'other')": "skipped: no det of the other",
        "inner.marked.Late.time_late": "skipped: too late",
    }
    for name, expected in unlike.items():
        assert endings.pop(name).startswith(expected)
    assert set(endings.values()) == {"well"}, endings


def test_a_benchmark_that_uses_up_its_set_up_gets_another(session):
    prepared = session.ok("prepare", benchmark="bench_linalg.Consuming.time_pop")
    assert prepared["rounds"] == {"count": 1_000_000, "iterations": 1}
    session.ok("batch", benchmark="bench_linalg.Consuming.time_pop", loops=50)


@pytest.mark.parametrize("path", [".", "asv.conf.json", "bench"])
def test_a_suite_is_found_by_its_configuration_or_by_its_folder(folder, path):
    with start(folder, path=path) as session:
        assert len(names(session)) > 15
