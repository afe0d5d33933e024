from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Iterator

import pytest
from worker_session import PYTHON_FOLDER, WorkerSession

SOURCES = {
    "plain": "import numpy as np\nprint('took', np.ones(3).sum(), 's')\n",
    "leaves": "import os\nprint('left', flush=True)\nos._exit(0)\n",
    "fails": "import sys\nprint('before', file=sys.stderr)\nraise ValueError('broken')\n",
    "exits": "import sys\nsys.exit(3)\n",
    "says why": "import sys\nsys.exit('no data')\n",
    "exits well": "import sys\nprint('done')\nsys.exit()\n",
    "threads": (
        "import threading, time\nthreading.Thread(target=lambda: (time.sleep(0.3), print('late'))).start()\n"
    ),
    "looks": (
        "import os, sys\nimport beside\n"
        "print([__name__, sys.argv, os.path.basename(sys.path[0]), 'blas_bench' in sys.path[0],\n"
        "       os.path.basename(__file__), sys.stdin.read(), os.getcwd() == beside.HERE])\n"
    ),
    "kills": "import os, signal\nos.kill(os.getpid(), signal.SIGTERM)\n",
    "shadows": "import json\nprint(json.WHO)\n",
    "spawns": (
        "import multiprocessing as m\n\ndef double(x):\n    return 2 * x\n\n"
        "if __name__ == '__main__':\n    print(m.get_context('spawn').Pool(1).map(double, [21]))\n"
    ),
}


@contextlib.contextmanager
def session(*words: str) -> Iterator[WorkerSession]:
    with WorkerSession("-m", "blas_bench", "worker", *words) as worker:
        yield worker


@contextlib.contextmanager
def script(folder: Path, name: str) -> Iterator[WorkerSession]:
    repository, scratch = folder / "repository", folder / "scratch"
    scratch.mkdir()
    (repository / "some where").mkdir(parents=True)
    file = repository / "some where" / "bench it.py"
    file.write_text(SOURCES[name])
    (file.parent / "beside.py").write_text("import os\nHERE = os.getcwd()\n")
    if name == "shadows":
        (file.parent / "json.py").write_text("WHO = 'theirs'\n")
    place = ["--root", str(repository), "--scratch", str(scratch)]
    with session("--script=some where/bench it.py", *place) as worker:
        yield worker
        assert list(scratch.iterdir()) == []


def run(worker: WorkerSession) -> dict:
    return worker.ok("process", benchmark="some where/bench it.py")


def test_a_script_is_offered_with_the_controls(tmp_path):
    with script(tmp_path, "plain") as worker:
        offered = {one["name"]: one for one in worker.hello["benchmarks"]}
        assert offered.pop("some where/bench it.py")["source"] == {
            "file": "some where/bench it.py",
            "line": 1,
        }
        assert {one["role"] for one in offered.values()} == {"control"}


def test_the_process_that_was_timed_speaks_for_itself(tmp_path):
    with script(tmp_path, "plain") as worker:
        answer = run(worker)
        assert answer["output"] == "took 3.0 s\n"
        assert answer["wallNanoseconds"] > 1e6
        evidence = answer["evidence"]
        assert evidence["python"]["processId"] not in (worker.process.pid, os.getpid())
        assert evidence["numpy"]["status"] == "imported"
        # A second one is another process.
        assert run(worker)["evidence"]["python"]["processId"] != evidence["python"]["processId"]


def test_a_script_finds_what_python_would_have_given_it(tmp_path):
    with script(tmp_path, "looks") as worker:
        file = str(tmp_path / "repository" / "some where" / "bench it.py")
        said = ["__main__", [file], "some where", False, "bench it.py", "", True]
        assert run(worker)["output"] == f"{said}\n"


@pytest.mark.parametrize(
    ("name", "said"), [("exits well", "done\n"), ("threads", "late\n"), ("spawns", "[42]\n")]
)
def test_it_is_waited_for_as_python_waits(tmp_path, name, said):
    with script(tmp_path, name) as worker:
        answer = run(worker)
        assert (answer["output"], answer["evidence"]["numpy"]["status"]) == (said, "imported")


@pytest.mark.parametrize("name", ["leaves", "shadows"])
def test_of_one_that_does_not_tell_nothing_is_known(tmp_path, name):
    with script(tmp_path, name) as worker:
        answer = run(worker)
        assert answer["evidence"] is None
        assert answer["output"] in ("left\n", "theirs\n")


