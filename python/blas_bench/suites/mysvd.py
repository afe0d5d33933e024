"""The SVD timing script of Stack Overflow question 70240506, as published.

Its figure is the mean over 10 runs of the time that 100 decompositions of a growing 300x300 matrix take.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from . import fingerprints
from .benchmark import Part, WholeBenchmark, WholeRun
from .stopwatch import repeat


def run(size: int = 300, runs: int = 10, decompositions: int = 100) -> WholeRun:
    """Run the script. Only a test has a reason to change its sizes."""
    np.random.seed(42)
    matrix = np.random.uniform(size=(size, size))

    def one_run() -> Any:
        nonlocal matrix
        factors = None
        for _ in range(decompositions):
            matrix += 1
            factors = np.linalg.svd(matrix)
        return factors

    repeats, factors = repeat(one_run, runs)
    part = Part("mysvd", f"{decompositions} SVDs of a {size}x{size} matrix", repeats, layer="lapack")
    return WholeRun(
        parts=[part],
        summary_lines=[f"mean of {runs} runs: {part.seconds:.5f}s"],
        fingerprint=fingerprints.of_svd(matrix, factors),
    )


BENCHMARKS = (
    WholeBenchmark(
        "mysvd", "mean of 10 runs of 100 SVDs of a 300x300 matrix, as published", run, layer="lapack"
    ),
)
