"""Code that base and head would share."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from blas_bench.suites.benchmark import BenchmarkProblem
from blas_bench.suites.shared import refuse_shared_code

if TYPE_CHECKING:
    from pathlib import Path


def imported(monkeypatch: pytest.MonkeyPatch, name: str, file: Path | None) -> None:
    module = ModuleType(name)
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("")
        module.__file__ = str(file)
    monkeypatch.setitem(sys.modules, name, module)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "checkout"
    folder.mkdir()
    return folder


@pytest.mark.parametrize("source", ["corelib/__init__.py", "src/corelib/__init__.py", "corelib.py"])
def test_a_package_of_the_checkout_from_elsewhere_is_refused(monkeypatch, root, tmp_path, source):
    (root / source).parent.mkdir(parents=True, exist_ok=True)
    (root / source).write_text("")
    refuse_shared_code(root)
    installed = tmp_path / "env" / "site-packages" / "corelib" / "__init__.py"
    imported(monkeypatch, "corelib", installed)
    with pytest.raises(
        BenchmarkProblem, match=f"both import corelib from {installed} instead of their checkouts'"
    ):
        refuse_shared_code(root)


def test_the_checkouts_own_package_is_fine(monkeypatch, root):
    imported(monkeypatch, "corelib", root / "src" / "corelib" / "__init__.py")
    refuse_shared_code(root)


@pytest.mark.parametrize("name", ["requests_like", "built_in"])
def test_what_the_checkout_has_no_source_of_is_fine(monkeypatch, root, tmp_path, name):
    imported(monkeypatch, name, None if name == "built_in" else tmp_path / "env" / f"{name}.py")
    refuse_shared_code(root)


def test_a_folder_with_the_name_of_a_standard_module_is_fine(root):
    (root / "json").mkdir()
    (root / "json" / "__init__.py").write_text("")
    refuse_shared_code(root)


def test_numpy_is_refused_where_it_is_what_changes(root):
    (root / "numpy").mkdir()
    (root / "numpy" / "__init__.py").write_text("")
    import numpy  # noqa: F401

    with pytest.raises(BenchmarkProblem, match="both import numpy from"):
        refuse_shared_code(root)
