"""The commands as they are called: what stands on standard output, and what happens when NumPy is ill."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from evidence_process import PACKAGE, PYTHON_FOLDER, evidence_of, run


def same_facts(evidence):
    """Leave out what differs between two processes."""
    python = {
        name: value for name, value in evidence["python"].items() if name not in ("processId", "threads")
    }
    return {**evidence, "python": python, "variables": None, "images": None}


def test_both_ways_to_call_it():
    by_name = run(sys.executable, "-m", "blas_bench", "evidence", PYTHONPATH=str(PYTHON_FOLDER))
    assert (by_name.returncode, by_name.stderr) == (0, "")
    assert same_facts(json.loads(by_name.stdout)) == same_facts(evidence_of(sys.executable))


def test_one_line_of_ascii(tmp_path):
    (tmp_path / "sm\u00f6rg\u00e5sbord").mkdir()
    done = run(sys.executable, str(PACKAGE), "evidence", PYTHONPATH=str(tmp_path / "sm\u00f6rg\u00e5sbord"))
    assert done.stdout.isascii()
    assert done.stdout.count("\n") == 1
    assert json.loads(done.stdout)["variables"]["PYTHONPATH"].endswith("sm\u00f6rg\u00e5sbord")


def test_its_own_modules_shadow_nobodys(tmp_path):
    """Neither the package's folder nor the one around it stays on the path."""
    (tmp_path / "scipy.py").write_text("import sys\nraise ValueError(sys.path)\n")
    path = evidence_of(sys.executable, PYTHONPATH=str(tmp_path))["scipy"]["error"]
    assert str(tmp_path) in path
    assert str(PYTHON_FOLDER) not in path


def test_output_file(tmp_path):
    done = run(sys.executable, str(PACKAGE), "evidence", "--output", str(tmp_path / "evidence.json"))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert json.loads((tmp_path / "evidence.json").read_text())["evidenceVersion"] == 1
    assert [path.name for path in tmp_path.iterdir()] == ["evidence.json"]


def test_output_file_that_cannot_be_written(tmp_path):
    (tmp_path / "evidence.json").mkdir()
    done = run(sys.executable, str(PACKAGE), "evidence", "--output", str(tmp_path / "evidence.json"))
    assert done.returncode != 0
    assert "evidence.json" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["evidence.json"]


