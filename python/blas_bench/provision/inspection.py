"""Runs inside an activated environment: says which Python this is, whether NumPy imports, what is installed.

Standard library and NumPy only, Python 3.8 and newer. Prints one JSON document as its last line.
"""

from __future__ import annotations

import json
import platform
import sys
import traceback
from pathlib import Path
from typing import Any

from blas_bench.evidence.conda import read_conda_records
from blas_bench.evidence.facts import Limitation
from blas_bench.evidence.package_modules import first_cause
from blas_bench.evidence.wheels import read_wheel_records


def inspect() -> dict[str, Any]:
    """Return inspectionSchema of src/provision/inspection.ts."""
    limitations: list[Limitation] = []
    conda = read_conda_records(Path(sys.prefix), limitations)
    records = conda + read_wheel_records(conda, limitations)
    return {
        "version": platform.python_version(),
        "numpy": _import_numpy(),
        "packages": [record.package for record in records],
    }


def _import_numpy() -> dict[str, Any]:
    try:
        import numpy as np
    except Exception as error:  # noqa: BLE001, a broken NumPy raises whatever its libraries raise
        lines = traceback.format_exc().strip().splitlines()
        cause = first_cause(error)
        words = str(cause).strip() or type(cause).__name__
        return {"status": "failed", "error": words.splitlines()[0], "lastLines": lines[-5:]}
    return {"status": "imported", "version": np.__version__}


if __name__ == "__main__":
    # What NumPy or a .pth file prints comes first; the document is the last line.
    sys.stdout.write("\n" + json.dumps(inspect()) + "\n")
