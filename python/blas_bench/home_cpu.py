"""Brings this process to the CPU where all processes of its block run, so that none has the faster one."""

from __future__ import annotations

import os
import sys


class HomeCpu:
    """The same CPU for every process with the same number; the next number has the next CPU.

    Of two CPUs of a shared machine one is often faster for seconds, and a process that waits stays on its
    own: the ratio of two processes would be that of their CPUs. It is brought there, not bound: its mask
    stays what it was, for its threads, for its children, and for the scheduler, where somebody else is on
    that CPU.
    """

    def __init__(self, number: int) -> None:
        self.number = number

    def go(self) -> None:
        """Move the calling thread there, unless it may not leave where it is; on Linux only.

        Raise OSError when its mask cannot be set back.
        """
        if sys.platform != "linux":
            return
        mask = os.sched_getaffinity(0)
        cpu = sorted(mask)[self.number % len(mask)]
        try:
            os.sched_setaffinity(0, {cpu})
        except OSError:  # A sandbox may forbid it: sched_setaffinity(2).
            return
        os.sched_setaffinity(0, mask)
