"""Ill asv suites: each fault told with its reason, and the rest measured."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from asv_session import ending, names, start, words, written
from pytest_session import write
from worker_session import PYTHON_FOLDER, WorkerSession

PATHS = {"PYTHONPATH": str(PYTHON_FOLDER)}


@pytest.fixture
def folder(tmp_path):
    return written(tmp_path)


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"asv.conf.json": "{"}, "asv.conf.json cannot be read"),
        ({"asv.conf.json": "[]"}, "asv.conf.json cannot be read"),
        ({"asv.conf.json": '{"benchmark_dir": 3}'}, "benchmark_dir is 3, and no folder"),
        (
            {"asv.conf.json": '{"benchmark_dir": "gone"}'},
            "is no folder of benchmarks, and has no asv.conf.json",
        ),
        (
            {"asv.conf.json": '{"benchmark_dir": "empty"}', "empty/a.txt": ""},
            "no functions or methods named time_*, track_* or so",
        ),
    ],
)
def test_what_leads_to_no_benchmarks_is_refused_with_its_reason(folder, files, message):
    write(folder / "suite", files)
    ended = subprocess.run(
        [sys.executable, *words(folder)],
        cwd=folder / "work",
        capture_output=True,
        text=True,
        check=False,
        env=PATHS,
    )
    assert message in json.loads(ended.stdout)["refusal"]["message"], ended.stderr


def test_a_base_without_a_suite_has_its_controls(folder):
    with start(folder, path="gone", arm="base") as session:
        assert names(session) == []


def test_ill_modules_and_benchmarks_fail_alone(folder):
    ill = """
import os, sys, time
def time_exits(): sys.exit(3)
def time_prints(): print("{}"); os.write(1, b"{}\\n"); os.system("echo {}")
def time_moves(): os.chdir("/")
def time_forks():
    child = os.fork()
    if child: os.waitpid(child, 0)
def timeraw_fails(): return "1 / 0"
def timeraw_nothing(): return None
def time_negative(): pass
time_negative.number = -1
def time_twice(): pass
time_again = time_twice
def time_needs(value): pass
def time_sleeps(): time.sleep(30)
time_sleeps.timeout = 0.2
def time_sleeps_later():
    global calls
    calls += 1
    if calls > 1: time.sleep(30)
calls = 0
time_sleeps_later.timeout = 0.2
class Slow:
    timeout = 0.2
    def setup(self): time.sleep(30)
    def time_slow_setup(self): pass
class SlowCache:
    def setup_cache(self): time.sleep(30)
    setup_cache.timeout = 0.2
    def time_slow_cache(self, cache): pass
def time_late(): pass
time_late.timeout = "soon"
"""
    broken = {"bench/a_broken.py": "import absent_module\n", "bench/b_exits.py": "import sys; sys.exit()\n"}
    unmade = "class A:\n    def __init__(self): raise ValueError('no')\n    def time_a(self): pass\n"
    write(folder / "suite", {"bench/ill.py": ill, **broken, "bench/c_class.py": unmade})
    with start(folder) as session:
        wanted = [name for name in names(session) if name.startswith(("a_", "b_", "c_", "ill."))]
        endings = {name: ending(session, name) for name in wanted}
        session.ok("evidence")
        known = {one["name"] for one in session.hello["benchmarks"] if "problem" in one}
    assert known == {"a_broken", "b_exits", "c_class", "ill.time_twice"}
    well = ["ill.time_prints", "ill.time_moves", "ill.time_forks"]
    assert [endings.pop(name) for name in well] == ["well"] * 3
    assert endings == {
        "a_broken": "could not be imported: ModuleNotFoundError: No module named 'absent_module'; "
        "add it to packages",
        "b_exits": "could not be imported: SystemExit: ",
        "c_class": "could not be searched: ValueError: no",
        "ill.time_exits": "SystemExit: 3",
        "ill.timeraw_fails": "its code ended with exit code 1",
        "ill.timeraw_nothing": "returns None, and neither code nor a pair of code and set-up",
        "ill.time_negative": "has number = -1: write 0 to have it chosen",
        "ill.time_twice": "is the name of 2 benchmarks: give them names of their own",
        "ill.time_needs": "TypeError: time_needs() missing 1 required positional argument: 'value'",
        "ill.time_sleeps": "took longer than its timeout of 0.2 s",
        "ill.time_sleeps_later": "took longer than its timeout of 0.2 s",
        "ill.Slow.time_slow_setup": "took longer than its timeout of 0.2 s",
        "ill.SlowCache.time_slow_cache": "took longer than its timeout of 0.2 s",
        "ill.time_late": "has timeout = 'soon', which is no number of seconds",
    }


@pytest.mark.parametrize(
    ("glob", "offered"),
    [
        ("*time_function*", ["a_broken"]),
        ("a_broken.*", ["a_broken"]),
        ("a_broken.X.time_y", ["a_broken"]),
        ("a_*", ["a_broken"]),
        ("bench_linalg.*", []),
        ("a_brokenly.*", []),
    ],
)
def test_a_module_that_cannot_be_loaded_is_in_every_selection_that_may_mean_it(folder, glob, offered):
    write(folder / "suite", {"bench/a_broken.py": "import absent_module\n"})
    selected = ["--select", "bench_linalg.track_number", glob]
    command = [*words(folder), *selected]
    with WorkerSession(*command, warnings="default", folder=folder / "work") as session:
        found = [one["name"] for one in session.hello["benchmarks"] if "problem" in one]
        assert found == offered


def test_a_teardown_that_fails_is_not_the_fault_of_the_next(folder):
    text = """
def time_a(): raise ValueError("a")
class B:
    def teardown(self): raise KeyError("undone")
    def time_b(self): pass
def time_c(): pass
class D:
    params = ("x", ("y", object()))
    def time_d(self, value): pass
"""
    write(folder / "suite", {"bench/ill.py": text})
    with start(folder) as session:
        assert ending(session, "ill.time_a") == "ValueError: a"
        # Never told to finish, as after a failure.
        session.ok("prepare", benchmark="ill.B.time_b")
        assert ending(session, "ill.time_c") == "well"
        [_, d] = [name for name in names(session) if name.startswith("ill.D.")]
        assert " at 0x" not in d
