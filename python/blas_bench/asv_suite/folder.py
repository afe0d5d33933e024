"""Where the benchmarks of an asv suite lie: in the folder itself, or where its asv.conf.json says."""

from __future__ import annotations

import json
import re
from pathlib import Path

from blas_bench.suites.benchmark import BenchmarkProblem

_CONFIGURATION = "asv.conf.json"
_DEFAULT_FOLDER = "benchmarks"
# A text, which may hold slashes, or a comment, in JSON as asv takes it.
_TEXT_OR_COMMENT = re.compile(r'("(?:\\.|[^"\\])*")|//[^\n]*|/\*.*?\*/', re.DOTALL)
_TRAILING_COMMA = re.compile(r'("(?:\\.|[^"\\])*")|,(?=\s*[}\]])', re.DOTALL)


def benchmark_folder(path: Path) -> Path | None:
    """Return the folder that holds the benchmarks; None where there is none.

    Raises BenchmarkProblem for a configuration that cannot be read.
    """
    configuration = path if path.is_file() else path / _CONFIGURATION
    folder = configuration.parent / _named_in(configuration) if configuration.is_file() else path
    return folder.resolve() if folder.is_dir() else None


def _named_in(configuration: Path) -> str:
    try:
        text = _TEXT_OR_COMMENT.sub(r"\1", configuration.read_text(encoding="utf-8"))
        document = json.loads(_TRAILING_COMMA.sub(r"\1", text))
        named = document.get("benchmark_dir", _DEFAULT_FOLDER)
    except (OSError, ValueError, AttributeError) as error:
        raise BenchmarkProblem(f"{configuration.name} cannot be read: {error}") from None
    if not isinstance(named, str):
        raise BenchmarkProblem(f"{configuration.name}: benchmark_dir is {named!r}, and no folder")
    return named
