"""Runs mysvd and dario in their published sizes, in a real worker, and prints what they print.

Usage: python benchmarks/published_suites.py PYTHON [mysvd] [dario]. The tests run the same code in small
sizes. One thread unless the thread variables say otherwise; dario takes from one minute to over twenty.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

PYTHON_FOLDER = Path(__file__).resolve().parents[1] / "python"
THREAD_VARIABLES = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS", "OMP_NUM_THREADS")


def whole_run(python: str, suite: str) -> dict[str, Any]:
    """Return the worker's answer to one whole run of `suite`."""
    one_thread = dict.fromkeys(THREAD_VARIABLES, "1")
    variables = {**one_thread, **os.environ, "PYTHONPATH": str(PYTHON_FOLDER)}
    request = json.dumps({"id": 1, "do": "whole", "benchmark": suite})
    command = [python, "-m", "blas_bench", "worker", "--suite", suite]
    ended = subprocess.run(
        command, env=variables, input=request + "\n", stdout=subprocess.PIPE, text=True, check=True
    )
    answer: dict[str, Any] = json.loads(ended.stdout.splitlines()[1])
    if "error" in answer:
        sys.exit("\n".join(answer["error"]["lastLines"]))
    return dict(answer["ok"])


def main(python: str, *chosen: str) -> None:
    """Run the suites one after the other."""
    for suite in chosen or ("mysvd", "dario"):
        run = whole_run(python, suite)
        if None in run["fingerprint"]:
            sys.exit(f"{suite} computed numbers that are not finite")
        lines = [
            *run["summaryLines"],
            *(
                f"{part['name']}: {part['seconds']:.6g} s, {len(part['repeats'])} repeats"
                for part in run["parts"]
            ),
            f"fingerprint: {run['fingerprint']}",
        ]
        sys.stdout.write("\n".join(lines) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
