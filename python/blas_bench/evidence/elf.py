"""The relocation slots of a loaded ELF image: where its calls into other libraries really go.

Read from the process's memory, not from the file, which may have been replaced since. Layout: the System V
ABI and its supplements for x86-64 and AArch64.
"""

from __future__ import annotations

import struct
from typing import Callable, NamedTuple

from .system import Image

ReadMemory = Callable[[int, int], bytes]

_DYNAMIC_ENTRY = struct.Struct("<qQ")
_RELOCATION = struct.Struct("<QQq")
_SYMBOL = struct.Struct("<IBBHQQ")
_STRTAB, _SYMTAB, _STRSZ = 5, 6, 10
_RELOCATION_TABLES = ((23, 2), (7, 8))
"""Tags of address and size: first DT_JMPREL, what is called, then DT_RELA, whose address is taken."""
_UNDEFINED_SECTION = 0

_SYMBOL_RELOCATIONS = {"x86_64": frozenset((7, 6, 1)), "aarch64": frozenset((1026, 1025, 257))}
"""JUMP_SLOT, GLOB_DAT and 64 bits absolute: the kinds that put a symbol's address into one slot."""

_LARGEST_TABLE = 1 << 26
"""Bytes; a larger table is garbage. The largest seen, in libtorch, is a tenth of it."""


class ElfError(Exception):
    """The image is not what the ABI says, or cannot be read; the message says where."""


class Slot(NamedTuple):
    """One place that holds the address of a symbol."""

    symbol: str
    address: int
    imported: bool
    """False where the image defines the symbol itself, and others may still take its place."""


def relocation_slots(image: Image, machine: str, read: ReadMemory) -> list[Slot]:
    """Return the slots of the image's symbols, those of calls first. ElfError when they cannot be found."""
    wanted = _SYMBOL_RELOCATIONS.get(machine)
    if wanted is None:
        raise ElfError(f"the relocations of {machine} are not known here")
    dynamic = _read_dynamic(image, read)
    places: list[tuple[int, int]] = []
    for tags in _RELOCATION_TABLES:
        places += _read_places(image, dynamic, tags, wanted, read)
    if not places:
        return []
    symbol_count = 1 + max(index for index, _ in places)
    symbols = _read(read, _address(image, dynamic, _SYMTAB), symbol_count * _SYMBOL.size)
    strings = _read(read, _address(image, dynamic, _STRTAB), dynamic.get(_STRSZ, 0))
    slots = []
    for index, address in places:
        name, _, _, section, _, _ = _SYMBOL.unpack_from(symbols, index * _SYMBOL.size)
        symbol = strings[name : strings.find(b"\0", name)].decode("utf-8", "replace")
        slots.append(Slot(symbol, address, section == _UNDEFINED_SECTION))
    return slots


def _read_dynamic(image: Image, read: ReadMemory) -> dict[int, int]:
    if image.dynamic is None:
        raise ElfError("it has no dynamic section")
    address, size = image.dynamic
    return dict(_DYNAMIC_ENTRY.iter_unpack(_read(read, address, size - size % _DYNAMIC_ENTRY.size)))


def _read_places(
    image: Image, dynamic: dict[int, int], tags: tuple[int, int], wanted: frozenset[int], read: ReadMemory
) -> list[tuple[int, int]]:
    """Return index of the symbol and address of the slot, for the wanted kinds of relocation."""
    table, size = tags
    if not dynamic.get(size):
        return []
    data = _read(read, _address(image, dynamic, table), dynamic[size] - dynamic[size] % _RELOCATION.size)
    return [
        (info >> 32, image.base + offset)
        for offset, info, addend in _RELOCATION.iter_unpack(data)
        if info & 0xFFFFFFFF in wanted and info >> 32 and addend == 0
    ]


def _address(image: Image, dynamic: dict[int, int], tag: int) -> int:
    """Return the entry as an address of the process: glibc adds the base in place, musl does not."""
    if tag not in dynamic:
        raise ElfError(f"its dynamic section lacks tag {tag}")
    return dynamic[tag] if dynamic[tag] >= image.base else image.base + dynamic[tag]


def _read(read: ReadMemory, address: int, size: int) -> bytes:
    if not 0 <= size <= _LARGEST_TABLE:
        raise ElfError(f"a table of {size} bytes cannot be right")
    try:
        return read(address, size)
    except OSError as error:
        raise ElfError(f"its memory cannot be read: {error}") from error
