"""Runs a user's script as `python FILE` does, and tells at its end what this very process has loaded."""

from __future__ import annotations

import contextlib
import os
import runpy
import sys
import threading
import time
import traceback
from pathlib import Path
from types import TracebackType
from typing import Sequence

from .home_cpu import HomeCpu
from .parent_death import end_with_parent


def main(arguments: Sequence[str]) -> int:
    """Run a script, write to a file when it ended and what it had loaded, return its exit code.

    `arguments` are the number of the home CPU, the file, and the script.
    A script that leaves with os._exit, or becomes another program, tells nothing: nothing is known of it.
    """
    end_with_parent()
    number, answer, script = arguments
    HomeCpu(int(number)).go()
    path = [str(Path(script).resolve().parent), *sys.path[1:]]
    sys.argv[:] = [script]
    sys.path[:] = path
    code = _run(script)
    for thread in threading.enumerate():
        # Python, too, waits for these before it ends.
        if thread is not threading.main_thread() and not thread.daemon:
            thread.join()
    ended = time.monotonic_ns()
    _flush()
    # None of the script's modules may take part in the proof because of its name.
    sys.path[:] = path[1:]
    # A script may have put something else in the place of what is needed here: then, too, nothing is told.
    with contextlib.suppress(Exception):
        _tell(answer, ended)
    return code


def _run(script: str) -> int:
    try:
        runpy.run_path(script, run_name="__main__")
    except SystemExit as leaving:
        if leaving.code is None or isinstance(leaving.code, int):
            return leaving.code or 0
        sys.stderr.write(f"{leaving.code}\n")
        return 1
    except BaseException as error:  # noqa: BLE001 - as Python itself: whatever it is ends the script.
        traceback.print_exception(type(error), error, _from(script, error.__traceback__))
        return 1
    return 0


def _from(script: str, trace: TracebackType | None) -> TracebackType | None:
    """Skip the frames around the script; all of them where it could not even be compiled."""
    while trace is not None and trace.tb_frame.f_code.co_filename != script:
        trace = trace.tb_next
    return trace


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        # Closed, or gone, by what the script did.
        with contextlib.suppress(OSError, ValueError, AttributeError):
            stream.flush()


def _tell(answer: str, ended: int) -> None:
    import json

    from .evidence import collect_evidence

    # What looking prints must not stand among the script's own lines.
    os.dup2(2, 1)
    text = json.dumps({"ended": ended, "evidence": collect_evidence()}, allow_nan=False)
    unfinished = Path(f"{answer}.tmp")
    unfinished.write_text(text, "ascii")
    unfinished.replace(answer)
