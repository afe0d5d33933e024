"""One dense operation of NumPy per function, as a benchmark that takes turns, for any size.

Inputs come from NumPy's legacy generator, whose stream is the same in every version (NEP 19), and are built
without BLAS, so that all variants start from the same bits. Operation counts are those of LAPACK Working
Note 41, appendix C, to leading order; for the singular value and eigenvalue algorithms, which iterate, the
field agrees on none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from . import fingerprints
from .benchmark import Prepared, TurnsBenchmark

if TYPE_CHECKING:
    import numpy.typing as npt

_SEED = 42


def matmul(name: str, n: int) -> TurnsBenchmark:
    """Offer the product of two n x n matrices."""

    def set_up() -> Prepared:
        left, right = _uniform(2, n, n)
        return Prepared(
            run=lambda: np.dot(left, right),
            fingerprint=lambda product: fingerprints.of_product(left, right, product),
        )

    return TurnsBenchmark(name, f"product of two {n}x{n} matrices", set_up, layer="blas", flop=2.0 * n**3)


def matvec(name: str, n: int) -> TurnsBenchmark:
    """Offer the product of an n x n matrix and a vector."""

    def set_up() -> Prepared:
        left, right = _uniform(n, n), _uniform(n)
        return Prepared(
            run=lambda: np.dot(left, right),
            fingerprint=lambda product: fingerprints.of_product(left, right, product),
        )

    return TurnsBenchmark(
        name, f"product of a {n}x{n} matrix and a vector", set_up, layer="blas", flop=2.0 * n**2
    )


def svd(name: str, n: int) -> TurnsBenchmark:
    """Offer the full singular value decomposition of an n x n matrix."""

    def set_up() -> Prepared:
        matrix = _uniform(n, n)
        return Prepared(
            run=lambda: np.linalg.svd(matrix),
            fingerprint=lambda factors: fingerprints.of_svd(matrix, factors),
        )

    return TurnsBenchmark(name, f"singular value decomposition of a {n}x{n} matrix", set_up, layer="lapack")


def eigh(name: str, n: int) -> TurnsBenchmark:
    """Offer eigenvalues and eigenvectors of a symmetric n x n matrix."""

    def set_up() -> Prepared:
        uniform = _uniform(n, n)
        matrix = uniform + uniform.T - 1.0
        return Prepared(
            run=lambda: np.linalg.eigh(matrix),
            fingerprint=lambda decomposition: fingerprints.of_eigh(matrix, decomposition),
        )

    return TurnsBenchmark(
        name, f"eigenvalues and eigenvectors of a symmetric {n}x{n} matrix", set_up, layer="lapack"
    )


def cholesky(name: str, n: int) -> TurnsBenchmark:
    """Offer the Cholesky decomposition of an n x n matrix."""

    def set_up() -> Prepared:
        uniform = _uniform(n, n)
        # Diagonally dominant, hence positive definite.
        matrix = uniform + uniform.T + 2.0 * n * np.eye(n)
        return Prepared(
            run=lambda: np.linalg.cholesky(matrix),
            fingerprint=lambda factor: fingerprints.of_cholesky(matrix, factor),
        )

    return TurnsBenchmark(
        name, f"Cholesky decomposition of a {n}x{n} matrix", set_up, layer="lapack", flop=n**3 / 3
    )


def solve(name: str, n: int) -> TurnsBenchmark:
    """Offer the solution of n linear equations with one right-hand side."""

    def set_up() -> Prepared:
        matrix, right_side = _uniform(n, n) + n * np.eye(n), _uniform(n)
        return Prepared(
            run=lambda: np.linalg.solve(matrix, right_side),
            fingerprint=lambda solution: fingerprints.of_solution(matrix, right_side, solution),
        )

    return TurnsBenchmark(
        name, f"solution of {n} linear equations", set_up, layer="lapack", flop=2 * n**3 / 3 + 2.0 * n**2
    )


def _uniform(*shape: int) -> npt.NDArray[Any]:
    return np.random.RandomState(_SEED).random_sample(shape)
