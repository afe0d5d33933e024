"""The numbers that people's code draws: the same in both arms."""

from __future__ import annotations

import random

_SEED = 42


def seed() -> None:
    """Begin the global generators anew."""
    random.seed(_SEED)
    import numpy

    numpy.random.seed(_SEED)
