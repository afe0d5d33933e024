"""Files of functions that cannot be used, and functions that misbehave: why is said, and the others go on."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from function_session import FILE, Checkout, functions_worker, refusal, worker_command
from worker_session import PYTHON_FOLDER, WorkerSession


@pytest.fixture
def checkout(tmp_path):
    return Checkout(tmp_path)


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
