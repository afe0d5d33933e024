from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest
from worker_session import PYTHON_FOLDER, odd_worker, suite_worker

from blas_bench import suites


@pytest.fixture
def odd():
    with odd_worker() as session:
        yield session


@pytest.mark.parametrize("suite", suites.SUITES)
def test_hello_offers_the_benchmarks_of_the_suite(suite):
    with suite_worker(suite) as session:
        hello = session.hello
        assert hello["processId"] == session.process.pid
        assert hello["clockResolutionNanoseconds"] < 1e7
        names = [benchmark["name"] for benchmark in hello["benchmarks"]]
        assert names == [benchmark.name for benchmark in suites.load([suite])]
        methods = {benchmark["method"] for benchmark in hello["benchmarks"]}
        assert methods == {"whole" if suite in ("mysvd", "dario") else "turns"}


def test_a_benchmark_is_prepared_calibrated_and_timed():
    with suite_worker("quick", variables={"PYTHONDEVMODE": "1"}) as session:
        fingerprint = session.ok("prepare", benchmark="svd")["fingerprint"]
        assert None not in fingerprint
        loops = session.ok("calibrate", benchmark="svd", targetNanoseconds=1e6)["loops"]
        batch = session.ok("batch", benchmark="svd", loops=loops)
        assert all(value >= 0 for value in batch.values())
        assert batch["wallNanoseconds"] > 0
        assert session.ok("quit") == {}
        assert session.end() == (0, "", "")


def test_evidence_comes_from_the_worker_itself():
    with suite_worker("quick") as session:
        evidence = session.ok("evidence")
        assert evidence["python"]["processId"] == session.process.pid


def test_a_whole_run_reports_its_parts(odd):
    run = odd.ok("whole", benchmark="whole")
    assert run["parts"][0]["seconds"] == 0.5
    assert run["parts"][0]["repeats"] == [0.25, 0.75]
    assert run["summaryLines"] == ["took 0.5 s"]
    assert run["fingerprint"] == [1.0, None]


def test_whatever_is_printed_goes_to_standard_error(odd):
    odd.ok("prepare", benchmark="prints")
    odd.ok("batch", benchmark="prints", loops=1)
    code, rest, errors = odd.end()
    assert (code, rest) == (0, "")
    for origin in ("Python", "a descriptor", "C", "a child"):
        assert errors.count(f"from {origin}\n") == 2


def test_a_benchmark_finds_standard_input_empty(odd):
    assert odd.ok("prepare", benchmark="reads-input") == {"fingerprint": [0.0, 0.0]}


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("value-error", "ValueError: a\nmessage \udcff in two lines"),
        ("system-exit", "SystemExit: 3"),
        ("interrupt", "KeyboardInterrupt"),
        ("memory", "MemoryError"),
        ("recursion", "RecursionError: maximum recursion depth exceeded"),
        ("not-a-number", "TypeError: must be real number, not str"),
    ],
)
def test_what_a_benchmark_raises_is_an_answer_and_the_worker_lives_on(odd, name, message):
    error = odd.error("prepare", benchmark=name)
    assert error["message"].startswith(message)
    assert 1 <= len(error["lastLines"]) <= 12
    assert odd.ok("prepare", benchmark="nothing") == {"fingerprint": []}
    assert odd.end()[:2] == (0, "")


def test_long_messages_are_cut(odd):
    error = odd.error("prepare", benchmark="long-message")
    assert max(map(len, [error["message"], *error["lastLines"]])) == 500


def test_numbers_that_are_not_finite_become_null(odd):
    assert odd.ok("prepare", benchmark="not-finite") == {"fingerprint": [None, None, None, 1.0]}


