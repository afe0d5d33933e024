"""Imports the benchmark folder as a package under its own name, wherever it lies, with all that is in it."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from importlib.machinery import ModuleSpec
from importlib.util import module_from_spec, spec_from_file_location
from typing import TYPE_CHECKING, Iterator, Tuple, Union

from blas_bench.suites.benchmark import BenchmarkProblem

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

Imported = Tuple[str, Union["ModuleType", BenchmarkProblem]]


def import_all(folder: Path) -> Iterator[Imported]:
    """Yield each module by its name, or what is wrong with it: the others go on."""
    yield from _walk(folder.name, _package(folder))


def import_one(folder: Path, name: str) -> ModuleType | BenchmarkProblem:
    """Import one module of the folder, as `import_all` would, or the package itself."""
    package = _package(folder)
    return package if name == folder.name or isinstance(package, BenchmarkProblem) else _import(name)


def _package(folder: Path) -> ModuleType | BenchmarkProblem:
    """Import the folder alone: what lies beside it, such as the sources under test, stays where it is."""
    name, init = folder.name, folder / "__init__.py"
    places = [str(folder)]
    spec = ModuleSpec(name, None, is_package=True)
    spec.submodule_search_locations = places
    if init.exists():
        found = spec_from_file_location(name, init, submodule_search_locations=places)
        spec = spec if found is None else found
    module = sys.modules[name] = module_from_spec(spec)
    if spec.loader is None:
        return module
    try:
        spec.loader.exec_module(module)
    except (Exception, SystemExit, KeyboardInterrupt) as error:  # noqa: BLE001
        return _problem(error)
    return module


def _walk(name: str, module: ModuleType | BenchmarkProblem) -> Iterator[Imported]:
    yield name, module
    places = getattr(module, "__path__", None)
    if places is None:
        return
    for _, inner, _ in pkgutil.iter_modules(places, f"{name}."):
        yield from _walk(inner, _import(inner))


def _import(name: str) -> ModuleType | BenchmarkProblem:
    try:
        return importlib.import_module(name)
    except (Exception, SystemExit, KeyboardInterrupt) as error:  # noqa: BLE001
        return _problem(error)


def _problem(error: BaseException) -> BenchmarkProblem:
    said = f"{type(error).__name__}: {error}".splitlines()[0]
    hint = "; add it to packages" if isinstance(error, ModuleNotFoundError) else ""
    problem = BenchmarkProblem(f"could not be imported: {said}{hint}")
    problem.__cause__ = error
    return problem
