"""Numbers that stand for a whole numerical result and that every right BLAS and LAPACK agrees on.

Singular vectors and eigenvectors are free in sign (and, where values repeat, in rotation), so vectors enter
only through what their definition fixes. Products are checked by applying both sides to one fixed random
vector, which costs no further matrix product (R. Freivalds, "Probabilistic machines can use less running
time", IFIP 1977). All numbers are far from zero, so that a relative tolerance suits them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Sequence

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    Array = npt.NDArray[Any]

_PROBE_SEED = 2718
_MOST_PARTS = 1000
_ROUNDING = 1e-8
"""Below, a number counts as zero, as numpy.allclose has it by default: residuals are nothing but rounding."""


def of_product(left: Array, right: Array, product: Array) -> list[float]:
    """Stand for `product` = `left` @ `right`, with `right` a matrix (n, m) or a vector (n,)."""
    probe = _probe(right.shape[1]) if right.ndim == 2 else np.ones(())
    once, twice = np.dot(product, probe), np.dot(left, np.dot(right, probe))
    return [float(np.sum(product)), _size(once), _agreement(once, twice)]


def of_dot(product: Any) -> list[float]:
    """Stand for the dot product of two vectors of positive numbers."""
    return [float(product)]


def of_svd(matrix: Array, factors: Sequence[Array]) -> list[float]:
    """Stand for `factors` = (u, s, vh) of `matrix` (m, n), thin or full."""
    left, values, right = factors
    probe = _probe(matrix.shape[1])
    rebuilt = np.dot(left[:, : len(values)], values * np.dot(right[: len(values)], probe))
    # The largest apart: for positive matrices it outweighs all the others together.
    return [
        float(values[0]),
        float(np.sum(values[1:])),
        _agreement(rebuilt, np.dot(matrix, probe)),
        _orthonormality(left),
        _orthonormality(right.T),
    ]


def of_eigh(matrix: Array, decomposition: Sequence[Array]) -> list[float]:
    """Stand for `decomposition` = (w, v) of the symmetric `matrix` (n, n)."""
    values, vectors = decomposition
    probe = _probe(len(values))
    rebuilt = np.dot(vectors, values * np.dot(vectors.T, probe))
    return [
        float(np.sum(np.abs(values))),
        _size(values),
        _agreement(rebuilt, np.dot(matrix, probe)),
        _orthonormality(vectors),
    ]


def of_eig(matrix: Array, decomposition: Sequence[Array]) -> list[float]:
    """Stand for `decomposition` = (w, v) of the general `matrix` (n, n), whose vectors have unit length."""
    values, vectors = decomposition
    probe = _probe(len(values))
    return [
        float(np.sum(np.abs(values))),
        float(np.max(np.abs(values))),
        _agreement(np.dot(matrix, np.dot(vectors, probe)), np.dot(vectors, values * probe)),
        float(np.sum(np.abs(vectors) ** 2)),
    ]


def of_cholesky(matrix: Array, factor: Array) -> list[float]:
    """Stand for the lower `factor` of the positive definite `matrix` (n, n)."""
    probe = _probe(len(matrix))
    rebuilt = np.dot(factor, np.dot(factor.T, probe))
    return [
        float(np.sum(np.diag(factor))),
        _size(factor),
        _agreement(rebuilt, np.dot(matrix, probe)),
        # What is above the diagonal must be exactly nothing.
        1.0 + _size(np.triu(factor, 1)),
    ]


def of_solution(matrix: Array, right_side: Array, solution: Array) -> list[float]:
    """Stand for the `solution` (n,) of `matrix` (n, n) times it = `right_side` (n,)."""
    return [
        float(np.sum(np.abs(solution))),
        _size(solution),
        _agreement(np.dot(matrix, solution), right_side),
    ]


def of_value(value: Any) -> list[float] | None:
    """Stand for what somebody's own function returned: numbers, arrays, and tuples, lists and dicts of them.

    Of an array, only what is left of it without signs and order: those of singular vectors, eigenvectors and
    eigenvalues are free, and differ between libraries that are both right. What is no number is passed over;
    None where no number is left, or where there are more parts than anybody would compare.
    """
    numbers: list[float] = []
    parts, seen = [value], 0
    while parts:
        part = parts.pop()
        seen += 1
        if isinstance(part, dict):
            part = list(part.values())
        if isinstance(part, (list, tuple)):
            if len(part) + len(parts) + seen > _MOST_PARTS:
                return None
            parts.extend(reversed(part))
        elif _is_numeric(part):
            numbers.extend(_of_numbers(part))
    return [0.0 if abs(number) < _ROUNDING else number for number in numbers] or None


def _is_numeric(part: Any) -> bool:
    if isinstance(part, (np.generic, np.ndarray)):
        return part.dtype.kind in "biufc"
    return isinstance(part, (int, float, complex))


def _of_numbers(part: Any) -> list[float]:
    try:
        # NumPy's shorter numbers are too short to add up.
        values = np.asarray(part, dtype=np.complex128 if np.iscomplexobj(part) else np.float64)
    except OverflowError:  # Python's own whole numbers have no largest
        return []
    if values.ndim == 0:
        return [float(abs(values) if np.iscomplexobj(values) else values)]
    shape, sizes = [float(length) for length in values.shape], np.abs(values)
    return shape if sizes.size == 0 else [*shape, float(sizes.max()), float(sizes.mean())]


def _probe(length: int) -> Array:
    return np.random.RandomState(_PROBE_SEED).uniform(0.5, 1.5, length)


def _agreement(actual: Array, expected: Array) -> float:
    """Return 1 plus the relative distance: 1 within rounding when right, and never near zero."""
    return 1.0 + _size(actual - expected) / _size(expected)


def _orthonormality(columns: Array) -> float:
    probe = _probe(columns.shape[1])
    return _agreement(np.dot(columns.T, np.dot(columns, probe)), probe)


def _size(values: Array) -> float:
    # Not numpy.linalg.norm: that would ask the library under test for its dot product.
    return float(np.sqrt(np.sum(np.abs(values) ** 2)))
