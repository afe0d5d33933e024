"""What a Mach-O file imports, and from which library by its own record (two-level namespaces).

Layout: mach-o/loader.h, mach-o/fat.h and mach-o/nlist.h of Apple's SDK.
"""

from __future__ import annotations

import struct
from typing import Iterator, NamedTuple

_FAT_MAGICS = {0xCAFEBABE: struct.Struct(">IIIII"), 0xCAFEBABF: struct.Struct(">IIQQII")}
_CPU_TYPES = {"arm64": 0x0100000C, "x86_64": 0x01000007}
_MAGIC_64 = 0xFEEDFACF
_HEADER = struct.Struct("<IIIIIIII")
_TWO_LEVEL = 0x80
_COMMAND = struct.Struct("<II")
_SYMTAB, _RPATH = 0x2, 0x8000001C
_DYLIB_COMMANDS = frozenset((0xC, 0x80000018, 0x8000001F, 0x20, 0x80000023))
"""LC_LOAD_DYLIB, its weak, re-exporting, lazy and upward forms: ordinals count them all, from 1 on."""
_SYMBOL = struct.Struct("<IBBHQ")
_STAB, _TYPE, _UNDEFINED = 0xE0, 0x0E, 0x0
_SELF, _DYNAMIC_LOOKUP, _EXECUTABLE = 0, 0xFE, 0xFF


class MachOError(Exception):
    """The file is not what Apple's headers say; the message says where."""


class MachO(NamedTuple):
    """The dynamic linking part of one architecture of a file."""

    imports: dict[str, int | None]
    """Symbol, without C's leading underscore, to library ordinal; None where any image may provide it."""
    libraries: list[str]
    """Names as recorded, such as "@rpath/libcblas.3.dylib"; ordinal 1 is the first."""
    rpaths: list[str]

    def library(self, ordinal: int) -> str | None:
        """Return the recorded name; None for the file itself, the program, and what does not exist."""
        in_range = _SELF < ordinal < _DYNAMIC_LOOKUP and ordinal <= len(self.libraries)
        return self.libraries[ordinal - 1] if in_range else None


def parse_macho(data: bytes, machine: str) -> MachO:
    """Read the part for the machine ("arm64" or "x86_64") of a thin or universal 64-bit file."""
    try:
        return _parse_thin(_slice(data, machine))
    except struct.error as error:
        raise MachOError(f"it is truncated: {error}") from error


def _slice(data: bytes, machine: str) -> bytes:
    """Return the part of a universal file that is for the machine, or a thin file as it is."""
    (magic,) = struct.unpack_from(">I", data)
    if magic not in _FAT_MAGICS:
        return data
    entry = _FAT_MAGICS[magic]
    (count,) = struct.unpack_from(">I", data, 4)
    for index in range(count):
        cpu_type, _, offset, size, *_ = entry.unpack_from(data, 8 + index * entry.size)
        if cpu_type == _CPU_TYPES.get(machine):
            return data[offset : offset + size]
    raise MachOError(f"it has no part for {machine}")


def _parse_thin(data: bytes) -> MachO:
    magic, _, _, _, _, _, flags, _ = _HEADER.unpack_from(data)
    if magic != _MAGIC_64:
        raise MachOError(f"it starts with {magic:#x}, not as a 64-bit Mach-O file")
    libraries, rpaths, imports = [], [], {}
    for command, body in _commands(data):
        if command in _DYLIB_COMMANDS:
            libraries.append(_string(body, *struct.unpack_from("<I", body, _COMMAND.size)))
        elif command == _RPATH:
            rpaths.append(_string(body, *struct.unpack_from("<I", body, _COMMAND.size)))
        elif command == _SYMTAB:
            imports = dict(_imports(data, *struct.unpack_from("<IIII", body, _COMMAND.size)))
    if not flags & _TWO_LEVEL:
        imports = dict.fromkeys(imports)
    return MachO(imports, libraries, rpaths)


def _commands(data: bytes) -> Iterator[tuple[int, bytes]]:
    (count,) = struct.unpack_from("<I", data, 16)
    offset = _HEADER.size
    for _ in range(count):
        command, size = _COMMAND.unpack_from(data, offset)
        if size < _COMMAND.size or offset + size > len(data):
            raise MachOError(f"its load command at {offset} has {size} bytes")
        yield command, data[offset : offset + size]
        offset += size


def _imports(
    data: bytes, symbols: int, count: int, strings: int, string_bytes: int
) -> Iterator[tuple[str, int | None]]:
    if symbols + count * _SYMBOL.size > len(data) or strings + string_bytes > len(data):
        raise MachOError("its symbol table is longer than the file")
    names = data[strings : strings + string_bytes]
    for name, kind, _, description, _ in _SYMBOL.iter_unpack(data[symbols : symbols + count * _SYMBOL.size]):
        if kind & _STAB or kind & _TYPE != _UNDEFINED:
            continue
        symbol = _string(names, name)
        ordinal = description >> 8
        yield (
            symbol[1:] if symbol.startswith("_") else symbol,
            None if ordinal == _DYNAMIC_LOOKUP else ordinal,
        )


def _string(data: bytes, start: int) -> str:
    end = data.find(b"\0", start)
    return data[start : len(data) if end < 0 else end].decode("utf-8", "replace")
