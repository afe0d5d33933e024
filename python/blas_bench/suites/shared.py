"""Tells when both arms of a comparison would run the same code, because they share one environment.

Each arm has its own checkout. A package of the checkout that is installed in the environment, or led to by
it, goes before the checkout on the path; where the environment is shared, base and head then import one and
the same file.
"""

from __future__ import annotations

import sys
import sysconfig
from pathlib import Path
from typing import Iterator

from .benchmark import BenchmarkProblem

_SOURCE_FOLDERS = ("", "src", "lib", "python")
"""Where repositories keep their packages."""


def refuse_shared_code(root: Path) -> None:
    """Raise BenchmarkProblem when a module that `root` has the source of was imported from elsewhere."""
    found = sorted(_imported_from_elsewhere(root.resolve()))
    if not found:
        return
    names = ", ".join(f"{name} from {file}" for name, file in found[:3])
    raise BenchmarkProblem(
        f"base and head share this environment, and both import {names} instead of their checkouts': "
        f"uninstall it here, or take an environment that is made for each arm, with `install`"
    )


def _imported_from_elsewhere(root: Path) -> Iterator[tuple[str, str]]:
    own = __name__.partition(".")[0]
    library = Path(sysconfig.get_path("stdlib")).resolve()
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if file is None or "." in name or name in (own, "__main__"):
            continue
        path = Path(file).resolve()
        if root in path.parents or _is_of_library(path, library) or not _has_source(root, name):
            continue
        yield name, file


def _is_of_library(path: Path, library: Path) -> bool:
    return library in path.parents and not {"site-packages", "dist-packages"} & set(path.parts)


def _has_source(root: Path, name: str) -> bool:
    places = [root / folder for folder in _SOURCE_FOLDERS]
    return any(
        (place / name / "__init__.py").is_file() or (place / f"{name}.py").is_file() for place in places
    )
