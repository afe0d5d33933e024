"""asv benchmarks that measure no time: what they report, in which process, and what is no value."""

from __future__ import annotations

import pytest
from asv_suites import FILES
from worker_session import WorkerSession

MIB = 2**20

VALUES = """\
import os, time
import numpy as np

class Memory:
    def setup_cache(self):
        np.save("made.npy", np.zeros(3))
        return 8

    def setup(self, mebibytes):
        assert np.load("made.npy").shape == (3,)
        self.amount = mebibytes * 2**20

    def teardown(self, mebibytes):
        LOG.append(mebibytes)

    def peakmem_much(self, mebibytes):
        np.ones(8 * self.amount, dtype="u1")

    def peakmem_little(self, mebibytes):
        pass

    def track_held(self, mebibytes):
        # Into the worker's own peak.
        np.ones(20 * self.amount, dtype="u1")
        return np.float32(1.5)
    track_held.unit = "frames/s"

LOG = []

def track_torn_down(): return len(LOG)
def track_score(): return True
track_score.better = "bigger"
def track_zero(): return 0
def track_nothing(): return None
def track_nan(): return float("nan")
def track_astray(): return 1
track_astray.better = "up"
def track_sleeps(): time.sleep(30)
track_sleeps.timeout = 0.2
def track_late(): raise NotImplementedError("not here")
def peakmem_raises(): raise ValueError("no")
def peakmem_exits(): os._exit(3)
def peakmem_prints(): print("{}"); os.write(1, b"{}")
def peakmem_sleeps(): time.sleep(30)
peakmem_sleeps.timeout = 2
class Unmade:
    def setup(self): raise NotImplementedError("no memory here")
    def peakmem_none(self): pass
def mem_array(): return np.ones(10_000)
"""


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    folder = tmp_path_factory.mktemp("values")
    (folder / "work").mkdir()
    (folder / "suite" / "bench").mkdir(parents=True)
    (folder / "suite" / "asv.conf.json").write_text(FILES["asv.conf.json"])
    (folder / "suite" / "bench" / "values.py").write_text(VALUES)
    words = ["-m", "blas_bench", "worker", "--asv=.", "--root", str(folder / "suite")]
    variables = {"PYTHONDONTWRITEBYTECODE": "1"}
    with WorkerSession(*words, variables=variables, warnings="default", folder=folder / "work") as session:
        yield session
        session.ok("quit")
        assert session.end()[:2] == (0, "")
    # What a peak was asked with, and its answer, are gone.
    assert not list((folder / "work").glob("peak-*"))


def value(session, name):
    return session.ok("whole", benchmark=f"values.{name}")["value"]


def quantity(session, name):
    [one] = [one for one in session.hello["benchmarks"] if one["name"] == f"values.{name}"]
    return (one["quantity"]["unit"], one["quantity"]["better"])


def test_a_value_is_what_the_benchmark_returns(session):
    assert value(session, "Memory.track_held") == 1.5
    assert [value(session, "track_score"), value(session, "track_zero")] == [1, 0]
    assert value(session, "track_torn_down") > 0


def test_the_direction_is_said_by_the_suite_or_by_the_unit(session):
    assert quantity(session, "track_score") == ("", "bigger")
    assert quantity(session, "Memory.track_held") == ("frames/s", "bigger")
    assert quantity(session, "track_zero") == ("", "smaller")
    assert quantity(session, "Memory.peakmem_much") == ("B", "smaller")


def test_a_peak_is_of_a_fresh_process(session):
    assert value(session, "Memory.track_held") == 1.5
    little, much = value(session, "Memory.peakmem_little"), value(session, "Memory.peakmem_much")
    # The worker held more than that at once, and a process is counted what its parent held.
    assert little < 150 * MIB
    assert 60 * MIB < much - little < 70 * MIB


def test_what_prints_is_measured_all_the_same(session):
    assert value(session, "peakmem_prints") > MIB


def test_the_size_of_an_object_is_asked_of_pympler(session):
    assert 80_000 <= value(session, "mem_array") < 81_000


@pytest.mark.parametrize(
    ("name", "reason"), [("track_late", "not here"), ("Unmade.peakmem_none", "no memory here")]
)
def test_what_is_not_implemented_is_skipped(session, name, reason):
    assert session.ok("whole", benchmark=f"values.{name}") == {"skipped": reason}


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("track_nothing", "returned None, which is no number"),
        ("track_nan", "returned nan, which is no finite number"),
        ("track_sleeps", "took longer than its timeout of 0.2 s"),
        ("peakmem_raises", "ValueError: no"),
        ("peakmem_exits", "ended with exit code 3, and no figure"),
        ("peakmem_sleeps", "took longer than its timeout of 2 s"),
    ],
)
def test_what_is_no_value_fails_with_its_reason(session, name, message):
    assert session.error("whole", benchmark=f"values.{name}")["message"] == message


def test_a_direction_that_is_none_fails(session):
    error = session.error("prepare", benchmark="values.track_astray")
    assert error["message"] == 'has better = \'up\': write "smaller" or "bigger"'
