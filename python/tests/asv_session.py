"""An asv suite written to a folder, and our worker started on it."""

from __future__ import annotations

from asv_suites import FILES
from pytest_session import write
from worker_session import WorkerSession


def written(tmp_path):
    """Return a folder that holds the suite, and a folder to work in."""
    (tmp_path / "work").mkdir()
    write(tmp_path / "suite", FILES)
    return tmp_path


def words(folder, path=".", arm="head"):
    return ["-m", "blas_bench", "worker", f"--asv={path}", "--root", str(folder / "suite"), "--arm", arm]


def start(folder, **options):
    variables = {"PYTHONDONTWRITEBYTECODE": "1"}
    return WorkerSession(
        *words(folder, **options), variables=variables, warnings="default", folder=folder / "work"
    )


def names(session, method="turns"):
    offered = session.hello["benchmarks"]
    return [one["name"] for one in offered if (one["role"], one["method"]) == ("benchmark", method)]


def ending(session, name):
    prepared = session.ask("prepare", benchmark=name, next=None)
    if "error" in prepared:
        return prepared["error"]["message"]
    if "skipped" in prepared["ok"]:
        return f"skipped: {prepared['ok']['skipped']}"
    for loops in (1, 2):
        batch = session.ask("batch", benchmark=name, loops=loops)
        if "error" in batch:
            return batch["error"]["message"]
        assert batch["ok"]["wallNanoseconds"] > 0
    assert session.ok("finish", benchmark=name) == {}
    return "well"
