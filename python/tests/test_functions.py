"""People's functions: found, imported, selected, and the same in every process."""

from __future__ import annotations

import subprocess
import sys

import pytest
from function_session import FILE, Checkout, functions_worker, offered, worker_command
from worker_session import PYTHON_FOLDER, WorkerSession


@pytest.fixture
def checkout(tmp_path):
    return Checkout(tmp_path)


def test_functions_are_offered_by_their_names_with_the_controls(checkout):
    root = checkout(
        """\
        import functools

        bench_sizes = [1, 2]

        class bench_Machine:
            pass

        def helper():
            return 1.0

        @functools.lru_cache(maxsize=None)
        def bench_cached():
            '''Looks it up.

            More than anybody shows.
            '''
            return 1.0

        def bench_plain():
            return 2.0

        bench_bound = functools.partial(helper)
        globals()["bench_made"] = lambda: 3.0
        """
    )
    with functions_worker(root) as session:
        benchmarks = offered(session)
        assert list(benchmarks) == [
            "bench_cached",
            "bench_plain",
            "bench_bound",
            "bench_made",
            "control/interpreter",
            "control/memory",
        ]
        assert benchmarks["bench_cached"] == {
            "name": "bench_cached",
            "role": "benchmark",
            "method": "turns",
            "layer": None,
            "description": "Looks it up.",
            "flop": None,
            "relativeTolerance": 1e-5,
            "source": {"file": FILE, "line": 12},
        }
        assert benchmarks["bench_plain"]["source"] == {"file": FILE, "line": 19}
        assert benchmarks["bench_bound"]["source"] is None
        assert benchmarks["bench_made"]["source"] == {"file": FILE, "line": 23}
        assert benchmarks["control/memory"]["source"] is None
        for name, expected in (("cached", 1.0), ("plain", 2.0), ("bound", 1.0), ("made", 3.0)):
            assert session.ok("prepare", benchmark=f"bench_{name}") == {"fingerprint": [expected]}


def test_globs_select_functions_and_keep_the_controls(checkout):
    root = checkout("def bench_a(): pass\ndef bench_b(): pass\n")
    with functions_worker(root, "--select", "*_b") as session:
        assert list(offered(session)) == ["bench_b", "control/interpreter", "control/memory"]


def test_imports_resolve_to_the_checkout(checkout):
    root = checkout(
        """\
        import inputs, sys, thing

        def bench_thing():
            return [thing.compute(), inputs.SIZE, len(sys.argv), __name__ == "bench_core"]
        """
    )
    with functions_worker(root) as session:
        assert session.ok("prepare", benchmark="bench_thing") == {"fingerprint": [2.0, 3.0, 1.0, 1.0]}
    assert list(root.rglob("__pycache__")) == []


def test_what_is_installed_goes_before_the_checkout_and_both_after_the_files_folder(checkout):
    root = checkout(
        """\
        import colorsys, inputs
        def bench_both():
            return [hasattr(colorsys, "hsv_to_rgb"), inputs.SIZE]
        """
    )
    (root / "colorsys.py").write_text("")
    (root / "inputs.py").write_text("SIZE = 4")
    with functions_worker(root) as session:
        assert session.ok("prepare", benchmark="bench_both") == {"fingerprint": [1.0, 3.0]}


def test_a_module_beside_the_file_takes_no_part_in_the_proof(checkout):
    root = checkout("def bench_a(): pass\n")
    for name in ("csv", "platform", "zipfile", "hashlib", "numpy", "ctypes"):
        (root / "benchmarks" / f"{name}.py").write_text("raise RuntimeError('shadowed')")
    with functions_worker(root) as session:
        assert session.ok("evidence")["numpy"]["status"] == "imported"


def test_a_file_may_be_called_like_a_module(checkout):
    root = checkout("")
    (root / "random.py").write_text("import random\ndef bench_a(): return random.random()\n")
    with WorkerSession(*worker_command(root, file="random.py")) as session:
        assert session.ok("prepare", benchmark="bench_a")["fingerprint"] != [0.0]


def test_random_inputs_are_the_same_in_every_process_and_for_every_selection(checkout):
    root = checkout(
        """\
        import random
        import numpy as np

        DATA = np.random.random_sample(50)

        def bench_first():
            return np.random.random_sample(3)

        def bench_second():
            return [DATA, random.random(), np.random.normal()]
        """
    )
    with functions_worker(root) as session:
        session.ok("prepare", benchmark="bench_first")
        all_of_them = session.ok("prepare", benchmark="bench_second")
    with functions_worker(root, "--select", "bench_second") as session:
        assert session.ok("prepare", benchmark="bench_second") == all_of_them


def test_arguments_with_defaults_are_nobodys_business(checkout):
    root = checkout("def bench_x(n=2.0, *more, m=3, **rest): return n\n")
    with functions_worker(root) as session:
        assert session.ok("prepare", benchmark="bench_x") == {"fingerprint": [2.0]}


def test_a_slow_function_is_one_iteration_a_batch(checkout):
    root = checkout("import time\ndef bench_slow(): time.sleep(0.05)\n")
    with functions_worker(root) as session:
        session.ok("prepare", benchmark="bench_slow")
        assert session.ok("calibrate", benchmark="bench_slow", targetNanoseconds=15e6) == {"loops": 1}


def test_either_a_suite_or_a_file():
    for more in ([], ["--suite", "quick", "--functions", FILE]):
        command = [sys.executable, "-m", "blas_bench", "worker", *more]
        ended = subprocess.run(command, cwd=PYTHON_FOLDER, capture_output=True, text=True, check=False)
        assert (ended.returncode, ended.stdout) == (2, "")
