"""The seam on Linux: the dynamic linker's list of images, /proc/self/maps and /proc/self/mem."""

from __future__ import annotations

import ctypes
import os
import re
import struct
from bisect import bisect_right
from pathlib import Path
from typing import NamedTuple

from .dynamic_linker import DynamicLinker
from .system import Image

_PROGRAM_HEADER = struct.Struct("<IIQQQQQQ")
_PT_LOAD, _PT_DYNAMIC = 1, 2
_DELETED = " (deleted)"


class _PhdrInfo(ctypes.Structure):
    """The fields of struct dl_phdr_info of link.h that every C library has."""

    _fields_ = (
        ("bias", ctypes.c_size_t),
        ("name", ctypes.c_char_p),
        ("headers", ctypes.c_void_p),
        ("header_count", ctypes.c_uint16),
    )


class Region(NamedTuple):
    """One line of /proc/self/maps that is backed by a file."""

    start: int
    end: int
    executable: bool
    path: str
    deleted: bool


def parse_maps(text: str) -> list[Region]:
    """Return the file-backed regions of a maps file, by address. Format: proc_pid_maps(5)."""
    regions = []
    for line in text.splitlines():
        match = re.match(r"([0-9a-f]+)-([0-9a-f]+) (\S{4}) \S+ \S+ \S+ +(/.*)", line)
        if match is None:
            continue
        start, end, permissions, path = match.groups()
        deleted = path.endswith(_DELETED)
        path = path[: -len(_DELETED)] if deleted else path
        regions.append(
            Region(int(start, 16), int(end, 16), "x" in permissions, path.replace("\\012", "\n"), deleted)
        )
    return regions


class LinuxSystem(DynamicLinker):
    """This process as it was when the object was made."""

    binary_format = "elf"

    def __init__(self) -> None:
        super().__init__()
        self.machine = os.uname().machine
        self.executable = str(Path("/proc/self/exe").resolve())
        self._regions = parse_maps(os.fsdecode(Path("/proc/self/maps").read_bytes()))
        self._region_starts = [region.start for region in self._regions]
        self._global_handle = self._dlopen(None, os.RTLD_LAZY)
        self._images = [image for entry in self._loaded() for image in self._image(*entry)]
        self._segments = sorted(
            (start, end, image) for image in self._images for start, end in image.segments
        )
        self._segment_starts = [start for start, _, _ in self._segments]

    def images(self) -> list[Image]:
        """Return the loaded images, in load order."""
        return self._images

    def code_files(self) -> list[str]:
        """Return every file with executable pages in this process."""
        return sorted({region.path for region in self._regions if region.executable})

    def image_at(self, address: int) -> Image | None:
        """Return the image that the address belongs to."""
        index = bisect_right(self._segment_starts, address) - 1
        if index < 0 or address >= self._segments[index][1]:
            return None
        return self._segments[index][2]

    def read_memory(self, address: int, size: int) -> bytes:
        """Return that many bytes of this process. OSError where nothing readable is mapped.

        The kernel does the reading: a wrong address is an error here, where a pointer would end the process.
        """
        with open("/proc/self/mem", "rb", buffering=0) as memory:  # noqa: PTH123
            try:
                data = os.pread(memory.fileno(), size, address)
            except OverflowError as error:
                raise OSError(f"{address:#x} is no address") from error
        if len(data) != size:
            raise OSError(f"{size} bytes at {address:#x} are not all mapped")
        return data

    def translated(self) -> bool | None:
        """Return None: there is no Rosetta here."""
        return None

    def thread_count(self) -> int | None:
        """Return the number of threads of this process, as the system counts them."""
        try:
            return len(os.listdir("/proc/self/task"))  # noqa: PTH208, needs Python 3.8
        except OSError:
            return None

    def _loaded(self) -> list[tuple[str, int, bytes]]:
        """Return name, bias and program headers of every image."""
        found: list[tuple[str, int, bytes]] = []

        def note(info: ctypes._Pointer[_PhdrInfo], _size: int, _data: int | None) -> int:
            entry = info.contents
            # Copied while the dynamic linker's lock is held: the image cannot go away meanwhile.
            headers = ctypes.string_at(entry.headers, entry.header_count * _PROGRAM_HEADER.size)
            found.append((os.fsdecode(entry.name or b""), entry.bias, headers))
            return 0

        callback_type = ctypes.PYFUNCTYPE(
            ctypes.c_int, ctypes.POINTER(_PhdrInfo), ctypes.c_size_t, ctypes.c_void_p
        )
        # PyDLL keeps the interpreter's lock: taking it back inside the callback, while the dynamic linker's
        # lock is held, would deadlock with a thread that imports an extension module.
        ctypes.PyDLL(None).dl_iterate_phdr(callback_type(note), None)
        return found

    def _image(self, name: str, bias: int, headers: bytes) -> list[Image]:
        """Return the image, or nothing for the kernel's own one, which is no file."""
        segments, dynamic = [], None
        for kind, _, _, address, _, _, size, _ in _PROGRAM_HEADER.iter_unpack(headers):
            if kind == _PT_LOAD:
                segments.append((bias + address, bias + address + size))
            elif kind == _PT_DYNAMIC:
                dynamic = (bias + address, size)
        region = self._region_at(segments[0][0]) if segments else None
        if region is None:
            return []
        return [Image(name or region.path, region.path, bias, tuple(segments), dynamic, region.deleted)]

    def _region_at(self, address: int) -> Region | None:
        index = bisect_right(self._region_starts, address) - 1
        if index < 0 or address >= self._regions[index].end:
            return None
        return self._regions[index]
