"""What SciPy says of single cells of the code axis: the values that src/compare/family.ts is held to.

`python family_oracle.py` prints them as JSON; fixtures/family.json was made this way and is checked
against a new run by the tests.
"""

from __future__ import annotations

import json
import math
import sys
from typing import Any

import numpy as np
from scipy import stats

SEED = 20250317


def above(values: Any, bound: float) -> float:
    """Exact one-sided p that the centre of the values lies above the bound."""
    test = stats.wilcoxon(values - bound, zero_method="pratt", alternative="greater", method="exact")
    return float(test.pvalue)


def cell(
    rng: np.random.Generator, count: int, centre: float, spread: float, threshold: float
) -> dict[str, Any]:
    """Describe one cell: its blocks' log ratios, and the four one-sided tests that judge it."""
    values = rng.normal(centre, spread, count)
    bound = math.log1p(threshold)
    return {
        "values": values.tolist(),
        "threshold": threshold,
        "slower": above(values, bound),
        "faster": above(-values, bound),
        "notMuchFaster": above(values, -bound),
        "notMuchSlower": above(-values, -bound),
    }


def main() -> int:
    """Print everything."""
    rng = np.random.default_rng(SEED)
    settings = [
        (count, centre, spread, threshold)
        for count in (6, 10, 20, 28, 40, 60)
        for centre, spread in ((0.0, 0.01), (0.0, 0.1), (0.08, 0.02), (-0.08, 0.02), (0.05, 0.02))
        for threshold in (0.02, 0.05)
    ]
    sys.stdout.write(json.dumps([cell(rng, *setting) for setting in settings], indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
