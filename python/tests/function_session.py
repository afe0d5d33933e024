"""A checkout with a file of benchmark functions, and the worker that is given it."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap

from worker_session import PYTHON_FOLDER, WorkerSession, validate

FILE = "benchmarks/bench_core.py"


class Checkout:
    """A package at the top; called with the text of the benchmark file, it returns its folder."""

    def __init__(self, folder):
        self._root = folder / "checkout"
        (self._root / "thing").mkdir(parents=True)
        (self._root / "thing" / "__init__.py").write_text("def compute():\n    return 2.0\n")
        (self._root / "benchmarks").mkdir()
        (self._root / "benchmarks" / "inputs.py").write_text("SIZE = 3\n")

    def __call__(self, text):
        (self._root / FILE).write_text(textwrap.dedent(text))
        return self._root


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
