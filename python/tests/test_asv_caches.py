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


def start(folder, **variables):
    words = ["-m", "blas_bench", "worker", "--asv=.", "--root", str(folder / "suite")]
    variables = {"PYTHONDONTWRITEBYTECODE": "1", "MADE": str(folder / "made"), **variables}
    return WorkerSession(*words, variables=variables, warnings="default", folder=folder / "work")


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


def test_one_that_did_not_come_to_its_end_is_made_anew(folder):
    with start(folder, FAILING="1") as session, pytest.raises(AssertionError, match="the worker ended"):
        session.ask("prepare", benchmark=NAMES[0])
    with start(folder) as session:
        session.ok("prepare", benchmark=NAMES[0])
        session.ok("quit")
    assert (folder / "made").read_text() == "xx"
