"""Asks a fresh process for the most memory of a `peakmem_*` benchmark: what ran before would count too."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from blas_bench.suites.benchmark import BenchmarkProblem, BenchmarkSkipped

from .timeout import seconds_of, too_long

if TYPE_CHECKING:
    from .discovery import Found

_PATIENCE_SECONDS = 300
_LAST_LINES = 12
_PACKAGE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Place:
    """Where the suite lies, and where it works."""

    root: Path
    folder: Path
    work: Path


def peak_bytes(found: Found, cache: bytes, place: Place) -> float:
    """Return what its process said, which works where we do. Raises BenchmarkProblem, or BenchmarkSkipped."""
    with tempfile.TemporaryDirectory(prefix="peak-", dir=str(place.work.parent)) as folder:
        account = _account(found, cache, place, Path(folder))
    if "skipped" in account:
        raise BenchmarkSkipped(str(account["skipped"]))
    if "error" in account:
        raise BenchmarkProblem(account["error"]["message"], account["error"]["lastLines"])
    return float(account["value"])


def _account(found: Found, cache: bytes, place: Place, folder: Path) -> dict[str, Any]:
    answer, pickled, errors = folder / "answer", folder / "cache", folder / "stderr"
    pickled.write_bytes(cache)
    module = found.sources[-1].__name__
    words = [str(place.root), str(place.folder), module, found.name, str(pickled), str(answer)]
    seconds = seconds_of(found.setting("timeout", _PATIENCE_SECONDS))
    with errors.open("wb") as stderr:
        try:
            ended = subprocess.run(
                [sys.executable, str(_PACKAGE), "asv-peak", *words],
                stdin=subprocess.DEVNULL,
                stdout=stderr,
                stderr=stderr,
                timeout=seconds,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise too_long(seconds) from None
    try:
        account: dict[str, Any] = json.loads(answer.read_text("ascii"))
    except (OSError, ValueError):
        lines = errors.read_text("utf-8", "replace").splitlines()[-_LAST_LINES:]
        raise BenchmarkProblem(f"ended with exit code {ended.returncode}, and no figure", lines) from None
    return account
