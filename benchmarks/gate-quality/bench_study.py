"""The four benchmarks that the traces are recorded on: three of linear algebra, one of the interpreter."""

import numpy as np

_random = np.random.default_rng(20)
_tall = _random.standard_normal((180, 180))
_square = _random.standard_normal((256, 256))
_definite = _square @ _square.T + 256 * np.eye(256)


def bench_svd():
    return np.linalg.svd(_tall, compute_uv=False)


def bench_matmul():
    return _square @ _square


def bench_cholesky():
    return np.linalg.cholesky(_definite)


def bench_loop():
    total = 0
    for number in range(20_000):
        total += number & 7
    return total
