from __future__ import annotations

import platform

import numpy as np
import pytest
from evidence_environments import conda_environment, python_of
from worker_session import WorkerSession, suite_worker

from blas_bench import suites
from blas_bench.suites import fingerprints, operations
from blas_bench.suites.benchmark import BenchmarkProblem
from blas_bench.suites.controls import CONTROLS

OPERATIONS = ("matmul", "matvec", "svd", "eigh", "cholesky", "solve")
SIZE = 40


def distance(one, other):
    """How src/compare sets two fingerprints against each other: the worst relative distance."""
    assert len(one) == len(other)
    worst = 0.0
    for a, b in zip(one, other):
        larger = max(abs(a), abs(b))
        worst = max(worst, abs(a - b) / larger if larger else 0.0)
    return worst


def prepare(operation):
    benchmark = getattr(operations, operation)(operation, SIZE)
    return benchmark, benchmark.set_up()


def test_quick_covers_the_operations_and_both_controls():
    names = [benchmark.name for benchmark in suites.load(["quick"])]
    assert sorted(names) == sorted([*OPERATIONS, "control/interpreter", "control/memory"])


def test_suites_that_take_turns_share_their_controls():
    names = [benchmark.name for benchmark in suites.load(["quick", "sweep"])]
    assert len(names) == len(set(names))
    assert [name for name in names if name.startswith("control/")] == [
        "control/interpreter",
        "control/memory",
    ]


@pytest.mark.parametrize(
    ("select", "expected"),
    [
        (["matmul*"], ["matmul[64]", "matmul[128]", "matmul[256]", "matmul[512]", "matmul[1024]"]),
        (["svd[64]"], ["svd[64]"]),
        (["svd[[]64]"], ["svd[64]"]),
        (["svd[64]", "matmul[64]"], ["matmul[64]", "svd[64]"]),
    ],
)
def test_globs_select_benchmarks_and_keep_the_controls(select, expected):
    selected = suites.load(["sweep"], select)
    assert [benchmark.name for benchmark in selected if benchmark.role == "benchmark"] == expected
    assert sum(benchmark.role == "control" for benchmark in selected) == 2


def test_a_selection_that_leaves_only_controls_is_refused_with_the_names_there_are():
    message = r"^has no benchmark that fits SVD\* or matvec: there are matmul\[64\], .*, svd\[512\]$"
    with pytest.raises(BenchmarkProblem, match=message):
        suites.load(["sweep"], ["SVD*", "matvec"])


@pytest.mark.parametrize(
    ("operation", "expected"),
    [
        ("matmul", 2 * SIZE**3),
        ("matvec", 2 * SIZE**2),
        ("cholesky", SIZE**3 / 3),
        ("solve", 2 * SIZE**3 / 3 + 2 * SIZE**2),
        ("svd", None),
        ("eigh", None),
    ],
)
def test_operations_are_counted_where_the_field_agrees(operation, expected):
    assert prepare(operation)[0].flop == expected


@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_fingerprint_repeats_and_is_nowhere_near_zero(operation):
    (_, one), (_, other) = prepare(operation), prepare(operation)
    first, second = one.fingerprint(one.run()), other.fingerprint(other.run())
    assert distance(first, second) < 1e-13
    assert min(map(abs, first)) > 0.01


@pytest.mark.parametrize("place", [0, 0.5, 1])
@pytest.mark.parametrize("operation", OPERATIONS)
def test_one_wrong_number_anywhere_in_a_result_shows(operation, place):
    benchmark, prepared = prepare(operation)
    result = prepared.run()
    right = prepared.fingerprint(result)
    arrays = [array.copy() for array in result] if isinstance(result, tuple) else [result.copy()]
    for index, array in enumerate(arrays):
        changed = [*arrays]
        changed[index] = array.copy()
        changed[index].flat[int(place * (array.size - 1))] += 1e-4 * np.max(np.abs(array))
        wrong = prepared.fingerprint(changed if isinstance(result, tuple) else changed[0])
        assert distance(right, wrong) > 10 * benchmark.relative_tolerance


