"""Becomes another program, which ends with its parent as a worker does."""

from __future__ import annotations

import os
from typing import Sequence

from .parent_death import end_with_parent


def main(arguments: Sequence[str]) -> int:
    """Replace this process by the command `arguments`; the kernel keeps what it was told about the parent."""
    end_with_parent()
    os.execvp(arguments[0], list(arguments))  # noqa: S606 - a list of words, which nothing splits
