"""NumPy and SciPy from the package index: 64-bit integers, a BLAS each, and the oldest that is supported."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from evidence_environments import old_python, python_of, venv
from evidence_process import claims, evidence_of, library_of, providers

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="written for the wheels for Linux")


@pytest.fixture(scope="module")
def new() -> Path:
    return python_of(venv("new", sys.executable, "numpy>=2", "scipy"))


@pytest.fixture(scope="module")
def old() -> Path:
    return python_of(venv("old", old_python(), "numpy==1.17.3", "scipy==1.4.1"))


def test_numpy_and_scipy_bring_a_blas_each(new):
    evidence = evidence_of(new)
    (numpys,) = set.union(*providers(evidence).values())
    (scipys,) = set.union(*providers(evidence, "scipy").values())
    assert numpys.startswith("libscipy_openblas64_-")
    assert scipys != numpys
    folders = {Path(call["library"]).parent.name for call in evidence["calls"] if call["owner"] == "scipy"}
    assert folders == {"scipy.libs"}
    assert {call["how"] for call in evidence["calls"]} == {"relocation"}
    library = library_of(evidence, "scipy_cblas_dgemm64_")
    assert "USE64BITINT" in library["configuration"]
    assert library["markers"][-1] == "scipy_openblas_get_config64_"
    assert claims(library["owners"]) == {("pip", "numpy"): "matches"}
    assert claims(evidence["numpy"]["owners"]) == {("pip", "numpy"): "matches"}
    assert claims(evidence["scipy"]["owners"]) == {("pip", "scipy"): "matches"}
    modules = {call["module"] for call in evidence["calls"] if call["owner"] == "scipy"}
    names = {"_fblas", "_flapack", "cython_blas", "cython_lapack"}
    assert {f"scipy.linalg.{name}" for name in names} <= modules
    assert evidence["limitations"] == []


def test_scipy_is_not_imported_into_a_process_that_does_not_use_it(new):
    evidence = evidence_of(new, script="\n")
    assert evidence["scipy"] == {"status": "unused"}
    assert not [path for path in evidence["images"] if "scipy.libs" in path]
    used = evidence_of(new, script="import scipy.linalg\n")
    assert used["scipy"]["status"] == "imported"


def test_build_statements(new):
    numpy = evidence_of(new)["numpy"]
    assert "scipy-openblas" in numpy["showConfigText"]
    assert numpy["showConfigDicts"]["Build Dependencies"]["blas"]["name"] == "scipy-openblas"
    assert numpy["showConfigDicts"]["SIMD Extensions"]["baseline"]


def test_venv_packages(new):
    evidence = evidence_of(new)
    packages = {package["name"]: package for package in evidence["packages"]}
    assert {package["manager"] for package in packages.values()} == {"pip"}
    assert packages["numpy"]["version"] == evidence["numpy"]["version"]
    assert evidence["pinned"] is None
    assert evidence["python"]["prefix"] != evidence["python"]["basePrefix"]


def test_changed_extension_module(new, tmp_path):
    """The module that calls BLAS counts for the package's owners, not only its __init__.py."""
    site_packages = tmp_path / "site-packages"
    (folder,) = new.parents[1].glob("lib/python3.*/site-packages")
    for name in ("numpy", "numpy.libs"):
        shutil.copytree(folder / name, site_packages / name)
    (info,) = folder.glob("numpy-*.dist-info")
    shutil.copytree(info, site_packages / info.name)
    (module,) = site_packages.glob("numpy/linalg/_umath_linalg.*.so")
    with module.open("ab") as stream:
        stream.write(b"\0")
    owners = evidence_of(new, PYTHONPATH=str(site_packages))["numpy"]["owners"]
    assert claims(owners) == {("pip", "numpy"): "differs"}


def test_oldest(old):
    """NumPy 1.17 on Python 3.8. Its SciPy's copy of OpenBLAS has the same name and is never loaded."""
    evidence = evidence_of(old)
    assert (evidence["numpy"]["version"], evidence["python"]["version"][:4]) == ("1.17.3", "3.8.")
    assert providers(evidence) == providers(evidence, "scipy")
    assert {call["how"] for call in evidence["calls"]} == {"relocation"}
    library = library_of(evidence, "cblas_dgemm")
    assert library["version"] == "0.3.7"
    assert Path(library["realPath"]).parent.name == ".libs"
    assert claims(library["owners"]) == {("pip", "numpy"): "matches"}
    assert "blas_opt_info:" in evidence["numpy"]["showConfigText"]
    assert evidence["numpy"]["showConfigDicts"] is None
    assert evidence["limitations"] == []


def test_oldest_without_scipy_in_use(old):
    assert evidence_of(old, script="\n")["scipy"] == {"status": "unused"}
