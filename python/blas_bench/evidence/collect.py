"""Puts the evidence together: which BLAS and LAPACK this very process uses, and how each fact is known."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from .calls import find_calls
from .conda import read_conda_records, read_pins
from .facts import Call, Library, Limitation
from .libraries import find_libraries
from .owners import find_owners
from .package_modules import describe_scipy_if_imported, import_numpy, import_scipy
from .process import describe_python, relevant_variables
from .records import PackageRecord
from .system import System, current_system
from .wheels import read_wheel_records

EVIDENCE_VERSION = 1


def collect_evidence(*, with_scipy: bool = False) -> dict[str, Any]:
    """Return evidence as src/result/evidence.ts describes it, ready for json.dumps.

    Imports NumPy and makes it work. SciPy is imported only with_scipy: it loads a BLAS and threads of its
    own, which a process that is timed must not get by being looked at. Never raises for what it finds: what
    could not be looked at stands in `limitations`.
    """
    limitations: list[Limitation] = []
    numpy = import_numpy()
    scipy = import_scipy() if with_scipy else describe_scipy_if_imported()
    system = _look(limitations)
    calls = _find_calls(system, numpy, limitations)
    libraries = [] if system is None else find_libraries(system)
    prefix = Path(sys.prefix)
    conda_records = [record for root in _prefixes() for record in read_conda_records(root, limitations)]
    records = [*conda_records, *read_wheel_records(conda_records, limitations)]
    _add_owners({"numpy": numpy, "scipy": scipy}, calls, libraries, records)
    limitations += _replaced_files(system)
    return {
        "evidenceVersion": EVIDENCE_VERSION,
        "python": describe_python(system),
        "numpy": numpy,
        "scipy": scipy,
        "calls": calls,
        "libraries": libraries,
        "images": [] if system is None else system.code_files(),
        "packages": [record.package for record in records],
        "pinned": read_pins(prefix),
        "variables": relevant_variables(),
        "limitations": limitations,
    }


def _look(limitations: list[Limitation]) -> System | None:
    try:
        return current_system()
    except (OSError, ImportError, AttributeError) as error:
        limitations.append({"path": None, "text": f"the process cannot be looked into: {error}"})
        return None


def _find_calls(system: System | None, numpy: dict[str, Any], limitations: list[Limitation]) -> list[Call]:
    """Return the calls, and say where NumPy should have some: silence would look like an answer."""
    if system is None:
        return []
    in_the_way: list[Limitation] = []
    calls = find_calls(system, in_the_way)
    found = {call["layer"] for call in calls if call["owner"] == "numpy"}
    if numpy["status"] == "imported" and not in_the_way:
        limitations += [
            {
                "path": None,
                "text": f"NumPy's extension modules import no {layer.upper()} routine that is looked for: "
                "built without one, or with one linked in statically",
            }
            for layer in ("blas", "lapack")
            if layer not in found
        ]
    limitations += in_the_way
    return calls


def _prefixes() -> list[Path]:
    """Return the environment, and the one below it where this is a venv."""
    return list(dict.fromkeys((Path(sys.prefix), Path(sys.base_prefix))))


def _add_owners(
    modules: dict[str, dict[str, Any]],
    calls: list[Call],
    libraries: list[Library],
    records: list[PackageRecord],
) -> None:
    for library in libraries:
        library["owners"] = find_owners((library["path"], library["realPath"]), records)
    for name, module in modules.items():
        if module["status"] == "imported":
            callers = {call["modulePath"] for call in calls if call["owner"] == name}
            module["owners"] = find_owners({module["file"], *callers}, records)


def _replaced_files(system: System | None) -> list[Limitation]:
    images = [] if system is None else system.images()
    return [
        {
            "path": image.real_path,
            "text": f"{image.real_path} was deleted or replaced after it had been loaded: "
            "what runs is not on disk",
        }
        for image in images
        if image.replaced
    ]