@pytest.mark.parametrize("arguments", [[], ["evidense"], ["evidence", "--colour"]])
def test_wrong_calls(arguments):
    done = run(sys.executable, str(PACKAGE), *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "usage: " in done.stderr


def test_help():
    done = run(sys.executable, str(PACKAGE), "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert all(command in done.stdout for command in ("evidence", "threadpools", "worker"))


NOISE = """
import ctypes, os, sys
print("from print")
sys.__stdout__.write("from the stream\\n")
os.write(1, b"from the descriptor\\n")
ctypes.CDLL(None).puts(b"from C")
raise ValueError("first\\n\\nsecond")
"""


def test_noise_at_import_does_not_reach_the_document(tmp_path):
    (tmp_path / "scipy.py").write_text(NOISE)
    evidence = evidence_of(sys.executable, PYTHONPATH=str(tmp_path))
    assert evidence["scipy"]["status"] == "failed"
    assert evidence["scipy"]["error"] == "ValueError: first"
    assert evidence["scipy"]["lastLines"][-2:] == ["ValueError: first", "second"]
    assert evidence["numpy"]["status"] == "imported"
    assert evidence["calls"]


@pytest.mark.parametrize(
    ("advice", "error"),
    [
        ("'PLEASE READ') from e", "ZeroDivisionError: division by zero"),
        ("f'PLEASE READ: {e}')", "ZeroDivisionError: division by zero"),
        ("'another matter')", "ImportError: another matter"),
    ],
)
def test_numpy_that_wraps_what_went_wrong_in_advice(tmp_path, advice, error):
    wrapping = f"try:\n    1 / 0\nexcept ArithmeticError as e:\n    raise ImportError({advice}\n"
    (tmp_path / "numpy").mkdir()
    (tmp_path / "numpy" / "__init__.py").write_text(wrapping)
    evidence = evidence_of(sys.executable, PYTHONPATH=str(tmp_path))
    assert evidence["numpy"]["error"] == error
    assert evidence["numpy"]["lastLines"][-1].startswith("ImportError: ")


def test_numpy_that_fails_to_import(tmp_path):
    (tmp_path / "numpy").mkdir()
    (tmp_path / "numpy" / "__init__.py").write_text("from numpy import _core\nraise SystemError('never')\n")
    evidence = evidence_of(sys.executable, PYTHONPATH=str(tmp_path))
    assert evidence["numpy"]["status"] == "failed"
    assert evidence["numpy"]["error"].startswith("ImportError: cannot import name '_core'")
    assert str(tmp_path / "numpy" / "__init__.py") in "".join(evidence["numpy"]["lastLines"])
    assert evidence["calls"] == []
    assert evidence["images"]


def test_no_numpy():
    done = run(sys.executable, "-I", "-S", str(PACKAGE), "evidence")
    evidence = json.loads(done.stdout)
    assert (evidence["numpy"], evidence["scipy"]) == ({"status": "absent"}, {"status": "absent"})
    assert (evidence["calls"], evidence["libraries"], evidence["limitations"]) == ([], [], [])


def test_a_module_that_numpy_lacks_is_a_failure(tmp_path):
    """Not to be taken for a NumPy that is absent."""
    (tmp_path / "numpy.py").write_text("import no_such_module\n")
    assert evidence_of(sys.executable, PYTHONPATH=str(tmp_path))["numpy"]["status"] == "failed"


def test_process_facts():
    evidence = evidence_of(sys.executable)
    python = evidence["python"]
    assert (python["executable"], python["prefix"]) == (sys.executable, sys.prefix)
    assert python["version"] == ".".join(map(str, sys.version_info[:3]))
    assert python["usableCpus"] >= 1
    if sys.platform == "linux":
        assert python["translated"] is None
        assert python["threads"] >= 1
    assert evidence["images"] == sorted(evidence["images"])


def test_variables_are_chosen():
    evidence = evidence_of(
        sys.executable,
        MKL_NUM_THREADS="3",
        DYLD_LIBRARY_PATH="/x",
        CONDA_PREFIX="/env",
        TOKEN="secret",
        MKLROOT="/y",
    )
    assert evidence["variables"] == {
        "CONDA_PREFIX": "/env",
        "DYLD_LIBRARY_PATH": "/x",
        "MKL_NUM_THREADS": "3",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }
    assert "secret" not in json.dumps(evidence)


def test_standard_output_that_is_closed():
    """The reader went away: an error, not a document that looks whole."""
    command = [sys.executable, str(PACKAGE), "evidence"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()
        process.stderr.read()
    assert process.returncode != 0


def test_threadpools():
    done = run(sys.executable, str(PACKAGE), "threadpools")
    report = json.loads(done.stdout)
    assert (report["status"], done.stderr) == ("reported", "")
    # threadpoolctl knows nothing of Accelerate.
    assert sys.platform == "darwin" or "openblas" in {pool["internal_api"] for pool in report["pools"]}
    assert report["threadpoolctlVersion"]


def test_threadpools_from_a_folder(tmp_path):
    """Looked in last: the environment's own copy comes first."""
    (tmp_path / "threadpoolctl.py").write_text(
        "__version__ = '0'\ndef threadpool_info(): print('noise'); return []\n"
    )
    own = json.loads(
        run(sys.executable, str(PACKAGE), "threadpools", "--threadpoolctl-path", str(tmp_path)).stdout
    )
    assert own["threadpoolctlVersion"] != "0"


@pytest.mark.parametrize(
    ("source", "reason"),
    [("import no_such_module", "threadpoolctl: ModuleNotFoundError"), ("", "threadpoolctl: AttributeError")],
)
def test_threadpools_that_cannot_be_had(tmp_path, source, reason):
    (tmp_path / "threadpoolctl.py").write_text(source + "\n")
    done = run(sys.executable, str(PACKAGE), "threadpools", PYTHONPATH=str(tmp_path))
    report = json.loads(done.stdout)
    assert report["status"] == "unavailable"
    assert report["reason"].startswith(reason)
    without_numpy = json.loads(run(sys.executable, "-I", "-S", str(PACKAGE), "threadpools").stdout)
    assert without_numpy["reason"].startswith("NumPy: ModuleNotFoundError")
