"""Becomes another program, which ends with its parent and starts where its block runs, as a worker does."""

from __future__ import annotations

import os
from typing import Sequence

from .home_cpu import HomeCpu
from .parent_death import end_with_parent


def main(arguments: Sequence[str]) -> int:
    """Replace this process by a command; the kernel keeps what it was told about the parent.

    `arguments` are the number of the home CPU, and the words of the command.
    """
    end_with_parent()
    number, *command = arguments
    HomeCpu(int(number)).go()
    os.execvp(command[0], command)  # noqa: S606 - a list of words, which nothing splits
