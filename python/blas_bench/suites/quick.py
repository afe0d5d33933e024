"""The default suite: sizes at which one iteration takes 1 to 12 ms on one core with an optimised BLAS."""

from . import operations
from .controls import CONTROLS

BENCHMARKS = (
    operations.svd("svd", 192),
    operations.eigh("eigh", 224),
    operations.cholesky("cholesky", 448),
    operations.solve("solve", 384),
    operations.matmul("matmul", 384),
    operations.matvec("matvec", 2048),
    *CONTROLS,
)
