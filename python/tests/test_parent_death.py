"""A parent that is killed leaves no worker behind, not even a stopped one."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "blas_bench"

# Starts a worker, stops it once it is ready, as one with several threads is between batches, and names it.
PARENT = f"""
import os, signal, subprocess, sys, time
command = [sys.executable, {str(PACKAGE)!r}, "worker", "--suite", "quick", "--select", "solve"]
worker = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True)
worker.stdout.readline()
os.killpg(worker.pid, signal.SIGSTOP)
print(worker.pid, flush=True)
time.sleep(600)
"""


def _state(process_id: int) -> str:
    try:
        stat = Path(f"/proc/{process_id}/stat").read_text(encoding="utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return "gone"
    return stat.rpartition(")")[2].split()[0]


def _await_state(process_id: int, wanted: tuple[str, ...]) -> str:
    for _ in range(100):
        if _state(process_id) in wanted:
            break
        time.sleep(0.1)
    return _state(process_id)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can bind a process to its parent")
def test_a_stopped_worker_ends_with_its_killed_parent() -> None:
    with subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        try:
            assert _await_state(worker, ("T",)) == "T"
            parent.kill()
            parent.wait()
            # A zombie is dead; somebody has yet to ask for it.
            assert _await_state(worker, ("gone", "Z")) in ("gone", "Z")
        finally:
            parent.kill()
            with contextlib.suppress(ProcessLookupError):
                os.kill(worker, signal.SIGKILL)
