from __future__ import annotations

import contextlib
import ctypes
import os
import sys
from collections import Counter

import pytest
from worker_session import WorkerSession

from blas_bench.home_cpu import HomeCpu

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="only Linux says, and is told, where a thread runs"),
]
CPUS = sorted(os.sched_getaffinity(0)) if sys.platform == "linux" else []
two_cpus = pytest.mark.skipif(len(CPUS) < 2, reason="this machine has one CPU to run on")

TELLING_ONCE = """
import ctypes

print(ctypes.CDLL(None).sched_getcpu())
"""
TELLING = """
import ctypes

_cpus = open("cpus", "a")

def bench_where():
    _cpus.write(f"{ctypes.CDLL(None).sched_getcpu()} ")
    _cpus.flush()
"""


def cpu() -> int:
    return ctypes.CDLL(None).sched_getcpu()


@pytest.mark.parametrize("number", [0, 1, 2, 3])
def test_brings_the_thread_to_the_cpu_of_its_number_and_leaves_it_free(number):
    home = HomeCpu(number)
    seen = Counter()
    for _ in range(20):
        home.go()
        seen[cpu()] += 1
    # The scheduler may still move it, and now and then does.
    assert seen.most_common(1)[0][0] == CPUS[number % len(CPUS)]
    assert sorted(os.sched_getaffinity(0)) == CPUS


def test_stays_where_it_was_bound():
    os.sched_setaffinity(0, {CPUS[-1]})
    try:
        HomeCpu(0).go()
        assert (cpu(), os.sched_getaffinity(0)) == (CPUS[-1], {CPUS[-1]})
    finally:
        os.sched_setaffinity(0, CPUS)


@two_cpus
@pytest.mark.parametrize("block", [0, 1])
def test_two_workers_of_a_block_take_their_batches_on_one_cpu(tmp_path, block):
    folders = [tmp_path / "base", tmp_path / "head"]
    for folder in folders:
        folder.mkdir()
        (folder / "bench.py").write_text(TELLING)
    with contextlib.ExitStack() as stack:
        words = ("-m", "blas_bench", "worker", "--functions=bench.py", f"--block={block}")
        both = [stack.enter_context(WorkerSession(*words, folder=folder)) for folder in folders]
        for worker in both:
            worker.ok("prepare", benchmark="bench_where")
        for _ in range(20):
            for worker in both:
                worker.ok("batch", benchmark="bench_where", loops=1)
    for folder in folders:
        seen = Counter((folder / "cpus").read_text().split())
        assert seen.most_common(1)[0][0] == str(CPUS[block])
        assert seen.most_common(1)[0][1] >= 15


@two_cpus
@pytest.mark.parametrize("block", [0, 1])
def test_a_process_of_a_block_starts_on_its_cpu(tmp_path, block):
    (tmp_path / "bench.py").write_text(TELLING_ONCE)
    words = (
        "-m",
        "blas_bench",
        "worker",
        "--script=bench.py",
        "--scratch",
        str(tmp_path),
        f"--block={block}",
    )
    with WorkerSession(*words, folder=tmp_path) as worker:
        seen = Counter(worker.ok("process", benchmark="bench.py")["output"] for _ in range(7))
    assert seen.most_common(1)[0][0] == f"{CPUS[block]}\n"
