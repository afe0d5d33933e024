"""Takes standard input and output away from everything but the worker's conversation with its parent."""

from __future__ import annotations

import io
import os
import sys
from typing import BinaryIO

_STANDARD_INPUT, _STANDARD_OUTPUT, _STANDARD_ERROR = 0, 1, 2


def take_over_standard_streams() -> tuple[BinaryIO, BinaryIO]:
    """Return the streams the parent's requests come from and the answers go to, for this process alone.

    From then on descriptor 0 is empty and descriptor 1 is standard error, for C code and child processes
    too: whatever a benchmark or a library prints cannot end up between two answers. Call it before
    importing anything that could print.
    """
    # os.dup returns descriptors that child processes do not inherit (PEP 446).
    requests, answers = os.dup(_STANDARD_INPUT), os.dup(_STANDARD_OUTPUT)
    empty = os.open(os.devnull, os.O_RDONLY)
    os.dup2(empty, _STANDARD_INPUT)
    os.close(empty)
    os.dup2(_STANDARD_ERROR, _STANDARD_OUTPUT)
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A worker that is killed would otherwise take its last prints, often the explanation, with it.
        sys.stdout.reconfigure(line_buffering=True)
    return os.fdopen(requests, "rb"), os.fdopen(answers, "wb")
