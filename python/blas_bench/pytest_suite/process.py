"""Runs pytest in this very process, with our plugin in it, and says why when that does not lead to tests."""

from __future__ import annotations

import importlib.util
import re
import sys
from collections import deque
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Callable, Sequence, TextIO

from blas_bench.suites import controls
from blas_bench.suites.benchmark import BenchmarkProblem

if TYPE_CHECKING:
    from blas_bench.conversation import Conversation
    from blas_bench.suites.benchmark import Benchmark
    from blas_bench.worker import Worker

    MakeWorker = Callable[[Sequence[Benchmark], Sequence[str]], Worker]

_KEPT_LINES = 40
# pytest-benchmark under both of its names, and what else answers for the fixture.
_BLOCKED = ("benchmark", "pytest_benchmark.plugin", "codspeed")
_INTERNAL = "INTERNALERROR> "
# What pytest and argparse begin such a line with; the usage is not the reason.
_SAYS_WHY = re.compile(r"^ImportError while loading|error: (?!usage:)", re.IGNORECASE)
# What pytest says of a test or a further path that was named, and that an older state of the code has not.
_NOT_THERE = re.compile(r"ERROR: (?:file or directory )?not found: ")
_CONTRADICTIONS = {
    "--benchmark-skip": "skips everything that could be timed",
    "--benchmark-disable": "switches timing off",
}


@dataclass(frozen=True)
class Request:
    """Which tests: `path` from the folder `root`, perhaps with "::NAME", with pytest's own parameters."""

    path: str
    root: Path
    parameters: Sequence[str]
    select: Sequence[str]
    may_be_empty: bool
    """Whether it is fine that there are none: a base that is old has none."""


def serve(request: Request, make_worker: MakeWorker, conversation: Conversation) -> None:
    """Collect the tests, say hello, and run each of them when it is asked for.

    Raises BenchmarkProblem when there are none to offer.
    """
    root = request.root.resolve()
    if request.may_be_empty and not (root / request.path.partition("::")[0]).exists():
        make_worker(controls.CONTROLS, ()).serve()
        return
    _require_sense(request.parameters)
    # Before the tests are on the path: no module in there may take part in the proof because of its name.
    import numpy  # noqa: F401

    from blas_bench import evidence  # noqa: F401

    _require_pytest()
    from .plugin import Plugin

    plugin = Plugin(request, make_worker, conversation)
    # What is installed, perhaps compiled, goes before its source folder.
    sys.path.append(str(root))
    said = _run(_words(request, root), plugin)
    if plugin.has_greeted:
        return
    if request.may_be_empty and plugin.problem is None and any(_NOT_THERE.match(line) for line in said):
        make_worker(controls.CONTROLS, ()).serve()
        return
    raise plugin.problem or _refusal(said)


def _require_sense(parameters: Sequence[str]) -> None:
    for parameter in parameters:
        if parameter in _CONTRADICTIONS:
            raise BenchmarkProblem(f"was given {parameter}, which {_CONTRADICTIONS[parameter]}: take it out")


def _require_pytest() -> None:
    if importlib.util.find_spec("pytest") is None:
        raise BenchmarkProblem(
            "there is no pytest in this environment: add `pytest` to packages, or "
            "`python -m pip install pytest` to install"
        )


def _words(request: Request, root: Path) -> list[str]:
    blocked = [word for name in _BLOCKED for word in ("-p", f"no:{name}")]
    # Names are made from this folder, so that both arms have the same, whatever their configuration.
    # The suite may demand the plugin that is kept out.
    no_demands = ["-o", "required_plugins="]
    return [*blocked, *no_demands, f"--rootdir={root}", request.path, *request.parameters]


def _run(words: list[str], plugin: Any) -> list[str]:
    """Run pytest to its end, and return the last lines of what it said."""
    import pytest

    from . import fixtures, hooks, options

    lines: deque[str] = deque(maxlen=_KEPT_LINES)
    output, errors = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = _Copy(output, lines), _Copy(errors, lines)
    try:
        pytest.main(words, plugins=[options, hooks, fixtures, plugin])
    finally:
        sys.stdout, sys.stderr = output, errors
    return list(lines)


def _refusal(said: list[str]) -> BenchmarkProblem:
    lines = [line for line in said if line.strip()]
    internal = [line[len(_INTERNAL) :] for line in lines if line.startswith(_INTERNAL)]
    told = [line for line in lines if _SAYS_WHY.search(line)]
    reason = (internal[-1:] or told[:1] or lines[-1:] or ["it said nothing"])[0]
    return BenchmarkProblem(f"pytest came to no tests: {reason.strip()}", lines)


class _Copy:
    """A standard stream that also keeps its last lines."""

    def __init__(self, stream: TextIO, lines: deque[str]) -> None:
        self._stream = stream
        self._lines = lines
        self._line = ""

    def write(self, text: str) -> int:
        *whole, self._line = (self._line + text).split("\n")
        self._lines.extend(whole)
        return self._stream.write(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)
