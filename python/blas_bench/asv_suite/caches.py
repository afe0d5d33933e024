"""What `setup_cache` made: once in a process, and a fresh copy of it for every benchmark that asks for it."""

from __future__ import annotations

import inspect
import pickle
from typing import TYPE_CHECKING, Any, Callable

if TYPE_CHECKING:
    from .discovery import Found


class Caches:
    """By the function that made them."""

    def __init__(self) -> None:
        self._pickled: dict[Any, bytes] = {}

    def arguments_of(self, found: Found) -> tuple[Any, ...]:
        """Return the cache as the first argument, before the parameters; nothing where there is none."""
        make = found.setting("setup_cache")
        if make is None:
            return ()
        key = getattr(make, "__func__", make)
        if key not in self._pickled:
            self._pickled[key] = pickle.dumps(_made(make, found))
        # A benchmark that changes its cache must not change that of the next.
        cache = pickle.loads(self._pickled[key])  # noqa: S301 - it was written by this process
        return () if cache is None else (cache,)


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
