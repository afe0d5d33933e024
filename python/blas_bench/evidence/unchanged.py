"""Remembers what was computed from a file for as long as it is the same, so that asking twice is cheap."""

from __future__ import annotations

import os
from typing import Callable, TypeVar

T = TypeVar("T")
_remembered: dict[tuple[str, str], tuple[object, object]] = {}


def from_unchanged_file(path: str, compute: Callable[[str], T]) -> T:
    """Return compute(path), or what it returned before if device, inode, size and times are still the same.

    OSError when there is no such file, and whatever compute raises.
    """
    status = os.stat(path)  # noqa: PTH116
    identity = (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)
    key = (compute.__qualname__, path)
    known = _remembered.get(key)
    if known is None or known[0] != identity:
        _remembered[key] = known = (identity, compute(path))
    return known[1]  # type: ignore[return-value]  # the key names the function, and with it the type
