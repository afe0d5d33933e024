"""Every variant of the synthetic channel, and every way in which an environment stops being what it says."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from evidence_environments import conda_environment, copy_of, python_of
from evidence_process import claims, evidence_of, library_of, providers

SITE_PACKAGES = "lib/python3.11/site-packages"
EXPECTED = {
    "openblas": ("libopenblasp-r0.3.21.so", "libopenblasp-r0.3.21.so", ("libblas", "libopenblas")),
    "blis": ("libblis.so.4", "liblapack.so.3.11.0", ("libblas", "blis")),
    "netlib": ("libblas.so.3.11.0", "liblapack.so.3.11.0", ("libblas",)),
}


@pytest.mark.parametrize("variant", EXPECTED)
def test_variant(variant):
    blas, lapack, owners = EXPECTED[variant]
    evidence = evidence_of(python_of(conda_environment(variant)))
    assert providers(evidence) == {"blas": {blas}, "lapack": {lapack}}
    assert {call["how"] for call in evidence["calls"]} == {"relocation"}
    routines = {call["routine"] for call in evidence["calls"]}
    assert routines == {"dgemm", "dgemv", "ddot", "dgesdd", "dgesv", "dpotrf", "dsyevd", "dgeev"}
    assert claims(library_of(evidence, "cblas_dgemm")["owners"]) == {
        ("conda", name): "matches" for name in owners
    }
    assert claims(evidence["numpy"]["owners"]) == {("conda", "numpy"): "matches"}
    assert evidence["scipy"] == {"status": "absent"}
    assert evidence["limitations"] == []


def test_openblas_tells_of_itself():
    evidence = evidence_of(
        python_of(conda_environment("openblas")), OPENBLAS_NUM_THREADS="2", OPENBLAS_CORETYPE="Haswell"
    )
    library = library_of(evidence, "dgesdd_")
    assert library["version"] == "0.3.21"
    assert library["configuration"].startswith("OpenBLAS 0.3.21 ")
    assert (library["coreType"], library["threadingLayer"]) == ("Haswell", "pthreads")
    assert library["threads"] == min(2, evidence["python"]["usableCpus"])
    assert library["markers"] == ["cblas_dgemm", "dgemm_", "dgesdd_", "openblas_get_config"]
    assert evidence["variables"]["OPENBLAS_CORETYPE"] == "Haswell"


@pytest.mark.parametrize(
    ("variables", "threads"),
    [
        ({}, 1),
        ({"BLIS_NUM_THREADS": "2"}, 2),
        ({"BLIS_JC_NT": "1", "BLIS_IC_NT": "2"}, 2),
    ],
)
def test_blis_tells_of_itself(variables, threads):
    python = python_of(conda_environment("blis"))
    # An OMP_NUM_THREADS that is set would take the place of the automatic number.
    script = "import os; del os.environ['OMP_NUM_THREADS']; os.unsetenv('OMP_NUM_THREADS')\n"
    library = library_of(evidence_of(python, script=script, **variables), "cblas_dgemm")
    assert (library["version"], library["threadingLayer"], library["threads"]) == (
        "0.9.0",
        "pthreads",
        threads,
    )
    assert library["configuration"] == "BLAS integers of 32 bits"
    assert library["coreType"]


def test_netlib_tells_nothing():
    library = library_of(evidence_of(python_of(conda_environment("netlib"))), "dgesdd_")
    facts = ("version", "configuration", "coreType", "threadingLayer", "threads", "backend")
    assert [library[fact] for fact in facts] == [None] * len(facts)


@pytest.mark.skipif("BLAS_BENCH_TEST_MKL" not in os.environ, reason="BLAS_BENCH_TEST_MKL is not set (300 MB)")
def test_mkl():
    evidence = evidence_of(
        python_of(conda_environment("mkl")), MKL_INTERFACE_LAYER="LP64", MKL_NUM_THREADS="2"
    )
    assert providers(evidence) == {"blas": {"libmkl_rt.so.3"}, "lapack": {"libmkl_rt.so.3"}}
    library = library_of(evidence, "cblas_dgemm")
    assert "Math Kernel Library" in library["version"]
    assert (library["threadingLayer"], library["threads"]) == ("intel_thread", 2)
    assert claims(library["owners"]) == {("conda", "libblas"): "matches", ("conda", "mkl"): "matches"}
    runtimes = [
        Path(entry["path"]).name for entry in evidence["libraries"] if "__kmpc_fork_call" in entry["markers"]
    ]
    assert runtimes == ["libiomp5.so"]


def test_environment_records():
    evidence = evidence_of(python_of(conda_environment("openblas")))
    packages = {package["name"]: package for package in evidence["packages"]}
    assert {package["manager"] for package in packages.values()} == {"conda"}
    assert packages["libblas"]["build"].endswith("_openblas")
    assert packages["libblas"]["channel"].endswith("/synthetic/")
    assert len(packages["libblas"]["sha256"]) == 64
    assert evidence["pinned"] is None


def test_pins(tmp_path):
    prefix = copy_of(conda_environment("openblas"), tmp_path / "env")
    (prefix / "conda-meta" / "pinned").write_text("# pins\nlibblas=*=*_openblas\n\nnumpy=1.24.2\n")
    assert evidence_of(python_of(prefix))["pinned"] == ["libblas=*=*_openblas", "numpy=1.24.2"]


def test_swapped_link(tmp_path):
    """libblas.so.3 still is a link that conda's libblas claims, but another library answers."""
    prefix = copy_of(conda_environment("openblas"), tmp_path / "env")
    blis = conda_environment("blis") / "lib" / "libblis.so.4"
    link = prefix / "lib" / "libblas.so.3"
    link.unlink()
    link.symlink_to(blis)
    evidence = evidence_of(python_of(prefix))
    assert providers(evidence) == {"blas": {"libblis.so.4"}, "lapack": {"libopenblasp-r0.3.21.so"}}
    library = library_of(evidence, "cblas_dgemm")
    assert library["realPath"] == str(blis)
    assert claims(library["owners"]) == {("conda", "libblas"): "unrecorded"}


