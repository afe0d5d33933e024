"""What SciPy and plain enumeration say of two samples without pairs: src/compare/two-sample.ts is held to it.

`python two_sample_oracle.py` prints them as JSON; fixtures/two-sample.json was made this way and is
checked against a new run by the tests.
"""

from __future__ import annotations

import itertools
import json
import math
import sys
from typing import Any

import numpy as np
from scipy import stats

SEED = 20250411
LEVEL = 0.95


def with_pairs(first: int, second: int, pairs: int) -> tuple[Any, Any]:
    """Return samples without ties of which `pairs` pairs have the larger value in the first one."""
    beaten = np.zeros(first)
    for index in range(first):
        beaten[index] = min(second, pairs)
        pairs -= int(beaten[index])
    # Values between the beaten one and the next; all of them differ.
    return beaten + np.linspace(0.25, 0.75, first), np.arange(1.0, second + 1)


def at_most(first: int, second: int, pairs: int) -> float:
    """Return the exact chance of so many pairs or fewer."""
    values, others = with_pairs(first, second, pairs)
    test = stats.mannwhitneyu(values, others, alternative="less", method="exact")
    assert test.statistic == pairs
    return float(test.pvalue)


def rank(first: int, second: int) -> int | None:
    """Count the numbers of pairs, from 0 up, whose chance of so many or fewer is within half of the rest."""
    low, high = 0, first * second
    while low < high:
        middle = (low + high) // 2
        if at_most(first, second, middle) > (1 - LEVEL) / 2:
            high = middle
        else:
            low = middle + 1
    return low or None


def enumerated_rank(first: int, second: int) -> int | None:
    """Do the same by trying all orders of the values."""
    counts = [0] * (first * second + 1)
    for places in itertools.combinations(range(first + second), first):
        counts[sum(place - index for index, place in enumerate(places))] += 1
    orders = math.comb(first + second, first)
    within = [total <= (1 - LEVEL) / 2 * orders for total in itertools.accumulate(counts)]
    return within.index(False) or None


def sample(rng: np.random.Generator, first: int, second: int) -> dict[str, Any]:
    """Describe two small samples: the median of all differences, and those that bound its interval."""
    reference, subject = rng.normal(0.0, 0.05, first), rng.normal(0.1, 0.1, second)
    differences = np.sort(np.subtract.outer(subject, reference), axis=None)
    bound = enumerated_rank(first, second)
    interval = None if bound is None else [float(differences[bound - 1]), float(differences[-bound])]
    return {
        "reference": reference.tolist(),
        "subject": subject.tolist(),
        "estimate": float(np.median(differences)),
        "interval": interval,
    }


def main() -> int:
    """Print everything."""
    rng = np.random.default_rng(SEED)
    small = [(1, 1), (1, 9), (2, 7), (2, 8), (3, 3), (4, 4), (3, 6), (5, 5), (4, 9), (6, 6), (7, 9), (9, 9)]
    # SciPy takes minutes for much more than these.
    exact = [(6, 6), (6, 20), (10, 10), (20, 20), (20, 24)]
    chances = [(5, 7, 4), (6, 20, 21), (10, 10, 50), (20, 20, 100), (20, 24, 0)]
    answer = {
        "samples": [sample(rng, *sizes) for sizes in small],
        "ranks": [{"sizes": list(sizes), "rank": rank(*sizes)} for sizes in exact],
        "chances": [
            {"sizes": [one, other], "pairs": pairs, "p": at_most(one, other, pairs)}
            for one, other, pairs in chances
        ],
    }
    sys.stdout.write(json.dumps(answer, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
