"""People's own benchmarks: the functions named `bench_*` of one Python file of the repository under test."""

from __future__ import annotations

import ast
import inspect
import sys
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from typing import TYPE_CHECKING, Any, Callable, Dict, List

# Before the file's folder is on the path: no module in there may take part in the proof because of its name.
from blas_bench import evidence  # noqa: F401

from . import fingerprints
from .benchmark import Benchmark, BenchmarkProblem, Prepared, Source, TurnsBenchmark, defined_in
from .controls import CONTROLS
from .seeds import seed

if TYPE_CHECKING:
    from types import ModuleType

PREFIX = "bench_"
RELATIVE_TOLERANCE = 1e-5
"""What numpy.allclose allows by default.

Of people's code nothing is known: results in single precision and of ill-conditioned inputs must pass, and
where a library is wrong, it is wrong by far more.
"""

_LONGEST_DESCRIPTION = 200

Lines = Dict[str, List[int]]
"""Lines of the definitions at the top of a file, by name."""


def load_file(file: str, root: Path, may_be_empty: bool = False) -> list[Benchmark]:
    """Run `file`, a path from the folder `root`, and return its functions, in their order, and the controls.

    Raises BenchmarkProblem when that fails or there are no functions, unless that may be: a base that is old
    has none, nor perhaps the file. What is wrong with a single function is raised when that one is set up, so
    that the others can be timed.
    """
    root = root.resolve()
    if may_be_empty and not (root / file).exists():
        return [*CONTROLS]
    lines = _definitions(file, root)
    members = vars(_import(file, root))
    functions = [
        _benchmark(name, value, _source(name, value, lines, file, root), lines)
        for name, value in members.items()
        if name.startswith(PREFIX) and callable(value) and not isinstance(value, type)
    ]
    if not functions and not may_be_empty:
        raise BenchmarkProblem(f"{file} has no functions named {PREFIX}*: there is nothing to measure")
    return [*functions, *CONTROLS]


def _definitions(file: str, root: Path) -> Lines:
    try:
        tree = ast.parse((root / file).read_bytes(), file)
    except OSError as error:
        raise BenchmarkProblem(f"{file} cannot be read: {error.strerror}") from None
    except SyntaxError as error:
        # Its own text shows the line; where the parser was called from does not matter.
        raise BenchmarkProblem(
            f"{file}, line {error.lineno}: syntax error, {error.msg}"
        ) from error.with_traceback(None)
    except ValueError as error:
        raise BenchmarkProblem(f"{file} is no Python file: {error}") from None
    lines: Lines = {}
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            lines.setdefault(node.name, []).append(node.lineno)
    return lines


def _import(file: str, root: Path) -> ModuleType:
    """Run the file as `python FILE` would, but under its own name.

    The root comes last on the path: what is installed, perhaps compiled, goes before its source folder.
    """
    path = root / file
    sys.path.insert(0, str(path.parent))
    sys.path.append(str(root))
    sys.argv = [str(path)]
    name = path.stem if path.stem not in sys.modules else f"{path.stem}_file"
    loader = SourceFileLoader(name, str(path))
    spec = spec_from_loader(name, loader)
    assert spec is not None
    module = sys.modules[name] = module_from_spec(spec)
    seed()
    try:
        loader.exec_module(module)
    except (Exception, SystemExit, KeyboardInterrupt) as error:
        said = f"{type(error).__name__}: {error}".splitlines()[0]
        raise BenchmarkProblem(f"{file} could not be imported: {said}") from error
    return module


def _benchmark(name: str, function: Callable[[], Any], source: Source | None, lines: Lines) -> TurnsBenchmark:
    def set_up() -> Prepared:
        what = _problem(function, lines.get(name, []))
        if what is not None:
            where = "" if source is None else f" ({source.file}, line {source.line})"
            raise BenchmarkProblem(what + where)
        seed()
        return Prepared(function, fingerprints.of_value)

    description = (inspect.getdoc(function) or "").partition("\n")[0] if inspect.isroutine(function) else ""
    return TurnsBenchmark(
        name,
        description[:_LONGEST_DESCRIPTION] or name,
        set_up,
        relative_tolerance=RELATIVE_TOLERANCE,
        source=source,
    )


def _problem(function: Callable[[], Any], lines: list[int]) -> str | None:
    """Say why calling a function would not time it, as a clause to follow its name; None when it would."""
    if len(lines) > 1:
        return f"is defined in lines {' and '.join(map(str, lines))}: only the last would be timed"
    plain = inspect.unwrap(function)
    if inspect.iscoroutinefunction(plain) or inspect.isasyncgenfunction(plain):
        return "is an async function: calling it runs nothing"
    if inspect.isgeneratorfunction(plain):
        return "is a generator: calling it runs nothing"
    required = _required_arguments(function)
    return f"needs arguments ({', '.join(required)}), and is called without any" if required else None


def _required_arguments(function: Callable[[], Any]) -> list[str]:
    try:
        parameters = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):  # some functions that are written in C do not tell
        return []
    optional = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
    return [one.name for one in parameters if one.default is one.empty and one.kind not in optional]


def _source(name: str, function: Callable[[], Any], lines: Lines, file: str, root: Path) -> Source | None:
    """Tell where a function is defined; None for code of unknown origin or from outside of the root."""
    if name in lines:
        return Source(file, lines[name][0])
    return defined_in(function, root)
