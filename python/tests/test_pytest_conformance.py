"""What tests see is what pytest-benchmark shows them: the same suite under both, compared fact by fact."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from worker_session import WorkerSession

SUITE = Path(__file__).with_name("conforming_suite.py")


def facts(log):
    return dict(json.loads(line) for line in log.read_text().splitlines())


def by_pytest_benchmark(folder):
    """Return what the tests saw, and how each ended."""
    log, junit = folder / "theirs.log", folder / "theirs.xml"
    options = ["--benchmark-max-time=0.001", "--benchmark-min-rounds=2", "-q", f"--rootdir={folder}"]
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:xdist",
        *options,
        f"--junit-xml={junit}",
        "test_all.py",
    ]
    # Not those of the pytest around it: in one of its several processes, pytest-benchmark times nothing.
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    variables = {**inherited, "CONFORMING_SUITE_LOG": str(log), "PYTHONDONTWRITEBYTECODE": "1"}
    ended = subprocess.run(command, cwd=folder, env=variables, capture_output=True, text=True, check=False)
    assert ended.returncode == 1, ended.stdout
    return facts(log), {case.get("name"): ending(case) for case in ET.parse(junit).iter("testcase")}


def ending(case):
    failed = case.find("failure") is not None or case.find("error") is not None
    return "failed" if failed else "passed" if case.find("skipped") is None else "skipped"


def by_us(folder, python=sys.executable):
    """Return the same, by a conversation with our worker that takes two batches of each test."""
    log = folder / "ours.log"
    variables = {"CONFORMING_SUITE_LOG": str(log), "PYTHONDONTWRITEBYTECODE": "1"}
    words = [
        "-m",
        "blas_bench",
        "worker",
        "--pytest=test_all.py",
        "--root",
        str(folder),
        "--parameter=-pno:cacheprovider",
    ]
    endings = {}
    with WorkerSession(
        *words, variables=variables, python=python, warnings="default", folder=folder
    ) as session:
        offered = [one["name"] for one in session.hello["benchmarks"] if one["role"] == "benchmark"]
        for name, following in zip(offered, [*offered[1:], None]):
            endings[name.rpartition("::")[2]] = measured(session, name, following)
        session.ok("quit")
        assert session.end()[:2] == (0, "")
    return facts(log), endings


def measured(session, name, following):
    prepared = session.ask("prepare", benchmark=name, next=following)
    if "error" in prepared:
        return "failed"
    if "skipped" in prepared["ok"]:
        return f"skipped: {prepared['ok']['skipped']}"
    loops = (
        1
        if "rounds" in prepared["ok"]
        else session.ok("calibrate", benchmark=name, targetNanoseconds=1e4)["loops"]
    )
    if "error" in session.ask("batch", benchmark=name, loops=loops):
        return "failed in a batch"
    return "failed" if "error" in session.ask("finish", benchmark=name) else "passed"


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    pytest.importorskip("pytest_benchmark")
    folder = tmp_path_factory.mktemp("suite")
    shutil.copy(SUITE, folder / "test_all.py")
    return by_pytest_benchmark(folder), by_us(folder)


def test_the_tests_see_the_same(both):
    (theirs, _), (ours, _) = both
    assert len(ours) > 30
    for name, seen in theirs.items():
        assert [name, ours.get(name)] == [name, seen]
    assert ours.keys() == theirs.keys()


def test_they_end_alike(both):
    (_, theirs), (_, ours) = both
    # A test without a figure is no benchmark, whatever it says of itself.
    unused = "skipped: it did not call its benchmark fixture"
    no_figure = ["test_never_used", "test_what_the_function_raises_reaches_the_test"]
    no_figure += [name for name in theirs if name.startswith("test_pedantic_refuses")]
    no_figure.remove("test_pedantic_refuses[args-setup]")
    assert {name: ours.pop(name) for name in no_figure} == dict.fromkeys(no_figure, unused)
    assert ours.pop("test_pedantic_refuses[args-setup]") == "failed in a batch"
    assert ours.pop("test_expected_to_fail") == "passed"
    assert {theirs.pop(name) for name in [*no_figure, "test_pedantic_refuses[args-setup]"]} == {"passed"}
    assert theirs.pop("test_expected_to_fail") == "skipped"
    assert {name: ending.partition(":")[0] for name, ending in ours.items()} == theirs
