"""Binds this process to the life of its parent: a stopped worker could not see that its input has ended."""

from __future__ import annotations

import signal
import sys

# <linux/prctl.h>; see prctl(2).
_PR_SET_PDEATHSIG = 1


def end_with_parent() -> None:
    """Have the kernel kill this process as soon as the one that started it is gone, however that ended.

    Linux only. Elsewhere, and where ctypes is missing, a worker that is not stopped ends with its input.
    """
    if sys.platform != "linux":
        return
    try:
        import ctypes
    except ImportError:
        return
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