@pytest.mark.parametrize(
    ("request_", "complaint"),
    [
        ({"do": "fly"}, "unknown request 'fly'"),
        ({"do": ["prepare"]}, "unknown request ['prepare']"),
        ({"do": "prepare", "benchmark": "absent"}, "unknown benchmark 'absent'"),
        ({"do": "prepare"}, "unknown benchmark None"),
        ({"do": "prepare", "benchmark": {}}, "unknown benchmark {}"),
        ({"do": "prepare", "benchmark": "whole"}, "whole runs as a whole"),
        ({"do": "whole", "benchmark": "nothing"}, "nothing takes turns"),
        ({"do": "batch", "benchmark": "nothing", "loops": 1}, "nothing has not been prepared"),
        ({"do": "batch", "benchmark": "nothing", "loops": 0}, "loops is 0"),
        ({"do": "batch", "benchmark": "nothing", "loops": 1.5}, "loops is 1.5"),
        ({"do": "batch", "benchmark": "nothing", "loops": True}, "loops is True"),
        ({"do": "calibrate", "benchmark": "nothing", "targetNanoseconds": -1}, "targetNanoseconds is -1"),
        ({"do": "calibrate", "benchmark": "nothing", "targetNanoseconds": "1"}, "targetNanoseconds is '1'"),
        ({"do": "calibrate", "benchmark": "nothing"}, "targetNanoseconds is None"),
    ],
)
def test_a_request_that_makes_no_sense_is_answered_with_an_error(odd, request_, complaint):
    assert complaint in odd.error(**request_)["message"]


@pytest.mark.parametrize(
    "line", ["", "rubbish", "[]", "{", "null", '{"do": "quit"}', '{"id": "1", "do": "quit"}', "[" * 100_000]
)
def test_a_line_without_a_number_is_answered_with_minus_one(odd, line):
    answer = odd.say(line)
    assert answer["id"] == -1
    assert "not a JSON object with a whole number as id" in answer["error"]["message"]
    assert odd.ok("prepare", benchmark="nothing") == {"fingerprint": []}


def test_the_end_of_input_ends_the_worker_without_a_word(odd):
    assert odd.end() == (0, "", "")


def test_a_parent_that_stops_listening_ends_the_worker_without_a_word():
    with suite_worker("quick") as session:
        session.process.stdout.close()
        session.process.stdin.write(b'{"id": 1, "do": "prepare", "benchmark": "solve"}\n')
        session.process.stdin.close()
        assert session.process.wait(timeout=20) == 0
        assert session.process.stderr.read() == b""


def test_an_unknown_suite_is_refused_on_standard_error():
    command = [sys.executable, "-m", "blas_bench", "worker", "--suite", "absent"]
    ended = subprocess.run(command, cwd=PYTHON_FOLDER, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "'absent'" in ended.stderr


def test_a_numpy_that_fails_to_import_says_so_on_standard_error(tmp_path):
    (tmp_path / "numpy.py").write_text("print('half way'); raise ImportError('broken on purpose')")
    command = [sys.executable, "-m", "blas_bench", "worker", "--suite", "quick"]
    path = os.pathsep.join([str(tmp_path), str(PYTHON_FOLDER)])
    ended = subprocess.run(command, env={"PYTHONPATH": path}, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.startswith("half way")
    assert ended.stderr.endswith("ImportError: broken on purpose\n")


def test_numpy_is_not_imported_before_the_streams_are_safe():
    check = "import sys, blas_bench.worker_command; sys.exit('numpy' in sys.modules)"
    subprocess.run([sys.executable, "-c", check], cwd=PYTHON_FOLDER, check=True)


def test_a_waiting_worker_uses_no_cpu():
    with suite_worker("quick") as session:
        session.ok("prepare", benchmark="matmul")
        session.ok("batch", benchmark="matmul", loops=2)
        time.sleep(0.5)
        idle = session.ok("batch", benchmark="matmul", loops=1)["idleCpuNanoseconds"]
        assert idle < 0.05e9


def test_cpu_used_while_waiting_is_seen(odd):
    odd.ok("prepare", benchmark="nothing")
    odd.ok("prepare", benchmark="busy-thread")
    time.sleep(1)
    assert odd.ok("batch", benchmark="nothing", loops=1)["idleCpuNanoseconds"] > 0.1e9
