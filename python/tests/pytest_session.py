"""Suites written to a folder, and our worker started on them."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from worker_session import PYTHON_FOLDER, WorkerSession, validate

WELL = "def test_well(benchmark):\n    assert benchmark(pow, 2, 3) == 8\n"


def write(folder, files):
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


def words(folder, *parameters, arm="head", path="bench", select=()):
    given = [f"--parameter={word}" for word in ["-pno:cacheprovider", *parameters]]
    selected = ["--select", *select] if select else []
    return [
        *["-m", "blas_bench", "worker", f"--pytest={path}", "--root", str(folder), "--arm", arm],
        *given,
        *selected,
    ]


def start(folder, *parameters, python=sys.executable, **options):
    variables = {"PYTHONDONTWRITEBYTECODE": "1"}
    command = words(folder, *parameters, **options)
    return WorkerSession(*command, python=python, variables=variables, folder=folder, warnings="default")


def refusal(folder, *parameters, python=sys.executable, **options):
    """Return what is said instead of hello."""
    ended = subprocess.run(
        [python, *words(folder, *parameters, **options)],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(PYTHON_FOLDER)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    message = json.loads(ended.stdout)
    validate("refusal", message)
    assert ended.returncode == 1
    return message["refusal"]


def own(session):
    return [one for one in session.hello["benchmarks"] if one["role"] == "benchmark"]


def ending(session, name, following):
    prepared = session.ask("prepare", benchmark=name, next=following)
    if "error" in prepared:
        return prepared["error"]["message"]
    session.ok("batch", benchmark=name, loops=1)
    finished = session.ask("finish", benchmark=name)
    return finished["error"]["message"] if "error" in finished else "well"
