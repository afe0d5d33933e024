"""Finds benchmarks in modules as asv does: by their names, and one for each set of parameters."""

from __future__ import annotations

import inspect
import itertools
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Callable, Iterator, Sequence

if TYPE_CHECKING:
    from types import ModuleType

# As asv's documentation has them: a prefix in lower case, or a capital one.
_KINDS = {"time": "Time", "timeraw": "Timeraw", "mem": "Mem", "peakmem": "PeakMem", "track": "Track"}
_PATTERNS = {kind: re.compile(f"{capital}[A-Z_].+|{kind}_.+") for kind, capital in _KINDS.items()}
_ADDRESS = re.compile(r" at 0x[\da-fA-F]+(?=>)")


@dataclass(frozen=True)
class Found:
    """One function with one set of parameters."""

    name: str
    """Such as `module.Class.time_it(3, 'a')`."""
    kind: str
    function: Callable[..., Any]
    sources: Sequence[Any]
    """What settings are looked for in: the function, its instance, its module."""
    parameters: tuple[Any, ...]

    def setting(self, name: str, default: Any = None) -> Any:
        """Return the first setting of that name that is not None."""
        found = (getattr(source, name, None) for source in self.sources)
        return next((value for value in found if value is not None), default)

    def hooks(self, name: str) -> list[Callable[..., Any]]:
        """Return all functions of that name, in whatever case, from the function's own to the module's."""
        return [
            getattr(source, key)
            for source in self.sources
            for key in dir(source)
            if key.lower() == name and callable(getattr(source, key))
        ]


def find(module: ModuleType) -> Iterator[Found]:
    """Yield what one module offers. Raises whatever making an instance of a class of it raises."""
    for name, value in list(vars(module).items()):
        if name.startswith("_"):
            continue
        if inspect.isclass(value) and not inspect.isabstract(value):
            for method, function in inspect.getmembers(value, inspect.isroutine):
                if inspect.isfunction(function) or inspect.ismethod(function):
                    yield from _of_method(module, value, method, function)
        elif inspect.isfunction(value):
            yield from _of_function(module, name, value)


def _of_function(module: ModuleType, name: str, function: Callable[..., Any]) -> Iterator[Found]:
    kind = _kind(name, function)
    if kind is not None:
        shown = getattr(function, "benchmark_name", None) or _dotted(module, function.__name__)
        yield from _each(shown, kind, function, [function, module])


def _of_method(module: ModuleType, owner: Any, name: str, function: Any) -> Iterator[Found]:
    kind = _kind(name, function)
    if kind is not None:
        instance = owner()
        shown = getattr(function, "benchmark_name", None) or _dotted(module, owner.__name__, name)
        bound = getattr(instance, name)
        yield from _each(shown, kind, bound, [bound, instance, module])


def _kind(name: str, function: Any) -> str | None:
    if getattr(function, "skip_benchmark", False):
        return None
    wanted = str(getattr(function, "benchmark_name", name)).rpartition(".")[2]
    return next((kind for kind, pattern in _PATTERNS.items() if pattern.match(wanted)), None)


def _dotted(module: ModuleType, *names: str) -> str:
    # The folder's own name is left out.
    return ".".join([*module.__name__.split(".")[1:], *names])


def _each(name: str, kind: str, function: Any, sources: Sequence[Any]) -> Iterator[Found]:
    whole = Found(name, kind, function, sources, ())
    lists = list(whole.setting("params", []))
    if not lists:
        yield whole
        return
    if not isinstance(lists[0], (tuple, list)):
        lists = [lists]
    shown = [_unique([_ADDRESS.sub("", repr(value)) for value in values]) for values in lists]
    skipped = [tuple(one) for one in whole.setting("skip_params", [])]
    for parameters, texts in zip(itertools.product(*lists), itertools.product(*shown)):
        if parameters not in skipped:
            yield Found(f"{name}({', '.join(texts)})", kind, function, sources, parameters)


def _unique(texts: list[str]) -> list[str]:
    """Tell apart those that look alike, by a number."""
    times = Counter(texts)
    seen: Counter[str] = Counter()
    unique = []
    for text in texts:
        unique.append(f"{text} ({seen[text]})" if times[text] > 1 else text)
        seen[text] += 1
    return unique
