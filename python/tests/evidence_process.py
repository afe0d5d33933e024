"""Runs `evidence` in a process of some Python, and holds what it prints to the published schema."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

PYTHON_FOLDER = Path(__file__).resolve().parents[1]
PACKAGE = PYTHON_FOLDER / "blas_bench"
SCHEMA = json.loads((PYTHON_FOLDER.parent / "schema" / "evidence-1.schema.json").read_text())

# Collected within a script, so that the script can prepare its own process first.
PRINT_EVIDENCE = f"""
import json, sys
sys.path.append({str(PYTHON_FOLDER)!r})
from blas_bench.evidence import collect_evidence
sys.stdout.write(json.dumps(collect_evidence()))
"""


def run(python: Path | str, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run Python with warnings as errors and hardly any variables but those given."""
    environment = {"PATH": os.environ["PATH"], "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    command = [str(python), "-W", "error", *arguments]
    return subprocess.run(
        command, env={**environment, **variables}, capture_output=True, text=True, check=False
    )


def evidence_of(python: Path | str, *, script: str | None = None, **variables: str) -> dict[str, Any]:
    """Return the evidence of a new process: of the command, or of a script that ends with PRINT_EVIDENCE."""
    arguments = [str(PACKAGE), "evidence"] if script is None else ["-c", script + PRINT_EVIDENCE]
    done = run(python, *arguments, **variables)
    assert done.returncode == 0, done.stderr
    document = json.loads(done.stdout)
    Draft202012Validator(SCHEMA).validate(document)
    return document


def providers(evidence: dict[str, Any], owner: str = "numpy") -> dict[str, set[str]]:
    """Return, for each layer, the file names of the libraries that the owner's calls go to."""
    found: dict[str, set[str]] = {"blas": set(), "lapack": set()}
    for call in evidence["calls"]:
        if call["owner"] == owner:
            found[call["layer"]].add(Path(call["library"]).name)
    return found


def library_of(evidence: dict[str, Any], symbol: str) -> dict[str, Any]:
    """Return the library that provides the symbol as NumPy calls it."""
    call = next(call for call in evidence["calls"] if call["symbol"] == symbol)
    return next(library for library in evidence["libraries"] if library["realPath"] == call["library"])


def claims(owners: list[dict[str, Any]]) -> dict[tuple[str, str], str]:
    """Return what each claim's checksum says, by manager and package."""
    return {(owner["manager"], owner["name"]): owner["checksum"] for owner in owners}
