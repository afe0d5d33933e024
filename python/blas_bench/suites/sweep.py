"""Matrix product and singular values over sizes, to see where one library overtakes another."""

from . import operations
from .controls import CONTROLS

BENCHMARKS = (
    *(operations.matmul(f"matmul[{n}]", n) for n in (64, 128, 256, 512, 1024)),
    *(operations.svd(f"svd[{n}]", n) for n in (64, 128, 256, 512)),
    *CONTROLS,
)
