"""The two suites that others published: what they time, print and draw is what was published."""

from __future__ import annotations

import numpy as np

from blas_bench.suites import dario, fingerprints, mysvd


def test_mysvd_is_what_was_published():
    assert mysvd.run.__defaults__ == (300, 10, 100)
    run = mysvd.run(size=20, runs=4, decompositions=3)
    [part] = run.parts
    assert (part.name, part.layer, len(part.repeats)) == ("mysvd", "lapack", 4)
    assert run.summary_lines == [f"mean of 4 runs: {np.mean(part.repeats):.5f}s"]
    np.random.seed(42)
    grown = np.random.uniform(size=(20, 20)) + 12
    assert np.allclose(run.fingerprint, fingerprints.of_svd(grown, np.linalg.svd(grown)), rtol=1e-9, atol=0)


def test_dario_is_what_was_published():
    assert dario.run.__defaults__ == (4096, (20, 5000, 3, 3, 3))
    run = dario.run(size=64, counts=dario.Repeats(4, 6, 2, 2, 2))
    rows = {part.name: (part.layer, len(part.repeats), part.flop) for part in run.parts}
    assert rows == {
        "dario/matmul": ("blas", 4, 2 * 64**3),
        "dario/dot": ("blas", 6, 2 * 64 * 128),
        "dario/svd": ("lapack", 2, None),
        "dario/cholesky": ("lapack", 2, 32**3 / 3),
        "dario/eig": ("lapack", 2, None),
        "dario/total": (None, 1, None),
    }
    seconds = {part.name: part.seconds for part in run.parts}
    assert run.summary_lines == [
        f"Dotted two 64x64 matrices in {seconds['dario/matmul']:0.2f} s.",
        f"Dotted two vectors of length 8192 in {1e3 * seconds['dario/dot']:0.2f} ms.",
        f"SVD of a 32x16 matrix in {seconds['dario/svd']:0.2f} s.",
        f"Cholesky decomposition of a 32x32 matrix in {seconds['dario/cholesky']:0.2f} s.",
        f"Eigendecomposition of a 32x32 matrix in {seconds['dario/eig']:0.2f} s.",
        "TOTAL TIME = 0 seconds",
    ]
    assert seconds["dario/total"] >= sum(sum(part.repeats) for part in run.parts[:-1])
    assert all(np.isfinite(run.fingerprint))


def test_dario_draws_its_inputs_in_the_published_order():
    given = dario._inputs(8)
    stream = np.random.RandomState(0)
    for drawn in (given.left, given.right, given.left_vector, given.right_vector, given.tall):
        assert np.array_equal(drawn, stream.random_sample(drawn.shape))
    square = stream.random_sample((4, 4))
    assert np.allclose(given.positive, square @ square.T)
    assert np.array_equal(given.general, stream.random_sample((4, 4)))
