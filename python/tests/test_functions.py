from __future__ import annotations

import json
import subprocess
import sys
import textwrap

import pytest
from worker_session import PYTHON_FOLDER, WorkerSession, validate

FILE = "benchmarks/bench_core.py"


@pytest.fixture
def checkout(tmp_path):
    """A checkout with a package at its top; called with the text of the benchmark file."""
    package = tmp_path / "checkout" / "thing"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("def compute():\n    return 2.0\n")
    (package.parent / "benchmarks").mkdir()
    (package.parent / "benchmarks" / "inputs.py").write_text("SIZE = 3\n")

    def write(text):
        (package.parent / FILE).write_text(textwrap.dedent(text))
        return package.parent

    return write


def worker_command(root, *more, file=FILE):
    return ["-m", "blas_bench", "worker", "--functions", file, "--root", str(root), *more]


def functions_worker(root, *more):
    return WorkerSession(*worker_command(root, *more), variables={"PYTHONDONTWRITEBYTECODE": "1"})


def refusal(root, file=FILE):
    """What the worker says instead of hello, and the rest of its end."""
    ended = subprocess.run(
        [sys.executable, "-W", "error", *worker_command(root, file=file)],
        env={"PYTHONPATH": str(PYTHON_FOLDER), "PYTHONDONTWRITEBYTECODE": "1"},
        input=b"",
        capture_output=True,
        check=False,
    )
    (line,) = ended.stdout.splitlines()
    message = json.loads(line)
    validate("refusal", message)
    assert ended.returncode == 1
    return message["refusal"]


def offered(session):
    return {one["name"]: one for one in session.hello["benchmarks"]}


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


@pytest.mark.parametrize(
    ("text", "message", "last_line"),
    [
        ("x = 1\ndef bench_a(:\n", f"{FILE}, line 2: syntax error, ", "SyntaxError: "),
        ("x = '\0'", f"{FILE}", None),
        ("x = 1\n", f"{FILE} has no functions named bench_*: there is nothing to measure", None),
        ("bench_a = 3\n", f"{FILE} has no functions", None),
        ("import absent_module\n", f"{FILE} could not be imported: ModuleNotFoundError: ", "ModuleNotFound"),
        ("raise ValueError('one\\ntwo')\n", f"{FILE} could not be imported: ValueError: one", "two"),
        ("import sys; sys.exit(3)\n", f"{FILE} could not be imported: SystemExit: 3", "SystemExit: 3"),
        (
            "raise KeyboardInterrupt\n",
            f"{FILE} could not be imported: KeyboardInterrupt: ",
            "KeyboardInterrupt",
        ),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_the_reason(checkout, text, message, last_line):
    said = refusal(checkout(text))
    assert said["message"].startswith(message)
    assert "\n" not in said["message"]
    if last_line is not None:
        assert said["lastLines"][-1].startswith(last_line)
        # The author looks for their own lines, not for ours.
        assert not any("functions.py" in line or "importlib" in line for line in said["lastLines"])


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        ("absent.py", "cannot be read: No such file or directory"),
        ("benchmarks", "cannot be read: Is a directory"),
    ],
)
def test_a_file_that_an_arm_does_not_have_is_refused(checkout, file, reason):
    assert refusal(checkout(""), file) == {"message": f"{file} {reason}", "lastLines": []}


def test_what_an_arm_may_lack_leaves_the_controls_and_a_broken_file_is_still_refused(checkout):
    root = checkout("def helper():\n    pass\n")
    with functions_worker(root, "--arm", "base") as session:
        assert {one["role"] for one in session.hello["benchmarks"]} == {"control"}
    with WorkerSession(*worker_command(root, "--arm", "base", file="absent.py")) as session:
        assert {one["role"] for one in session.hello["benchmarks"]} == {"control"}
    checkout("def bench_core(:\n")
    ended = subprocess.run(
        [sys.executable, *worker_command(root, "--arm", "base")],
        env={"PYTHONPATH": str(PYTHON_FOLDER), "PYTHONDONTWRITEBYTECODE": "1"},
        input=b"",
        capture_output=True,
        check=False,
    )
    assert "syntax error" in json.loads(ended.stdout)["refusal"]["message"]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("def bench_x(n, *, m): pass", f"needs arguments (n, m), and is called without any ({FILE}, line 2)"),
        ("async def bench_x(): pass", f"is an async function: calling it runs nothing ({FILE}, line 2)"),
        ("async def bench_x(): yield", f"is an async function: calling it runs nothing ({FILE}, line 2)"),
        ("def bench_x(): yield 1", f"is a generator: calling it runs nothing ({FILE}, line 2)"),
        (
            "import functools\n@functools.lru_cache\ndef bench_x(): yield 1",
            f"is a generator: calling it runs nothing ({FILE}, line 4)",
        ),
        (
            "def bench_x(): return 1\ndef bench_x(): return 2",
            f"is defined in lines 2 and 3: only the last would be timed ({FILE}, line 2)",
        ),
    ],
)
def test_a_function_that_cannot_be_timed_says_why_and_the_others_go_on(checkout, text, complaint):
    root = checkout(f"def bench_good(): return 1.0\n{text}\n")
    with functions_worker(root) as session:
        assert session.error("prepare", benchmark="bench_x") == {"message": complaint, "lastLines": []}
        assert session.ok("prepare", benchmark="bench_good") == {"fingerprint": [1.0]}


def test_arguments_with_defaults_are_nobodys_business(checkout):
    root = checkout("def bench_x(n=2.0, *more, m=3, **rest): return n\n")
    with functions_worker(root) as session:
        assert session.ok("prepare", benchmark="bench_x") == {"fingerprint": [2.0]}


def test_functions_that_misbehave_fail_alone(checkout):
    root = checkout(
        """\
        import sys

        def bench_raises():
            raise ValueError("no")

        def bench_exits():
            sys.exit(3)

        def bench_prints():
            print("hello")
            return 1.0

        def bench_nan():
            return float("nan")

        def bench_nothing():
            pass
        """
    )
    with functions_worker(root) as session:
        error = session.error("prepare", benchmark="bench_raises")
        assert error["message"] == "ValueError: no"
        assert len(error["lastLines"]) in (4, 5)  # with the marks below the line from Python 3.13 on
        assert f'{FILE}", line 4, in bench_raises' in error["lastLines"][1]
        assert session.error("prepare", benchmark="bench_exits")["message"] == "SystemExit: 3"
        assert session.ok("prepare", benchmark="bench_nan") == {"fingerprint": [None]}
        assert session.ok("prepare", benchmark="bench_nothing") == {"fingerprint": None}
        assert session.ok("prepare", benchmark="bench_prints") == {"fingerprint": [1.0]}
        assert session.ok("batch", benchmark="bench_prints", loops=1)["wallNanoseconds"] > 0
        assert session.end() == (0, "", "hello\nhello\n")


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