def test_file_in_place_of_a_link(tmp_path):
    prefix = copy_of(conda_environment("openblas"), tmp_path / "env")
    link = prefix / "lib" / "libblas.so.3"
    link.unlink()
    shutil.copy(conda_environment("blis") / "lib" / "libblis.so.4", link)
    library = library_of(evidence_of(python_of(prefix)), "cblas_dgemm")
    assert library["realPath"] == str(link)
    assert claims(library["owners"]) == {("conda", "libblas"): "differs"}


def test_swapped_content(tmp_path):
    prefix = copy_of(conda_environment("openblas"), tmp_path / "env")
    library = prefix / "lib" / "libopenblasp-r0.3.21.so"
    changed = library.read_bytes() + b"\0"
    library.unlink()
    library.write_bytes(changed)
    owners = library_of(evidence_of(python_of(prefix)), "cblas_dgemm")["owners"]
    assert claims(owners) == {("conda", "libblas"): "matches", ("conda", "libopenblas"): "differs"}


def test_file_replaced_while_loaded(tmp_path):
    """What the process runs is no longer on disk: the calls are told right, and the file is not trusted."""
    prefix = copy_of(conda_environment("openblas"), tmp_path / "env")
    library = prefix / "lib" / "libopenblasp-r0.3.21.so"
    script = f"""
import numpy, os
os.link({str(conda_environment("blis") / "lib" / "libblis.so.4")!r}, {str(library)!r} + ".new")
os.replace({str(library)!r} + ".new", {str(library)!r})
"""
    evidence = evidence_of(python_of(prefix), script=script)
    assert providers(evidence) == {"blas": {library.name}, "lapack": {library.name}}
    found = library_of(evidence, "cblas_dgemm")
    assert found["version"] == "0.3.21"
    assert claims(found["owners"])["conda", "libopenblas"] == "differs"
    assert [
        one for one in evidence["limitations"] if one["path"] == str(library) and "replaced" in one["text"]
    ]


def test_pip_over_conda(tmp_path):
    """Also OpenBLAS, but not the recorded one: both records claim NumPy, and only pip's checksum is right."""
    prefix = copy_of(conda_environment("openblas"), tmp_path / "env")
    python = python_of(prefix)
    install = [
        str(python),
        "-m",
        "pip",
        "--quiet",
        "install",
        "--no-deps",
        "--force-reinstall",
        "numpy==1.26.4",
    ]
    if subprocess.run(install, check=False, stderr=sys.stderr).returncode != 0:
        pytest.skip("pip could not install numpy==1.26.4")
    assert (prefix / SITE_PACKAGES / "numpy-1.26.4.dist-info").is_dir()
    evidence = evidence_of(python)
    assert evidence["numpy"]["version"] == "1.26.4"
    assert claims(evidence["numpy"]["owners"]) == {("conda", "numpy"): "differs", ("pip", "numpy"): "matches"}
    assert claims(library_of(evidence, "cblas_dgemm64_")["owners"]) == {("pip", "numpy"): "matches"}
    versions = {
        (package["manager"], package["version"])
        for package in evidence["packages"]
        if package["name"] == "numpy"
    }
    assert versions == {("conda", "1.24.2"), ("pip", "1.26.4")}
