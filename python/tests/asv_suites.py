"""Suites in the shape of NumPy's and scikit-image's, and what may be wrong with one."""

from __future__ import annotations

COMMON = """\
import numpy as np

class Benchmark:
    pass

def get_squares():
    return {name: np.random.rand(4, 4) for name in ("one", "other")}
"""

LINALG = '''\
"""Linear algebra."""
import numpy as np
from .common import Benchmark, get_squares

def setup(*args):
    LOG.append("module")

def teardown(*args):
    LOG.append("module down")

LOG = []

class Eindot(Benchmark):
    def setup(self):
        LOG.append("class")
        self.a = np.arange(60.0).reshape(6, 10)

    def teardown(self):
        LOG.append("class down")

    def time_dot_a_at(self):
        """Product with its own transpose.

        And more."""
        np.dot(self.a, self.a.T)

    def time_log(self):
        raise ValueError(" ".join(LOG))

class Linalg(Benchmark):
    params = [["svd", "det"], ["one", "other"]]
    param_names = ["operation", "matrix"]

    def setup_cache(self):
        np.save("squares.npy", get_squares()["one"])
        return get_squares()

    def setup(self, cache, operation, matrix):
        if (operation, matrix) == ("det", "other"):
            raise NotImplementedError("no det of the other")
        assert np.load("squares.npy").shape == (4, 4)
        self.function = getattr(np.linalg, operation)
        self.matrix = cache[matrix]

    def time_op(self, cache, operation, matrix):
        self.function(self.matrix)

    def mem_op(self, cache, operation, matrix):
        return self.matrix

    def peakmem_op(self, cache, operation, matrix):
        return self.matrix

class Consuming:
    number = 1
    repeat = (3, 10, 2.0)
    rounds = 2
    min_run_count = 3
    warmup_time = 0.1
    sample_time = 0.01
    timeout = 3
    processes = 1

    def setup(self):
        self.stack = [1]

    def time_pop(self):
        self.stack.pop()

class _Private:
    def time_hidden(self):
        pass

class TimeOldName:
    params = (1, 2)

    def time_it(self, n):
        pass

class PeakMemOldName:
    def peakmem_it(self):
        pass

class Track_Old:
    def TrackIt(self):
        return 1

def track_number():
    return 3

track_number.unit = "things"

def timeraw_import():
    return """
    import sys
    sum(range(1000))
    """

def timeraw_pair():
    return "work()", "def work(): return sum(range(1000))"

def time_function(value):
    pass

time_function.params = [0, 0, object(), None]

def helper():
    pass

def time_renamed():
    pass

time_renamed.benchmark_name = "other.name.time_chosen"
'''

MARKED = """\
from asv_runner.benchmarks.mark import SkipNotImplemented, parameterize, skip_benchmark_if, skip_for_params

@skip_benchmark_if(True)
def time_never():
    pass

@skip_benchmark_if(False)
def time_always():
    pass

@parameterize({"n": [1, 2, 3]})
@skip_for_params([(2,)])
def time_some(n):
    pass

class Late:
    def time_late(self):
        raise SkipNotImplemented("too late")
"""

FILES = {
    "asv.conf.json": '{\n // where\n "version": 1, "benchmark_dir": "bench", /* url: */ "repo": "//x",\n}\n',
    "bench/__init__.py": "",
    "bench/common.py": COMMON,
    "bench/bench_linalg.py": LINALG,
    "bench/inner/__init__.py": "",
    "bench/inner/marked.py": MARKED,
}
