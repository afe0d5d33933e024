"""Work that no BLAS touches, and NumPy neither: what moves here is the machine, not the variant."""

from __future__ import annotations

import zlib

from .benchmark import Prepared, TurnsBenchmark

# About a millisecond, so that a batch of 5 ms holds several and comes out near its length.
_INTERPRETER_STEPS = 10_000
# Well beyond what one core has of the caches of today's processors, so that it reaches the memory.
_MEMORY_BYTES = 32 * 1024 * 1024
# Whole numbers: they agree exactly or are wrong.
_EXACT = 1e-12


def _interpreter() -> Prepared:
    def run() -> int:
        state = 1
        for _ in range(_INTERPRETER_STEPS):
            state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        return state

    return Prepared(run, lambda state: [float(state)])


def _memory() -> Prepared:
    # Pages that were never written all map to one page of zeros, which would stay in the cache.
    source = memoryview(bytearray(bytes(range(256)) * (_MEMORY_BYTES // 256)))
    target = memoryview(bytearray(_MEMORY_BYTES))

    def run() -> None:
        target[:] = source

    def fingerprint(_: None) -> list[float]:
        return [float(zlib.crc32(target))]

    return Prepared(run, fingerprint)


CONTROLS = (
    TurnsBenchmark(
        "control/interpreter",
        "arithmetic in the Python interpreter",
        _interpreter,
        role="control",
        relative_tolerance=_EXACT,
    ),
    TurnsBenchmark(
        "control/memory",
        f"copy of {_MEMORY_BYTES // 1024**2} MiB of memory",
        _memory,
        role="control",
        relative_tolerance=_EXACT,
    ),
)
