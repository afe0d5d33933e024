"""`setup_cache`: made once for all processes of a series, whole or not at all, with the files beside it."""

from __future__ import annotations

import pytest
from asv_suites import FILES
from worker_session import WorkerSession

CACHED = """\
import os
from pathlib import Path

class Cached:
    def setup_cache(self):
        with open(os.environ["MADE"], "a") as made:
            made.write("x")
        assert os.listdir() == []
        Path("beside").write_text("a file")
        if "FAILING" in os.environ:
            os._exit(3)
        return ["made"]

    def setup(self, cache):
        assert cache == ["made"]
        cache.append("used")
        assert Path("beside").read_text() == "a file"

    def time_it(self, cache):
        pass

    def peakmem_it(self, cache):
        assert Path("beside").exists()

class Heir(Cached):
    pass

def time_alone():
    assert os.listdir() == []
"""

NAMES = ["cached.Cached.time_it", "cached.Heir.time_it", "cached.time_alone"]


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "suite" / "bench").mkdir(parents=True)
    (tmp_path / "work").mkdir()
    (tmp_path / "suite" / "asv.conf.json").write_text(FILES["asv.conf.json"])
    (tmp_path / "suite" / "bench" / "cached.py").write_text(CACHED)
    return tmp_path


def start(folder, work="", **variables):
    words = ["-m", "blas_bench", "worker", "--asv=.", "--root", str(folder / "suite")]
    variables = {"PYTHONDONTWRITEBYTECODE": "1", "MADE": str(folder / "made"), **variables}
    return WorkerSession(*words, variables=variables, warnings="default", folder=folder / "work" / work)


def test_it_is_made_once_for_all_processes_and_their_benchmarks(folder):
    for _ in range(2):
        with start(folder) as session:
            # Back and forth: each works where its own files are.
            for name in [*NAMES, *NAMES]:
                session.ok("prepare", benchmark=name)
            for name in ("cached.Cached.peakmem_it", "cached.Heir.peakmem_it"):
                assert session.ok("whole", benchmark=name)["value"] > 1e6
            session.ok("quit")
    assert (folder / "made").read_text() == "x"


DRAWN = """\
import os, random
import numpy as np

class Drawn:
    def setup_cache(self):
        return random.random(), float(np.random.rand())

    def track_python(self, cache): return cache[0]
    def track_numpy(self, cache): return cache[1]
    def setup(self, cache): self.drawn = float(np.random.rand())
    def track_set_up(self, cache): return self.drawn

class Failing:
    def setup_cache(self):
        with open(os.environ["MADE"], "a") as made:
            made.write("f")
        raise ValueError("not today")

    def time_one(self, cache): pass
    def time_other(self, cache): pass

class Slow:
    def setup_cache(self):
        import time
        time.sleep(0.4)
    setup_cache.timeout = 30

    def track_it(self): return 1
    track_it.timeout = 0.2
"""


def test_all_processes_draw_the_same_and_a_failure_is_one(folder):
    (folder / "suite" / "bench" / "cached.py").write_text(DRAWN)
    drawn = []
    for series in ("base", "head"):
        (folder / "work" / series).mkdir()
        with start(folder, work=series) as session:
            tracks = [f"cached.Drawn.track_{name}" for name in ("python", "numpy", "set_up")]
            drawn.append([session.ok("whole", benchmark=name)["value"] for name in tracks])
            # Those of the process that made the cache, and those of one that takes it.
            assert session.ok("whole", benchmark=tracks[-1])["value"] == drawn[-1][-1]
            errors = [
                session.error("prepare", benchmark=f"cached.Failing.time_{one}") for one in ("one", "other")
            ]
            assert [error["message"] for error in errors] == [
                "ValueError: not today",
                "its setup_cache failed",
            ]
            assert "ValueError: not today" in errors[1]["lastLines"][-1]
            session.ok("quit")
    assert drawn[0] == drawn[1]
    assert (folder / "made").read_text() == "ff"


def test_the_time_that_it_took_is_told_and_is_not_the_benchmarks(folder):
    (folder / "suite" / "bench" / "cached.py").write_text(DRAWN)
    with start(folder) as session:
        answer = session.ask("whole", benchmark="cached.Slow.track_it")
        assert answer["ok"]["value"] == 1
        assert 0.4e9 < answer["onceNanoseconds"] < 20e9
        assert "onceNanoseconds" not in session.ask("whole", benchmark="cached.Slow.track_it")
        session.ok("quit")


def test_one_that_did_not_come_to_its_end_is_made_anew(folder):
    with start(folder, FAILING="1") as session, pytest.raises(AssertionError, match="the worker ended"):
        session.ask("prepare", benchmark=NAMES[0])
    with start(folder) as session:
        session.ok("prepare", benchmark=NAMES[0])
        session.ok("quit")
    assert (folder / "made").read_text() == "xx"
