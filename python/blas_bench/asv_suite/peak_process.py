"""The process that runs one `peakmem_*` benchmark once, and tells the most memory that it ever held."""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path
from typing import Any, Sequence

from blas_bench import messages
from blas_bench.parent_death import end_with_parent
from blas_bench.suites.benchmark import BenchmarkProblem, BenchmarkSkipped

from .caches import unpickled
from .discovery import Found, find
from .modules import import_one
from .values import run_once


def main(arguments: Sequence[str]) -> int:
    """Write the peak in bytes, or why there is none, to the file that is named last."""
    end_with_parent()
    root, folder, module, name, cache, answer = arguments
    # As in the process that asks.
    sys.path.append(root)
    unfinished = Path(f"{answer}.tmp")
    unfinished.write_text(json.dumps(_account(Path(folder), module, name, Path(cache))), "ascii")
    unfinished.replace(answer)
    return 0


def _account(folder: Path, module: str, name: str, cache: Path) -> dict[str, Any]:
    try:
        run_once(_found(folder, module, name), unpickled(cache.read_bytes()), lambda _: None)
    except BenchmarkSkipped as skipped:
        return {"skipped": str(skipped)}
    except (Exception, SystemExit, KeyboardInterrupt) as error:  # noqa: BLE001 - other people's code
        return {"error": messages.error(error)}
    return {"value": _peak_bytes()}


def _found(folder: Path, module: str, name: str) -> Found:
    imported = import_one(folder, module)
    if isinstance(imported, BenchmarkProblem):
        raise imported
    return next(one for one in find(imported) if one.name == name)


def _peak_bytes() -> int:
    """Return the most memory of this process.

    Linux's getrusage would count what the parent held when it started us: exec keeps the larger one
    (`exec_mmap` in fs/exec.c). The status of the process is of its own memory alone.
    """
    status = Path("/proc/self/status")
    if status.exists():
        [line] = [line for line in status.read_text("ascii").splitlines() if line.startswith("VmHWM:")]
        return int(line.split()[1]) * 1024
    # In bytes on macOS.
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
