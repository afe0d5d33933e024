"""A real worker whose benchmarks do what benchmarks should not do. Run as a script by the tests."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import threading
import time

from blas_bench.conversation import Conversation
from blas_bench.home_cpu import HomeCpu
from blas_bench.standard_streams import take_over_standard_streams
from blas_bench.suites.benchmark import Part, Prepared, TurnsBenchmark, WholeBenchmark, WholeRun
from blas_bench.worker import Worker


def prints():
    print("from Python")  # noqa: T201
    os.write(1, b"from a descriptor\n")
    libc = ctypes.CDLL(None)
    libc.printf(b"from C\n")
    libc.fflush(None)
    subprocess.run(["echo", "from a child"], check=True)
    sys.stdout.flush()


def reads_input():
    return [float(len(sys.stdin.read())), float(len(os.read(0, 1)))]


def raises(error):
    def run():
        raise error

    return run


def recurses():
    recurses()


def busy_thread():
    def spin():
        while True:
            pass

    threading.Thread(target=spin, daemon=True).start()


def whole():
    parts = [Part("rest", "a part", [0.25, 0.75], None, 8.0)]
    return WholeRun(parts, ["took 0.5 s"], [1.0, float("nan")])


RUNS = {
    "prints": prints,
    "reads-input": reads_input,
    "value-error": raises(ValueError("a\nmessage \udcff in two lines")),
    "system-exit": raises(SystemExit(3)),
    "interrupt": raises(KeyboardInterrupt()),
    "memory": raises(MemoryError()),
    "long-message": raises(ValueError("x" * 100_000)),
    "recursion": recurses,
    "not-finite": lambda: [float("inf"), float("-inf"), float("nan"), 1.0],
    "not-a-number": lambda: ["text"],
    "busy-thread": busy_thread,
    "sleep": lambda: time.sleep(0.002),
    "nothing": lambda: None,
}


def benchmark(name, run):
    return TurnsBenchmark(name, "odd", lambda: Prepared(run, lambda result: result or []))


if __name__ == "__main__":
    turns = [benchmark(name, run) for name, run in RUNS.items()]
    requests, answers = take_over_standard_streams()
    with requests, answers:
        Worker(
            [*turns, WholeBenchmark("whole", "odd", whole)], Conversation(requests, answers, HomeCpu(0))
        ).serve()