@pytest.mark.parametrize(
    ("name", "message", "line"),
    [
        ("fails", "ended with exit code 1", "ValueError: broken"),
        ("exits", "ended with exit code 3", None),
        ("says why", "ended with exit code 1", "no data"),
        ("kills", "was ended by signal 15", None),
    ],
)
def test_one_that_fails_says_how(tmp_path, name, message, line):
    with script(tmp_path, name) as worker:
        error = worker.error("process", benchmark="some where/bench it.py")
        assert error["message"] == message
        assert error["lastLines"][-1:] == ([] if line is None else [line])
        assert not any("blas_bench" in one for one in error["lastLines"])


def test_a_base_without_the_file_offers_the_controls_alone(tmp_path):
    with session("--script=new.py", "--root", str(tmp_path), "--arm", "base") as worker:
        assert {one["role"] for one in worker.hello["benchmarks"]} == {"control"}
    words = [sys.executable, "-m", "blas_bench", "worker", "--script=new.py", "--root", str(tmp_path)]
    done = subprocess.run(words, cwd=PYTHON_FOLDER, input=b"", capture_output=True, check=False)
    assert done.returncode == 1
    assert b"new.py is not there: there is nothing to measure" in done.stdout


COMMANDS = {
    "echo '  two  words ' | tr a-z A-Z": "  TWO  WORDS \n",
    "printf '%s' \"{a}\" > {output}; echo unread": "{a}",
    "mkdir -p x && cd x && basename $PWD": "x\n",
}


@pytest.mark.parametrize(("line", "output"), COMMANDS.items())
def test_a_command_is_a_line_of_bash(tmp_path, monkeypatch, line, output):
    monkeypatch.chdir(tmp_path)
    scratch = tmp_path / "with blanks"
    scratch.mkdir()
    with session(f"--command={line}", "--scratch", str(scratch)) as worker:
        assert worker.hello["benchmarks"][0]["source"] == {"command": True}
        answer = worker.ok("process", benchmark="command")
        assert (answer["output"], answer["evidence"]) == (output, None)
        assert list(scratch.iterdir()) == []


@pytest.fixture(scope="module")
def failing(tmp_path_factory):
    folder = tmp_path_factory.mktemp("failing")
    with session(f"--command=set -eo pipefail; . {folder}/line", "--scratch", str(folder)) as worker:
        yield worker, folder / "line"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("false | cat", "ended with exit code 1"),
        ("echo useless >&2; exit 9", "ended with exit code 9"),
        ("printf '\\xff'", "gave output that is not text in UTF-8"),
        ("head -c 17000000 /dev/zero", "gave more than 16 MiB of output"),
    ],
)
def test_a_command_that_fails(failing, line, message):
    worker, file = failing
    file.write_text(line)
    error = worker.error("process", benchmark="command")
    assert error["message"] == message
    assert error["lastLines"] == (["useless"] if "useless" in line else [])


def test_a_command_that_writes_nothing(tmp_path):
    with session("--command=true {output}", "--scratch", str(tmp_path)) as worker:
        assert worker.error("process", benchmark="command")["message"] == "wrote no file {output}"
        assert "is no process" in worker.error("process", benchmark="control/memory")["message"]


def test_a_worker_that_is_killed_takes_the_process_along(tmp_path):
    mark = tmp_path / "pid"
    program = f"import os, time; open('{mark}', 'w').write(str(os.getpid())); time.sleep(60)"
    line = f'{sys.executable} -c "{program}"'
    with WorkerSession(
        "-m", "blas_bench", "worker", f"--command={line}", "--scratch", str(tmp_path)
    ) as worker:
        worker.process.stdin.write(b'{"id": 1, "do": "process", "benchmark": "command"}\n')
        worker.process.stdin.flush()
        deadline = time.monotonic() + 20
        while not (mark.exists() and mark.read_text()) and time.monotonic() < deadline:
            time.sleep(0.01)
        number = int(mark.read_text())
        worker.process.kill()
        worker.process.wait()
        while time.monotonic() < deadline:
            if not _is_alive(number):
                return
            time.sleep(0.01)
        os.kill(number, 9)
        pytest.fail("the command outlived its worker")


def _is_alive(number: int) -> bool:
    try:
        return Path(f"/proc/{number}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False
