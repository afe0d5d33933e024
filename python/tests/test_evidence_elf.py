"""Relocation slots of images laid out as a dynamic linker would: another machine's, musl's, damaged ones."""

from __future__ import annotations

import random
import struct

import pytest
from evidence_environments import wheel
from evidence_recorded import RecordedSystem

from blas_bench.evidence.elf import ElfError, relocation_slots
from blas_bench.evidence.elf_calls import find_providers
from blas_bench.evidence.facts import Limitation
from blas_bench.evidence.system import Image

BASE = 0x7F0000000000
LINALG = "numpy/linalg/_umath_linalg.cpython-312-{machine}-linux-gnu.so"
STRTAB, SYMTAB, JMPREL, RELA = 5, 6, 23, 7


class Memory:
    """A file's segments at BASE, as far as the dynamic linker brings them there."""

    def __init__(self, data: bytes):
        count, offset = struct.unpack_from("<H", data, 56)[0], struct.unpack_from("<Q", data, 32)[0]
        headers = [struct.unpack_from("<IIQQQQQQ", data, offset + 56 * index) for index in range(count)]
        loads = [header for header in headers if header[0] == 1]
        self.bytes = bytearray(max(header[3] + header[6] for header in loads))
        for _, _, start, address, _, size, _, _ in loads:
            self.bytes[address : address + size] = data[start : start + size]
        (dynamic,) = [(BASE + header[3], header[6]) for header in headers if header[0] == 2]
        self.image = Image("/module.so", "/module.so", BASE, ((BASE, BASE + len(self.bytes)),), dynamic)

    def read(self, address: int, size: int) -> bytes:
        assert size < 1 << 30, "would take all of the machine's memory"
        start = address - BASE
        if not 0 <= start <= start + size <= len(self.bytes):
            raise OSError(f"{address:#x} is not mapped")
        return bytes(self.bytes[start : start + size])

    def add_base_to_dynamic(self) -> None:
        """Do what glibc does to the dynamic section, and musl does not."""
        start, size = self.image.dynamic[0] - BASE, self.image.dynamic[1]
        for offset in range(start, start + size, 16):
            tag, value = struct.unpack_from("<qQ", self.bytes, offset)
            if tag in (STRTAB, SYMTAB, JMPREL, RELA):
                struct.pack_into("<Q", self.bytes, offset + 8, value + BASE)


@pytest.fixture(params=["x86_64", "aarch64"])
def machine(request):
    return request.param


@pytest.fixture
def module(machine):
    folder = wheel("numpy==2.2.6", f"manylinux2014_{machine}")
    return (folder / LINALG.format(machine=machine)).read_bytes()


def test_slots_of_both_machines_and_c_libraries(machine, module):
    memory = Memory(module)
    slots = relocation_slots(memory.image, machine, memory.read)
    by_symbol = {slot.symbol: slot for slot in slots}
    assert {"scipy_dgesdd_64_", "scipy_dgesv_64_", "PyModule_Create2"} <= set(by_symbol)
    assert by_symbol["scipy_dgesdd_64_"].imported
    assert all(BASE < slot.address < BASE + len(memory.bytes) for slot in slots)
    memory.add_base_to_dynamic()
    assert relocation_slots(memory.image, machine, memory.read) == slots


def test_slots_lead_to_the_image_at_their_address(machine, module):
    """One slot is bound to a library, one leads nowhere, and the others still lead to their stubs."""
    memory = Memory(module)
    library = "/lib/libscipy_openblas64_.so"
    system = RecordedSystem({library: dict.fromkeys(["scipy_dgesdd_64_", "scipy_dgeev_64_"])})
    provider = system.images()[0]
    system.machine, system.read_memory = machine, memory.read
    recorded = system.image_at
    system.image_at = lambda address: memory.image if address >= BASE else recorded(address)
    slots = {slot.symbol: slot.address for slot in relocation_slots(memory.image, machine, memory.read)}
    for symbol, address in slots.items():
        target = {"scipy_dgesdd_64_": provider.base + 1, "scipy_dgesv_64_": 1}.get(symbol, BASE + 0x1000)
        struct.pack_into("<Q", memory.bytes, address - BASE, target)
    system._addresses[memory.image] = {}
    found = find_providers(system, memory.image, [])
    assert found["scipy_dgesdd_64_"] == (library, "relocation", None)
    assert found["scipy_dgeev_64_"] == (library, "global-scope", "its relocation slot is not bound yet")
    assert found["scipy_dgesv_64_"].library is None
    assert "leads to 0x1, outside of every loaded file" in found["scipy_dgesv_64_"].reason


def test_unknown_machine(module):
    memory = Memory(module)
    with pytest.raises(ElfError, match="ppc64le"):
        relocation_slots(memory.image, "ppc64le", memory.read)


def test_no_dynamic_section(module):
    memory = Memory(module)
    with pytest.raises(ElfError, match="no dynamic section"):
        relocation_slots(memory.image._replace(dynamic=None), "x86_64", memory.read)


def test_damage_is_a_limitation_and_nothing_else(machine, module):
    chance = random.Random(1)
    whole = Memory(module)
    start, size = whole.image.dynamic[0] - BASE, whole.image.dynamic[1]
    refused = 0
    for _ in range(200):
        memory = Memory(module)
        for _ in range(1 + chance.randrange(8)):
            memory.bytes[start + chance.randrange(size)] = chance.randrange(256)
        system = RecordedSystem({})
        system.machine, system.read_memory = machine, memory.read
        system._addresses[memory.image] = {}
        limitations: list[Limitation] = []
        find_providers(system, memory.image, limitations)
        refused += bool(limitations)
    assert refused > 50
