"""What libraries that cannot be had here would say of themselves: recorded answers."""

from __future__ import annotations

import pytest
from evidence_recorded import RecordedSystem

from blas_bench.evidence.libraries import find_libraries
from blas_bench.evidence.routines import routine_of

NOTHING = dict.fromkeys(("version", "configuration", "coreType", "threadingLayer", "threads", "backend"))
PATH = "/lib/lib.so"


def said(exports, *more):
    (library,) = find_libraries(RecordedSystem({PATH: exports, **{path: {} for path in more}}))
    return {name: library[name] for name in NOTHING}


def test_nvpl():
    exports = {"nvpl_blas_get_version": 300, "nvpl_blas_get_max_threads": 72, "cblas_dgemm": None}
    assert said(exports) == {**NOTHING, "version": "300", "threads": 72}


@pytest.mark.parametrize(
    ("parallel", "layer"), [(0, "sequential"), (1, "pthreads"), (2, "openmp"), (7, None)]
)
def test_openblas_of_scipys_wheel(parallel, layer):
    names = {
        "config": "OpenBLAS 0.3.30  USE64BITINT",
        "corename": "Zen",
        "parallel": parallel,
        "num_threads": 4,
    }
    exports = {f"scipy_openblas_get_{name}64_": answer for name, answer in names.items()}
    assert said(exports) == {
        **NOTHING,
        "version": "0.3.30",
        "configuration": "OpenBLAS 0.3.30  USE64BITINT",
        "coreType": "Zen",
        "threadingLayer": layer,
        "threads": 4,
    }


def test_old_openblas():
    """Without version, and without some of the functions."""
    config = "NO_LAPACKE DYNAMIC_ARCH NO_AFFINITY Haswell"
    assert said({"openblas_get_config": config}) == {**NOTHING, "configuration": config}


def test_mkl_with_what_it_loaded():
    exports = {"MKL_Get_Version_String": "Intel(R) oneAPI ", "MKL_Get_Max_Threads": 8}
    files = ("libmkl_gnu_thread.so.2", "libmkl_avx2.so.2", "libmkl_core.so.2", "libmkl_vml_avx2.so.2")
    found = said(exports, *(f"/env/lib/{name}" for name in files))
    assert found == {
        **NOTHING,
        "version": "Intel(R) oneAPI",
        "threads": 8,
        "threadingLayer": "gnu_thread",
        "coreType": "avx2",
    }


def test_blis_with_openmp():
    exports = {
        "bli_info_get_version_str": "1.0",
        "bli_info_get_blas_int_type_size": 64,
        "bli_info_get_enable_openmp": 1,
        "bli_info_get_enable_pthreads": 0,
        "bli_arch_query_id": 3,
        "bli_arch_string": "zen",
        "bli_thread_get_num_threads": -1,
        "bli_thread_get_jc_nt": 4,
        "bli_thread_get_ic_nt": -1,
        "bli_thread_get_jr_nt": 2,
    }
    found = said(exports)
    assert (found["threadingLayer"], found["threads"], found["coreType"]) == ("openmp", 8, "zen/3")
    assert found["configuration"] == "BLAS integers of 64 bits"


def test_openmp_runtime():
    assert said({"omp_get_max_threads": 6, "GOMP_parallel": None}) == {**NOTHING, "threads": 6}


def test_older_accelerate():
    """Before macOS 15 it does not say how it threads."""
    assert said({"appleblas_dgeadd": None, "dgesdd$NEWLAPACK": None}) == NOTHING


def test_other_images_are_left_out():
    assert find_libraries(RecordedSystem({"/lib/libc.so.6": {"malloc": None}, "/lib/libm.so.6": {}})) == []


@pytest.mark.parametrize(
    ("symbol", "routine", "layer"),
    [
        ("cblas_dgemm", "dgemm", "blas"),
        ("scipy_cblas_dgemm64_", "dgemm", "blas"),
        ("cblas_dgemm_64", "dgemm", "blas"),
        ("cblas_ddot$NEWLAPACK$ILP64", "ddot", "blas"),
        ("dgemv_", "dgemv", "blas"),
        ("dgesdd", "dgesdd", "lapack"),
        ("dgesdd_", "dgesdd", "lapack"),
        ("dgesdd_64_", "dgesdd", "lapack"),
        ("dgesdd64_", "dgesdd", "lapack"),
        ("scipy_dsyevd_64_", "dsyevd", "lapack"),
        ("dgeev$NEWLAPACK", "dgeev", "lapack"),
    ],
)
def test_routines(symbol, routine, layer):
    assert routine_of(symbol) == (routine, layer)


@pytest.mark.parametrize(
    "symbol", ["sgemm_", "dgemmtr_", "dgesvd_", "dgesvx_", "my_dgemm_", "dgemm_batch", "ddot_32_", ""]
)
def test_other_symbols(symbol):
    assert routine_of(symbol) is None
