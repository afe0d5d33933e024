"""People's suites as they come: with an ill configuration, ill tests, and plugins that get in the way."""

from __future__ import annotations

import json
import subprocess
import venv

import pytest
from pytest_session import WELL, ending, own, refusal, start, words, write
from worker_session import PYTHON_FOLDER, WorkerSession


@pytest.mark.parametrize(
    ("files", "parameters", "message"),
    [
        (
            {"bench/test_a.py": "def test_a():\n    pass\n"},
            [],
            "bench has no tests that use the benchmark fixture",
        ),
        ({"bench/a.txt": ""}, [], "bench has no tests that use the benchmark fixture"),
        ({"bench/conftest.py": "import absent_module\n"}, [], "ImportError while loading conftest"),
        ({"bench/test_a.py": WELL}, ["--absent-option"], "unrecognized arguments: --absent-option"),
        ({"bench/test_a.py": WELL}, ["--benchmark-skip"], "--benchmark-skip, which skips everything"),
        (
            {"bench/test_a.py": WELL},
            ["--benchmark-disable"],
            "--benchmark-disable, which switches timing off",
        ),
        ({"bench/test_a.py": WELL}, ["bench/absent"], "file or directory not found: bench/absent"),
        ({"bench/test_a.py": WELL}, ["-k", "absent"], "bench has no tests that use the benchmark fixture"),
        (
            {"bench/test_a.py": WELL, "conftest.py": "def pytest_collection_finish():\n    1 / 0\n"},
            [],
            "ZeroDivision",
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_what_leads_to_no_tests_is_refused_with_its_reason(tmp_path, files, parameters, message):
    write(tmp_path, files)
    said = refusal(tmp_path, *parameters)
    assert message in said["message"]
    if "conftest" in message:
        assert any("absent_module" in line for line in said["lastLines"])


def test_an_environment_without_pytest_is_told_what_to_add(tmp_path):
    write(tmp_path, {"bench/test_a.py": WELL})
    (tmp_path / "numpy.py").write_text("")
    venv.create(tmp_path / "venv", with_pip=False)
    python = str(tmp_path / "venv" / "bin" / "python")
    stub = "import sys; sys.path.insert(0, sys.argv.pop(1)); import numpy; sys.path.pop(0)\n"
    (tmp_path / "start.py").write_text(
        f"{stub}sys.modules['blas_bench.evidence'] = numpy\n"
        "from blas_bench.__main__ import main\nmain(sys.argv[1:])\n"
    )
    command = [python, str(tmp_path / "start.py"), str(tmp_path), *words(tmp_path)[2:]]
    environment = {"PYTHONPATH": str(PYTHON_FOLDER)}
    ended = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert "add `pytest` to packages" in json.loads(ended.stdout)["refusal"]["message"], ended.stderr


def test_a_base_without_tests_has_its_controls(tmp_path):
    write(tmp_path, {"elsewhere/a.txt": "", "bench2/a.txt": ""})
    for path in ("bench", "bench2"):
        command = words(tmp_path, arm="base", path=path)
        with WorkerSession(*command, folder=tmp_path, warnings="default") as session:
            assert own(session) == []
            assert session.ok("prepare", benchmark="control/interpreter")["fingerprint"]


def test_a_test_that_is_not_left_is_left_by_the_next_and_by_the_end(tmp_path):
    log = tmp_path / "log"
    body = f"    benchmark(pow, 2, 3)\n    open({str(log)!r}, 'a').write(__name__)\n"
    write(tmp_path, {"bench/test_a.py": f"def test_a(benchmark):\n{body}\ndef test_b(benchmark):\n{body}"})
    with start(tmp_path) as session:
        names = [one["name"] for one in own(session)]
        for name, following in zip(names, [names[1], None]):
            session.ok("prepare", benchmark=name, next=following)
        assert session.ok("finish", benchmark=names[0]) == {}
        assert session.end()[0] == 0
    assert log.read_text() == "test_atest_a"


def test_people_s_configuration_of_pytest_benchmark_is_accepted_and_its_limits_are_told(tmp_path):
    configuration = "[pytest]\naddopts = --benchmark-disable --benchmark-min-rounds=3 --benchmark-autosave\n"
    hooks = "def pytest_benchmark_update_json(config, benchmarks, output_json):\n    1 / 0\n"
    write(tmp_path, {"pytest.ini": configuration, "bench/conftest.py": hooks, "bench/test_a.py": WELL})
    with start(tmp_path, "--benchmark-json=x.json", "--benchmark-only", "--benchmark-compare") as session:
        assert session.hello["notices"] == [
            (
                "without effect, because times come from turns of all series: --benchmark-autosave, "
                "--benchmark-min-rounds, --benchmark-json, --benchmark-compare"
            )
        ]
        assert ending(session, "bench/test_a.py::test_well", None) == "well"
    assert sorted(path.name for path in tmp_path.rglob("*")) == [
        "bench",
        "conftest.py",
        "pytest.ini",
        "test_a.py",
    ]


def test_a_test_says_of_itself_what_other_tools_want_to_know(tmp_path):
    text = """
import pytest

@pytest.mark.benchmark(group="g")
@pytest.mark.parametrize("n", [3], ids=["three"])
def test_a(benchmark, n):
    benchmark.extra_info.update(a=[1, (2.0, float("nan"))], b=object, c={"d": None})
    benchmark(int)

def test_b(benchmark):
    benchmark.extra_info["text"] = 20_000 * "x"
    benchmark(int)
"""
    write(tmp_path, {"bench/test_a.py": text})
    with start(tmp_path) as session:
        labels = []
        for one in own(session):
            session.ok("prepare", benchmark=one["name"], next=None)
            labels.append(session.ok("finish", benchmark=one["name"])["labels"])
    info = {"a": [1, [2.0, "nan"]], "b": "<class 'object'>", "c": {"d": None}}
    assert labels[0] == {"group": "g", "param": "three", "params": {"n": 3}, "extra_info": info}
    left_out = {"blas-bench": "left out: too long"}
    assert labels[1] == {"group": None, "param": None, "params": None, "extra_info": left_out}


def test_random_numbers_are_the_same_in_every_process(tmp_path):
    draws = "    raise ValueError(random.random(), numpy.random.rand())\n"
    draws = f"import random, numpy\ndef test_draws(benchmark):\n{draws}"
    write(tmp_path, {"bench/test_a.py": draws})
    said = set()
    for _ in range(2):
        with start(tmp_path) as session:
            said.add(ending(session, "bench/test_a.py::test_draws", None))
    assert len(said) == 1
