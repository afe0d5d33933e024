"""What SciPy says of signed ranks: the values that the tests of src/compare are held to.

`python signed_rank_oracle.py` prints them as JSON; fixtures/signed-rank.json was made this way and is
checked against a new run by the tests.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import numpy as np
from scipy import stats

SEED = 20240229
LARGEST = 60


def greater(values: Any, method: Any = "exact") -> float:
    """Exact one-sided p of values above zero, with Pratt's treatment of zeros."""
    test = stats.wilcoxon(values, zero_method="pratt", alternative="greater", method=method)
    return float(test.pvalue)


def location(values: Any) -> float:
    """Hodges-Lehmann's estimate: the median of all Walsh averages."""
    first, second = np.triu_indices(len(values))
    return float(np.median((values[first] + values[second]) / 2))


def with_positive_sum(count: int, total: int) -> Any:
    """Return values of ranks 1 to `count` whose positive ranks sum to `total`."""
    values = -np.arange(1.0, count + 1)
    for rank in range(count, 0, -1):
        if rank <= total:
            values[rank - 1] = rank
            total -= rank
    return values


def interval_rank(count: int, level: float) -> int | None:
    """Count the positive sums, from 0 up, whose chance of that much or less is within half of the rest."""
    rank = 0
    while True:
        values = with_positive_sum(count, rank)
        if stats.wilcoxon(values, alternative="less", method="exact").pvalue > (1 - level) / 2:
            return rank or None
        rank += 1


def untied(rng: np.random.Generator, count: int) -> dict[str, Any]:
    """Describe one sample whose absolute values all differ."""
    values = rng.normal(0.1, 0.3, count)
    return {"values": values.tolist(), "p": greater(values), "location": location(values)}


def tied(rng: np.random.Generator, count: int) -> dict[str, Any]:
    """Describe one small sample with ties and zeros, by all of its sign patterns."""
    values = rng.integers(-2, 4, count) / 4
    every_pattern = stats.PermutationMethod(n_resamples=10**9)
    return {"values": values.tolist(), "p": greater(values, every_pattern)}


def main() -> int:
    """Print everything."""
    rng = np.random.default_rng(SEED)
    sizes = [1, 2, 3, 5, 6, 7, 10, 12, 20, 24, 28, 40, 56, LARGEST]
    answer = {
        "scipy": "scipy.stats.wilcoxon",
        "untied": [untied(rng, count) for count in sizes],
        "tied": [tied(rng, count) for count in (2, 4, 5, 8, 10, 10, 11, 11)],
        "intervalRanks": [
            {"count": count, "level": level, "rank": interval_rank(count, level)}
            for count in (1, 4, 5, 6, 7, 8, 10, 12, 16, 20, 24, 28, 40, LARGEST)
            for level in (0.9, 0.95, 0.99)
        ],
    }
    sys.stdout.write(json.dumps(answer, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
