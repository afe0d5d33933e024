"""Tests that do what tests should not do fail alone."""

from __future__ import annotations

from pytest_session import WELL, ending, own, start, write

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
