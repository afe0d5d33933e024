"""What `setup_cache` made: once for all processes of a series, and a fresh copy for every benchmark."""

from __future__ import annotations

import inspect
import os
import pickle
import re
import shutil
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Callable

from blas_bench import once
from blas_bench.suites.benchmark import BenchmarkProblem
from blas_bench.suites.seeds import seed

from .timeout import limited_to

if TYPE_CHECKING:
    from .discovery import Found


class Caches:
    """In a folder that the processes of a series find again, one after the other.

    As under asv, benchmarks work where their `setup_cache` left its files; the others work in `work`.
    """

    def __init__(self, home: Path, work: Path) -> None:
        self._home = home
        self._work = work
        self._failed: dict[str, Exception] = {}

    def arguments_of(self, found: Found) -> tuple[Any, ...]:
        """Go where the benchmark works; return the cache as the first argument, before the parameters."""
        # A benchmark that changes its cache must not change that of the next.
        return unpickled(self.enter(found))

    def enter(self, found: Found) -> bytes:
        """Go where the benchmark works; return its cache as another process can take it, or nothing."""
        make = found.setting("setup_cache")
        if make is None:
            os.chdir(self._work)
            return b""
        name = _name(make)
        folder, pickled = self._home / name, self._home / f"{name}.pickle"
        if name in self._failed:
            raise BenchmarkProblem("its setup_cache failed") from self._failed[name]
        if not pickled.exists():
            try:
                with once.making(), limited_to(getattr(make, "timeout", None)):
                    self._make(partial(_made, make, found), folder, pickled)
            except Exception as error:
                self._failed[name] = error
                raise
        os.chdir(folder)
        return pickled.read_bytes()

    def _make(self, make: Callable[[], Any], folder: Path, pickled: Path) -> None:
        _begin_anew(folder)
        seed()
        unfinished = pickled.with_suffix(".tmp")
        unfinished.write_bytes(pickle.dumps(make()))
        # It gets its name last: where the name is, all of it is.
        unfinished.replace(pickled)


def _name(make: Callable[[], Any]) -> str:
    """Return what asv, too, tells caches apart by: where the function stands, whichever class inherits it."""
    function = getattr(make, "__func__", make)
    named = function if hasattr(function, "__qualname__") else type(function)
    line = getattr(getattr(function, "__code__", None), "co_firstlineno", 0)
    return re.sub(r"[^\w.-]", "_", f"{named.__module__}.{named.__qualname__}.{line}")


def _begin_anew(folder: Path) -> None:
    """Go into an empty folder, in place of what a process left that did not come to its end."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    os.chdir(folder)


def unpickled(cache: bytes) -> tuple[Any, ...]:
    """Return it as the first argument. It must be of this run."""
    value = pickle.loads(cache) if cache else None  # noqa: S301 - it was written by a process of ours
    return () if value is None else (value,)


def _made(make: Callable[[], Any], found: Found) -> Any:
    """Run hooks of the module that need nothing first: some seed generators there."""
    for hook in found.hooks("setup"):
        if not inspect.ismethod(hook) and _needs_nothing(hook):
            hook()
    return make()


def _needs_nothing(hook: Callable[..., Any]) -> bool:
    try:
        inspect.signature(hook).bind()
    except (TypeError, ValueError):
        return False
    return True
