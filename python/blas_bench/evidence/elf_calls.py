"""Where an ELF module's calls go: by the address in its own relocation slot, else by asking the linker."""

from __future__ import annotations

import struct

from .elf import ElfError, Slot, relocation_slots
from .facts import Limitation
from .provider import Provider, ask_dynamic_linker, unknown_imports
from .routines import routine_of
from .system import Image, System

_ADDRESS = struct.Struct("<Q")


def find_providers(system: System, importer: Image, limitations: list[Limitation]) -> dict[str, Provider]:
    """Return the provider of each chosen routine's symbol that the module has a slot for."""
    try:
        slots = relocation_slots(importer, system.machine, system.read_memory)
    except ElfError as error:
        limitations.append(unknown_imports(importer, error))
        return {}
    by_symbol: dict[str, list[Slot]] = {}
    for slot in slots:
        if routine_of(slot.symbol) is not None:
            by_symbol.setdefault(slot.symbol, []).append(slot)
    return {symbol: _provider(system, importer, symbol, slots) for symbol, slots in by_symbol.items()}


def _provider(system: System, importer: Image, symbol: str, slots: list[Slot]) -> Provider:
    reason = "its relocation slot is not bound yet"
    for slot in slots:
        try:
            (address,) = _ADDRESS.unpack(system.read_memory(slot.address, _ADDRESS.size))
        except OSError as error:
            reason = f"its relocation slot cannot be read: {error}"
            continue
        image = system.image_at(address)
        if image is None:
            reason = f"its relocation slot leads to {address:#x}, outside of every loaded file"
        elif image != importer or not slot.imported:
            return Provider(image.real_path, "relocation", None)
        # What leads back into the importer is the stub that binds the symbol at its first call.
    return ask_dynamic_linker(system, importer, symbol, reason)
