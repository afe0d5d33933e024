"""Who provides a symbol, and how that is known."""

from __future__ import annotations

from typing import NamedTuple

from .facts import Limitation
from .system import Image, System


class Provider(NamedTuple):
    """Fields as in callSchema of src/result/evidence.ts."""

    library: str | None
    how: str | None
    reason: str | None


def unknown_imports(importer: Image, error: Exception) -> Limitation:
    """Return that nobody knows what the module calls, by the path under which it was loaded."""
    return {"path": importer.path, "text": f"the imports of {importer.path} are not known: {error}"}


def ask_dynamic_linker(system: System, importer: Image, symbol: str, reason: str) -> Provider:
    """Answer with what the symbol means now: first globally, because preloaded and RTLD_GLOBAL libraries win.

    reason says why nothing stronger is known.
    """
    for how, address in (
        ("global-scope", system.global_address(symbol)),
        ("module-scope", system.scope_address(importer, symbol)),
    ):
        image = None if address is None else system.image_at(address)
        if image is not None:
            return Provider(image.real_path, how, reason)
    return Provider(None, None, f"{reason}; and no loaded library exports {symbol}")
