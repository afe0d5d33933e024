"""The benchmarks of bench_study.py at about 108 % of their time, by more work of the same kind."""

import numpy as np

_random = np.random.default_rng(20)
_tall = _random.standard_normal((194, 180))
_square = _random.standard_normal((256, 256))
_wide = _random.standard_normal((256, 266))
_definite = _square @ _square.T + 256 * np.eye(256)
_corner = _definite[:112, :112].copy()


def bench_svd():
    return np.linalg.svd(_tall, compute_uv=False)


def bench_matmul():
    return _square @ _wide


def bench_cholesky():
    # A larger matrix can be faster: at 256 its rows fall onto the same places of the cache.
    np.linalg.cholesky(_corner)
    return np.linalg.cholesky(_definite)


def bench_loop():
    total = 0
    for number in range(21_600):
        total += number & 7
    return total
