"""Command `threadpools`: threadpoolctl's view. Importing it changes a process, so this is one of its own."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from .document_output import write_document
from .standard_streams import take_over_standard_streams


def report_threadpools(threadpoolctl_folder: str | None) -> dict[str, Any]:
    """Return threadpoolReport of src/result/evidence.ts, taken after a real matrix product.

    threadpoolctl_folder is looked in after everything else, so the environment's own copy is preferred.
    """
    try:
        import numpy as np
    except Exception as error:  # noqa: BLE001, a broken NumPy raises whatever its libraries raise
        return {"status": "unavailable", "reason": f"NumPy: {type(error).__name__}: {error}"}
    matrix = np.eye(64)
    np.matmul(matrix, matrix + 1.0)
    if threadpoolctl_folder is not None:
        sys.path.append(threadpoolctl_folder)
    try:
        import threadpoolctl

        pools = threadpoolctl.threadpool_info()
    except Exception as error:  # noqa: BLE001, see above
        return {"status": "unavailable", "reason": f"threadpoolctl: {type(error).__name__}: {error}"}
    return {"status": "reported", "threadpoolctlVersion": threadpoolctl.__version__, "pools": pools}


def main(argv: list[str]) -> int:
    """Print the report on standard output and return the exit code."""
    parser = argparse.ArgumentParser(prog="blas_bench threadpools")
    parser.add_argument("--threadpoolctl-path", metavar="DIR", help="where to look for threadpoolctl last")
    parser.add_argument("--output", type=Path, metavar="FILE", help="write here, not to standard output")
    options = parser.parse_args(argv)
    standard_input, standard_output = take_over_standard_streams()
    with standard_input, standard_output:
        write_document(report_threadpools(options.threadpoolctl_path), standard_output, options.output)
    return 0
