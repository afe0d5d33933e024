from __future__ import annotations

import numpy as np
import pytest
from test_suites import distance

from blas_bench.suites import fingerprints, functions

ARRAY = np.array([[3.0, -4.0, 0.5], [2.0, 0.25, 1.0]])


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (3, [3.0]),
        (-2.5, [-2.5]),
        (True, [1.0]),
        (3 - 4j, [5.0]),
        (np.float32(0.5), [0.5]),
        (np.array(7), [7.0]),
        (np.array([3, -4, 2], dtype=np.int8), [3.0, 4.0, 3.0]),
        (np.array([True, False]), [2.0, 1.0, 0.5]),
        (np.array([3 + 4j]), [1.0, 5.0, 5.0]),
        (np.array([300.0, 300.0], dtype=np.float16), [2.0, 300.0, 300.0]),
        (np.zeros((0, 3)), [0.0, 3.0]),
        ((1, [2.0, {"b": 3, "a": (4,)}], "text", None), [1.0, 2.0, 3.0, 4.0]),
        (1e-16, [0.0]),
        (float("inf"), [float("inf")]),
        (list(range(900)), list(map(float, range(900)))),
    ],
)
def test_what_a_function_returns_is_fingerprinted(value, expected):
    assert fingerprints.of_value(value) == expected


RECURSIVE = [1.0]
RECURSIVE.append(RECURSIVE)


@pytest.mark.parametrize(
    "value",
    [
        None,
        "text",
        object(),
        [],
        {},
        {1.0},
        10**400,
        np.timedelta64(3, "s"),
        np.array(["text"]),
        np.array([None]),
        [0.0] * 1001,
        RECURSIVE,
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_holds_no_numbers_or_too_many_parts_is_not_compared(value):
    assert fingerprints.of_value(value) is None


@pytest.mark.parametrize("value", [np.nan, np.array([1.0, np.nan]), complex(np.nan, 1.0)])
def test_a_number_that_is_none_shows(value):
    assert np.isnan(fingerprints.of_value(value)).any()


def test_what_libraries_are_free_to_choose_does_not_show():
    values, vectors = np.linalg.eig(ARRAY @ ARRAY.T)
    flipped = (values[::-1], vectors[:, ::-1] * [-1, 1])
    assert distance(fingerprints.of_value((values, vectors)), fingerprints.of_value(flipped)) < 1e-15


@pytest.mark.parametrize("place", range(ARRAY.size))
def test_one_wrong_number_in_an_array_shows(place):
    wrong = ARRAY.copy()
    wrong.flat[place] += 1e-3
    apart = distance(fingerprints.of_value(ARRAY), fingerprints.of_value(wrong))
    assert apart > 5 * functions.RELATIVE_TOLERANCE


def test_single_precision_is_within_the_tolerance():
    matrix = np.random.RandomState(1).random_sample((80, 80))
    single = np.linalg.svd(matrix.astype(np.float32))
    double = np.linalg.svd(matrix)
    apart = distance(fingerprints.of_value(single), fingerprints.of_value(double))
    assert apart < functions.RELATIVE_TOLERANCE / 5
