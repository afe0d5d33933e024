"""The dense algebra script published by Dario Radecic, after Markus Beuckelmann's, as published.

Source: gist markus-beuckelmann/8bc25531b11158431a5b09a45abd6276, with a total that starts before the inputs
are made and is cut to whole seconds.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from . import fingerprints
from .benchmark import Part, WholeBenchmark, WholeRun
from .stopwatch import repeat

if TYPE_CHECKING:
    import numpy.typing as npt

    Array = npt.NDArray[Any]


class Repeats(NamedTuple):
    """How often each operation is repeated."""

    matmul: int = 20
    dot: int = 5000
    svd: int = 3
    cholesky: int = 3
    eig: int = 3


PUBLISHED_REPEATS = Repeats()


class _Inputs(NamedTuple):
    left: Array
    right: Array
    left_vector: Array
    right_vector: Array
    tall: Array
    positive: Array
    general: Array


def run(size: int = 4096, counts: Repeats = PUBLISHED_REPEATS) -> WholeRun:
    """Run the script. Only a test has a reason to change its sizes."""
    start = time.perf_counter()
    given = _inputs(size)
    half, length = size // 2, size * 128
    matmul, product = repeat(lambda: np.dot(given.left, given.right), counts.matmul)
    dot, number = repeat(lambda: np.dot(given.left_vector, given.right_vector), counts.dot)
    svd, factors = repeat(lambda: np.linalg.svd(given.tall, full_matrices=False), counts.svd)
    cholesky, factor = repeat(lambda: np.linalg.cholesky(given.positive), counts.cholesky)
    eig, decomposition = repeat(lambda: np.linalg.eig(given.general), counts.eig)
    total = time.perf_counter() - start
    parts = [
        Part("dario/matmul", f"dot of two {size}x{size} matrices", matmul, "blas", 2.0 * size**3),
        Part("dario/dot", f"dot of two vectors of length {length}", dot, "blas", 2.0 * length),
        Part("dario/svd", f"thin SVD of a {half}x{size // 4} matrix", svd, "lapack"),
        Part("dario/cholesky", f"Cholesky of a {half}x{half} matrix", cholesky, "lapack", half**3 / 3),
        Part("dario/eig", f"eigendecomposition of a {half}x{half} matrix", eig, "lapack"),
        Part("dario/total", "the whole script, inputs included", [total]),
    ]
    return WholeRun(
        parts,
        summary_lines=_summary_lines(parts, size),
        fingerprint=[
            *fingerprints.of_product(given.left, given.right, product),
            *fingerprints.of_dot(number),
            *fingerprints.of_svd(given.tall, factors),
            *fingerprints.of_cholesky(given.positive, factor),
            *fingerprints.of_eig(given.general, decomposition),
        ],
    )


def _inputs(size: int) -> _Inputs:
    # In the published order: each draw goes on in the stream where the last one ended.
    np.random.seed(0)
    left, right = np.random.random((size, size)), np.random.random((size, size))
    left_vector, right_vector = np.random.random((size * 128,)), np.random.random((size * 128,))
    tall = np.random.random((size // 2, size // 4))
    square = np.random.random((size // 2, size // 2))
    positive = np.dot(square, square.T)
    general = np.random.random((size // 2, size // 2))
    return _Inputs(left, right, left_vector, right_vector, tall, positive, general)


def _summary_lines(parts: list[Part], size: int) -> list[str]:
    matmul, dot, svd, cholesky, eig, total = (part.seconds for part in parts)
    half = size // 2
    return [
        f"Dotted two {size}x{size} matrices in {matmul:.2f} s.",
        f"Dotted two vectors of length {size * 128} in {1e3 * dot:.2f} ms.",
        f"SVD of a {half}x{size // 4} matrix in {svd:.2f} s.",
        f"Cholesky decomposition of a {half}x{half} matrix in {cholesky:.2f} s.",
        f"Eigendecomposition of a {half}x{half} matrix in {eig:.2f} s.",
        f"TOTAL TIME = {int(total)} seconds",
    ]


BENCHMARKS = (WholeBenchmark("dario", "a dense algebra script, as published: five operations", run),)