@pytest.mark.parametrize("operation", ["svd", "eigh"])
def test_the_free_signs_of_vectors_do_not_show(operation):
    benchmark, prepared = prepare(operation)
    result = [array.copy() for array in prepared.run()]
    right = prepared.fingerprint(result)
    if operation == "svd":
        result[0][:, 3] *= -1
        result[2][3] *= -1
    else:
        result[1][:, 3] *= -1
    assert distance(right, prepared.fingerprint(result)) < benchmark.relative_tolerance / 100


@pytest.mark.parametrize("operation", OPERATIONS)
def test_single_precision_somewhere_inside_shows(operation):
    benchmark, prepared = prepare(operation)
    result = prepared.run()
    rounded = [np.float32(array) for array in result] if isinstance(result, tuple) else np.float32(result)
    wrong = prepared.fingerprint(rounded)
    assert distance(prepared.fingerprint(result), wrong) > benchmark.relative_tolerance


def test_general_eigenvectors_are_checked():
    matrix = np.random.RandomState(1).random_sample((SIZE, SIZE))
    values, vectors = np.linalg.eig(matrix)
    right = fingerprints.of_eig(matrix, (values, vectors))
    wrong = vectors.copy()
    wrong[3, 4] += 1e-4
    assert distance(right, fingerprints.of_eig(matrix, (values, wrong))) > 1e-8
    assert distance(right, fingerprints.of_eig(matrix, (values, vectors * -1))) < 1e-12


def test_a_failing_lapack_is_not_finite():
    matrix = np.eye(3)
    nan = np.full((3, 3), np.nan)
    assert np.isnan(fingerprints.of_svd(matrix, (nan, nan[0], nan))).all()


@pytest.mark.parametrize("control", CONTROLS, ids=lambda control: control.name)
def test_controls_compute_the_same_every_time(control):
    prepared = control.set_up()
    first = prepared.fingerprint(prepared.run())
    assert first == prepared.fingerprint(prepared.run())
    assert first[0] > 1


PLANT = """
import numpy, sys
from blas_bench.worker_command import main
right = numpy.linalg.svd
def wrong(matrix):
    u, s, vh = right(matrix)
    return u, s * (1 + 1e-7), vh
numpy.linalg.svd = wrong
main(sys.argv[1:])
"""


def worker_fingerprints(session):
    """Return name -> (tolerance, fingerprint)."""
    return {
        benchmark["name"]: (
            benchmark["relativeTolerance"],
            session.ok("prepare", benchmark=benchmark["name"])["fingerprint"],
        )
        for benchmark in session.hello["benchmarks"]
    }


def agree(session, expected):
    for name, (tolerance, values) in worker_fingerprints(session).items():
        # Far inside the tolerance: it must leave room for the libraries that are not at hand here.
        assert distance(expected[name][1], values) < tolerance / 100, name


@pytest.fixture(scope="module")
def here():
    with suite_worker("quick") as session:
        return worker_fingerprints(session)


def test_a_library_that_computes_wrongly_is_told_apart(here):
    with WorkerSession("-c", PLANT, "--suite", "quick", "--select", "svd") as session:
        tolerance, right = here["svd"]
        assert distance(right, worker_fingerprints(session)["svd"][1]) > 10 * tolerance


# One OpenBLAS holds kernels for many processors: as different as libraries, and always at hand.
CORE_TYPES = {"x86_64": ["Prescott", "Nehalem"], "aarch64": ["ARMV8"], "arm64": ["ARMV8"]}


@pytest.mark.parametrize("core_type", CORE_TYPES.get(platform.machine(), []))
def test_kernels_of_other_processors_agree(here, core_type):
    with suite_worker("quick", variables={"OPENBLAS_CORETYPE": core_type}) as session:
        agree(session, here)


@pytest.mark.parametrize("variant", ["openblas", "blis", "netlib"])
def test_other_libraries_agree(here, variant):
    python = str(python_of(conda_environment(variant)))
    with suite_worker("quick", python=python) as session:
        agree(session, here)
