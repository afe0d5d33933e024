"""Whole processes as benchmarks: people's script, or a command that reports figures in its own format."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Sequence

from blas_bench.home_cpu import HomeCpu

from .benchmark import Benchmark, BenchmarkProblem, Source
from .controls import CONTROLS

OUTPUT = "{output}"
"""What a command's line has where the name of the file belongs that it is to write."""

_LONGEST_OUTPUT = 16 * 1024 * 1024
"""In bytes: the parent takes one line of JSON, and no more than 64 MiB of it."""
_LAST_LINES = 12
# As in an install line: no start-up file of a user's, and nothing that fails goes unnoticed.
_BASH = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", "--"]


@dataclass(frozen=True)
class ProcessBenchmark:
    """A process that is started anew for each block, and timed or asked as a whole."""

    name: str
    description: str
    script: Path | None
    """The file that this Python is to run; None for a line of bash."""
    line: str
    source: Source
    layer: str | None = None
    role: str = "benchmark"
    relative_tolerance: None = None

    def run(self, scratch: Path, home: HomeCpu) -> dict[str, Any]:
        """Run it in this working folder; raise BenchmarkProblem where it fails or says nothing."""
        with tempfile.TemporaryDirectory(prefix="run-", dir=str(scratch)) as folder:
            return _run(self, Path(folder), home)


def load_script(file: str, root: Path, may_be_missing: bool = False) -> list[Benchmark]:
    """Return the script `file`, a path from the folder `root`, and the controls.

    Raises BenchmarkProblem where there is no such file, unless that may be.
    """
    script = root.resolve() / file
    if not script.is_file():
        if may_be_missing:
            return [*CONTROLS]
        raise BenchmarkProblem(f"{file} is not there: there is nothing to measure")
    benchmark = ProcessBenchmark(file, "run as a whole", script, "", Source(file, 1))
    return [benchmark, *CONTROLS]


def load_command(line: str) -> list[Benchmark]:
    """Return the command and the controls."""
    return [ProcessBenchmark("command", "run as a whole", None, line, Source("", 1)), *CONTROLS]


def _run(benchmark: ProcessBenchmark, folder: Path, home: HomeCpu) -> dict[str, Any]:
    written, answer = folder / "output", folder / "answer"
    command = [sys.executable, str(Path(__file__).resolve().parent.parent)]
    if benchmark.script is None:
        line = benchmark.line.replace(OUTPUT, shlex.quote(str(written)))
        command += ["become", str(home.number), *_BASH, line]
    else:
        command += ["script", str(home.number), str(answer), str(benchmark.script)]
    with (folder / "stdout").open("wb") as stdout, (folder / "stderr").open("wb") as stderr:
        began = time.monotonic_ns()
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=stdout, stderr=stderr, check=False)
        ended = time.monotonic_ns()
    if done.returncode != 0:
        raise BenchmarkProblem(_how_it_ended(done.returncode), _last_lines(folder / "stderr"))
    reads_file = benchmark.script is None and OUTPUT in benchmark.line
    if reads_file and not written.is_file():
        raise BenchmarkProblem(f"wrote no file {OUTPUT}", _last_lines(folder / "stderr"))
    own = _own_account(answer)
    return {
        "wallNanoseconds": own.get("ended", ended) - began,
        "output": _text(written if reads_file else folder / "stdout"),
        "evidence": own.get("evidence"),
    }


def _own_account(answer: Path) -> dict[str, Any]:
    """Return what the process says of itself: nothing where it was left without coming to its end."""
    try:
        account = json.loads(answer.read_text("ascii"))
    except (OSError, ValueError):
        return {}
    return account if isinstance(account, dict) else {}


def _text(file: Path) -> str:
    if file.stat().st_size > _LONGEST_OUTPUT:
        raise BenchmarkProblem(f"gave more than {_LONGEST_OUTPUT // 2**20} MiB of output")
    try:
        return file.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        raise BenchmarkProblem("gave output that is not text in UTF-8") from None


def _how_it_ended(code: int) -> str:
    return f"was ended by signal {-code}" if code < 0 else f"ended with exit code {code}"


def _last_lines(file: Path) -> Sequence[str]:
    with file.open("rb") as lines:
        lines.seek(max(0, os.fstat(lines.fileno()).st_size - 20_000))
        text = lines.read().decode("utf-8", "replace")
    return [line for line in text.splitlines() if line.strip()][-_LAST_LINES:]
