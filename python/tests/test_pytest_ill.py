"""Tests that do what tests should not do fail alone."""

from __future__ import annotations

import pytest
from pytest_session import WELL, ending, own, refusal, start, write

ILL = """
import os, sys, threading
import pytest

def test_exits(benchmark):
    sys.exit(3)

def test_ends_pytest(benchmark):
    pytest.exit("enough")

def test_interrupts(benchmark):
    benchmark(lambda: 1)
    raise KeyboardInterrupt

@pytest.fixture
def ill():
    yield 1
    raise ValueError("at the end")

def test_teardown(benchmark, ill):
    benchmark(lambda: 1)

def test_prints(benchmark, capfd):
    print("before")
    benchmark.pedantic(lambda: os.write(1, b"{}\\n"), rounds=3)
    os.system("echo from a child")
    assert capfd.readouterr().out == "before\\n" + 3 * "{}\\n" + "from a child\\n"

def test_forks(benchmark):
    child = os.fork()
    if child:
        os.waitpid(child, 0)
    benchmark(lambda: child)

def test_moves(benchmark, tmp_path):
    os.chdir(tmp_path)
    benchmark(lambda: 1)

def test_threads(benchmark):
    def work():
        thread = threading.Thread(target=int)
        thread.start()
        thread.join()
    benchmark(work)

async def nothing():
    pass

def test_async(benchmark):
    benchmark(nothing)

def test_weave(benchmark):
    benchmark.weave(os.getcwd)

@pytest.mark.parametrize("n", [1, 1], ids=["a", "a"])
def test_same_ids(benchmark, n):
    benchmark(lambda: n)

def test_last(benchmark):
    assert benchmark(pow, 2, 3) == 8
"""


def test_ill_tests_fail_alone(tmp_path):
    files = {
        "bench/test_ill.py": ILL,
        "bench/test_broken.py": "import absent_module\n",
        "bench/test_well.py": WELL,
    }
    write(tmp_path, files)
    endings = {}
    with start(tmp_path, "--strict-markers") as session:
        names = [one["name"] for one in own(session)]
        assert {one["source"]["file"] for one in own(session)} == {
            "bench/test_ill.py",
            "bench/test_well.py",
            "bench",
        }
        for name, following in zip(names, [*names[1:], None]):
            endings[name.split("::")[-1]] = ending(session, name, following)
        session.ok("evidence")
        session.ok("quit")
        assert session.end()[:2] == (0, "")
    well = ["test_prints", "test_forks", "test_moves", "test_threads", "test_last", "test_well"]
    well += [name for name in endings if name.startswith("test_same_ids")]
    assert len(well) == 8
    assert {name: endings.pop(name) for name in well} == dict.fromkeys(well, "well")
    assert endings == {
        "test_exits": "SystemExit: 3",
        "test_ends_pytest": "would have ended pytest: Exit: enough",
        "test_interrupts": "would have ended pytest: KeyboardInterrupt: ",
        "test_teardown": "failed while it was torn down: ValueError: at the end",
        "test_async": "benchmark was given an async function: calling it runs nothing. Wrap it in "
        "one that runs it, such as lambda: asyncio.run(function())",
        "test_weave": "benchmark.weave and benchmark.patch are not taken over: call "
        "benchmark(function) instead",
        "bench/test_broken.py": "could not be collected",
    }


@pytest.mark.parametrize(
    ("globs", "offered"),
    [
        (["*well*"], ["bench/test_broken.py", "bench/test_well.py::test_well"]),
        (["bench/test_well.py::*"], ["bench/test_well.py::test_well"]),
        (["bench/test_well.py::*", "bench/test_broken.py::test_x"], None),
    ],
)
def test_a_file_that_cannot_be_loaded_is_in_every_selection_that_may_mean_it(tmp_path, globs, offered):
    write(tmp_path, {"bench/test_broken.py": "import absent_module\n", "bench/test_well.py": WELL})
    with start(tmp_path, select=globs) as session:
        names = sorted(one["name"] for one in own(session))
        assert names == (offered or ["bench/test_broken.py", "bench/test_well.py::test_well"])
        assert [one["name"] for one in own(session) if "problem" in one] == names[:-1]


def test_a_test_that_is_new_is_not_there_at_base(tmp_path):
    write(tmp_path, {"bench/test_well.py": WELL})
    new = "bench/test_well.py::test_new"
    with start(tmp_path, path=new, arm="base") as session:
        assert own(session) == []
    with start(tmp_path, "bench/test_gone.py", path="bench/test_well.py", arm="base") as session:
        assert own(session) == []
    assert "test_new" in refusal(tmp_path, path=new)["message"]
    write(tmp_path, {"bench/conftest.py": "import absent_module\n"})
    assert "loading conftest" in refusal(tmp_path, path=new, arm="base")["message"]


def test_a_suite_may_require_the_plugin_that_is_kept_out(tmp_path):
    write(
        tmp_path,
        {"bench/test_well.py": WELL, "pytest.ini": "[pytest]\nrequired_plugins = pytest-benchmark\n"},
    )
    with start(tmp_path) as session:
        [one] = own(session)
        assert ending(session, one["name"], None) == "well"
