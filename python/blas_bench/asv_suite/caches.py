"""What `setup_cache` made: once in a process, and a fresh copy of it for every benchmark that asks for it."""

from __future__ import annotations

import inspect
import pickle
from typing import TYPE_CHECKING, Any, Callable

from .timeout import limited_to

if TYPE_CHECKING:
    from .discovery import Found


class Caches:
    """By the function that made them."""

    def __init__(self) -> None:
        self._pickled: dict[Any, bytes] = {}

    def arguments_of(self, found: Found) -> tuple[Any, ...]:
        """Return the cache as the first argument, before the parameters; nothing where there is none."""
        # A benchmark that changes its cache must not change that of the next.
        return unpickled(self.pickled_for(found))

    def pickled_for(self, found: Found) -> bytes:
        """Return what another process can take; nothing where there is no cache."""
        make = found.setting("setup_cache")
        if make is None:
            return b""
        key = getattr(make, "__func__", make)
        if key not in self._pickled:
            with limited_to(getattr(make, "timeout", None)):
                self._pickled[key] = pickle.dumps(_made(make, found))
        return self._pickled[key]


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
