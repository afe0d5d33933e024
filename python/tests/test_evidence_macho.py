"""Mach-O files: those of NumPy's wheels for macOS, a universal one made of them, and damaged ones."""

from __future__ import annotations

import random
import struct

import pytest
from evidence_environments import wheel

from blas_bench.evidence.macho import MachOError, parse_macho

ACCELERATE = "/System/Library/Frameworks/Accelerate.framework/Versions/A/Accelerate"
UMATH = "numpy/_core/_multiarray_umath.cpython-312-darwin.so"
LINALG = "numpy/linalg/_umath_linalg.cpython-312-darwin.so"


def extension(platform, name=UMATH):
    return (wheel("numpy==2.2.6", platform) / name).read_bytes()


def universal(parts, magic=0xCAFEBABE):
    """Return a universal file of (CPU type, bytes), with both widths of offset."""
    entry = struct.Struct(">IIIII" if magic == 0xCAFEBABE else ">IIQQII")
    offset, table, body = 0x4000, b"", b""
    for cpu_type, data in parts:
        fields = (cpu_type, 0, offset + len(body), len(data), 14)
        table += entry.pack(*fields, *([0] if magic != 0xCAFEBABE else []))
        body += data
    return (struct.pack(">II", magic, len(parts)) + table).ljust(offset, b"\0") + body


@pytest.mark.parametrize(
    ("platform", "machine", "library", "gemm", "gesdd"),
    [
        ("macosx_14_0_arm64", "arm64", ACCELERATE, "cblas_dgemm$NEWLAPACK$ILP64", "dgesdd$NEWLAPACK$ILP64"),
        ("macosx_14_0_x86_64", "x86_64", ACCELERATE, "cblas_dgemm$NEWLAPACK$ILP64", "dgesdd$NEWLAPACK$ILP64"),
        (
            "macosx_11_0_arm64", "arm64", "@loader_path/../.dylibs/libscipy_openblas64_.dylib",
            "scipy_cblas_dgemm64_", "scipy_dgesdd_64_",
        ),
        (
            "macosx_10_14_x86_64", "x86_64", "@loader_path/../.dylibs/libscipy_openblas64_.dylib",
            "scipy_cblas_dgemm64_", "scipy_dgesdd_64_",
        ),
    ],
)  # fmt: skip
def test_wheels(platform, machine, library, gemm, gesdd):
    for name, symbol in ((UMATH, gemm), (LINALG, gesdd)):
        file = parse_macho(extension(platform, name), machine)
        assert file.library(file.imports[symbol]) == library
        assert "malloc" in file.imports or "free" in file.imports


def test_symbols_that_any_image_may_provide():
    """Python's own are looked up dynamically: extension modules do not link to it."""
    assert parse_macho(extension("macosx_14_0_arm64"), "arm64").imports["PyList_New"] is None


def test_flat_namespace():
    """Without the flag in the header no library is recorded, whatever the ordinals say."""
    data = bytearray(extension("macosx_14_0_arm64"))
    flags = struct.unpack_from("<I", data, 24)[0]
    struct.pack_into("<I", data, 24, flags & ~0x80)
    assert set(parse_macho(bytes(data), "arm64").imports.values()) == {None}


@pytest.mark.parametrize("magic", [0xCAFEBABE, 0xCAFEBABF])
def test_universal(magic):
    arm = extension("macosx_14_0_arm64")
    intel = extension("macosx_10_14_x86_64")
    data = universal([(0x01000007, intel), (0x0100000C, arm)], magic)
    assert parse_macho(data, "arm64") == parse_macho(arm, "arm64")
    assert parse_macho(data, "x86_64") == parse_macho(intel, "x86_64")
    with pytest.raises(MachOError, match="no part for ppc64"):
        parse_macho(data, "ppc64")


def test_ordinals_without_a_library():
    file = parse_macho(extension("macosx_14_0_arm64"), "arm64")
    assert [file.library(ordinal) for ordinal in (0, 3, 0xFE, 0xFF)] == [None] * 4


@pytest.mark.parametrize(
    "data", [b"", b"\0", b"\x7fELF" + b"\0" * 60, struct.pack(">II", 0xCAFEBABE, 1 << 31)]
)
def test_something_else(data):
    with pytest.raises(MachOError):
        parse_macho(data, "arm64")


@pytest.mark.parametrize("size", [0, 7, 1 << 31])
def test_load_command_of_a_wrong_size(size):
    """One of no size, repeated as often as the header says, would take for ever."""
    data = bytearray(extension("macosx_14_0_arm64"))
    struct.pack_into("<I", data, 16, 0xFFFFFFFF)
    struct.pack_into("<I", data, 36, size)
    with pytest.raises(MachOError, match=f"has {size} bytes"):
        parse_macho(bytes(data), "arm64")


def test_damage_is_an_error_and_nothing_else():
    whole = extension("macosx_14_0_arm64", LINALG)
    chance = random.Random(1)
    refused = 0
    for _ in range(300):
        data = bytearray(whole[: chance.randrange(len(whole))] if chance.random() < 0.5 else whole)
        for _ in range(chance.randrange(8)):
            if data:
                data[chance.randrange(min(len(data), 4096))] = chance.randrange(256)
        try:
            parse_macho(bytes(data), "arm64")
        except MachOError:
            refused += 1
    assert refused > 100
