"""Times code in a process of its own, where nothing has been imported: what `timeraw_*` is for."""

from __future__ import annotations

import resource
import subprocess
import sys
import textwrap
from typing import Any

from blas_bench.suites.benchmark import BenchmarkProblem
from blas_bench.timing import Batch

# Nothing is imported but what timeit needs itself: imports may be what is timed.
_PROGRAM = """\
import sys, time, timeit
timer = timeit.Timer({statement!r}, {setup!r}, time.perf_counter_ns)
output, sys.stdout = sys.stdout, sys.stderr
print(timer.timeit({number}), file=output)
"""
_LAST_LINES = 12


def time_code(code: Any, number: int) -> Batch:
    """Time `number` runs of a statement, or of the statement in (statement, setup)."""
    statement, setup = (code, "pass") if isinstance(code, str) else _pair(code)
    program = _PROGRAM.format(
        statement=textwrap.dedent(statement), setup=textwrap.dedent(setup), number=number
    )
    before = _children_cpu_nanoseconds()
    ended = subprocess.run(
        [sys.executable, "-c", program], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    cpu = _children_cpu_nanoseconds() - before
    if ended.returncode != 0 or not ended.stdout.strip().isdigit():
        lines = ended.stderr.splitlines()[-_LAST_LINES:]
        raise BenchmarkProblem(f"its code ended with exit code {ended.returncode}", lines)
    return Batch(int(ended.stdout), cpu, 0)


def _pair(code: Any) -> tuple[str, str]:
    if isinstance(code, (tuple, list)) and len(code) == 2 and all(isinstance(part, str) for part in code):
        return code[0], code[1]
    raise BenchmarkProblem(f"returns {code!r:.80}, and neither code nor a pair of code and set-up")


def _children_cpu_nanoseconds() -> int:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return int((usage.ru_utime + usage.ru_stime) * 1e9)
