"""Where a Mach-O module's calls go: into the library that the file itself records for each symbol."""

from __future__ import annotations

import os
from pathlib import Path

from .facts import Limitation
from .macho import MachO, MachOError, parse_macho
from .provider import Provider, ask_dynamic_linker, unknown_imports
from .routines import routine_of
from .system import Image, System


def find_providers(system: System, importer: Image, limitations: list[Limitation]) -> dict[str, Provider]:
    """Return the provider of each chosen routine's symbol that the module imports."""
    try:
        file = parse_macho(system.read_file(importer.real_path), system.machine)
    except (OSError, MachOError) as error:
        limitations.append(unknown_imports(importer, error))
        return {}
    imports = {symbol: ordinal for symbol, ordinal in file.imports.items() if routine_of(symbol) is not None}
    return {symbol: _provider(system, importer, file, symbol, ordinal) for symbol, ordinal in imports.items()}


def _provider(system: System, importer: Image, file: MachO, symbol: str, ordinal: int | None) -> Provider:
    if ordinal is None:
        return ask_dynamic_linker(system, importer, symbol, "the module records no library for it")
    name = file.library(ordinal)
    if name is None:
        return ask_dynamic_linker(
            system, importer, symbol, f"the module records library number {ordinal} for it"
        )
    recorded = _find_image(system, importer, file.rpaths, name)
    if recorded is None:
        return ask_dynamic_linker(
            system, importer, symbol, f"the recorded library {name} is not among the loaded ones"
        )
    # The recorded library may pass on another one's symbol, as Accelerate does with those of its libBLAS.
    address = system.scope_address(recorded, symbol)
    image = None if address is None else system.image_at(address)
    if image is None:
        return ask_dynamic_linker(system, importer, symbol, f"the recorded library {name} does not export it")
    return Provider(image.real_path, "two-level", None)


def _find_image(system: System, importer: Image, rpaths: list[str], name: str) -> Image | None:
    """Return the loaded image of a recorded name: by path, else by file name when only one image has it."""
    candidates = {str(Path(path).resolve()) for path in _expand(system, importer, rpaths, name)}
    images = system.images()
    for image in images:
        if image.path == name or image.real_path in candidates:
            return image
    namesakes = [image for image in images if os.path.basename(image.path) == os.path.basename(name)]  # noqa: PTH119
    return namesakes[0] if len(namesakes) == 1 else None


def _expand(system: System, importer: Image, rpaths: list[str], name: str) -> list[str]:
    """Return the paths that the name can stand for. Variables: dyld(1)."""
    places = {
        "@loader_path": str(Path(importer.real_path).parent),
        "@executable_path": str(Path(system.executable).parent),
    }
    first, _, rest = name.partition("/")
    if first == "@rpath":
        return [path for rpath in rpaths for path in _expand(system, importer, [], f"{rpath}/{rest}")]
    return [f"{places.get(first, first)}/{rest}"]
