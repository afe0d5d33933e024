"""Layer 1 of the proof: which file provides each BLAS and LAPACK routine that NumPy and SciPy really call."""

from __future__ import annotations

import sys
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path
from typing import Iterator, NamedTuple

from . import elf_calls, macho_calls
from .facts import Call, Limitation
from .provider import Provider
from .routines import routine_of
from .system import Image, System

_PACKAGES = (("numpy", ("numpy.core.", "numpy._core.", "numpy.linalg.")), ("scipy", ("scipy.linalg.",)))
"""Where the extension modules are that call BLAS and LAPACK on everybody's behalf."""


class ExtensionModule(NamedTuple):
    """A loaded extension module."""

    owner: str
    """"numpy" or "scipy"."""
    name: str
    path: str
    image: Image


def loaded_modules(system: System) -> Iterator[ExtensionModule]:
    """Yield the extension modules of NumPy's and SciPy's linear algebra that this process has loaded."""
    images = {image.real_path: image for image in system.images()}
    for name, module in sorted(sys.modules.items()):
        path = getattr(module, "__file__", None)
        owner = next((owner for owner, prefixes in _PACKAGES if name.startswith(prefixes)), None)
        if owner is None or path is None or not path.endswith(tuple(EXTENSION_SUFFIXES)):
            continue
        image = images.get(str(Path(path).resolve()))
        if image is not None:
            yield ExtensionModule(owner, name, path, image)


def find_calls(system: System, limitations: list[Limitation]) -> list[Call]:
    """Return an entry per chosen routine and importing module; limitations gets what was in the way."""
    find_providers = elf_calls.find_providers if system.binary_format == "elf" else macho_calls.find_providers
    calls = []
    for module in loaded_modules(system):
        providers = find_providers(system, module.image, limitations)
        calls += [_call(module, symbol, provider) for symbol, provider in sorted(providers.items())]
    return calls


def _call(module: ExtensionModule, symbol: str, provider: Provider) -> Call:
    routine = routine_of(symbol)
    assert routine is not None, "providers are found for routines only"
    return {
        "owner": module.owner,
        "layer": routine.layer,
        "module": module.name,
        "modulePath": module.path,
        "routine": routine.name,
        "symbol": symbol,
        "library": provider.library,
        "how": provider.how,
        "reason": provider.reason,
    }
