"""The seam on macOS: dyld's list of images, dladdr and sysctl. Tested through recorded answers only."""

from __future__ import annotations

import ctypes
import errno
import os
from pathlib import Path
from typing import Iterable

from .dynamic_linker import DlInfo, DynamicLinker
from .system import Image

_RTLD_DEFAULT = -2  # dlfcn.h


class DarwinSystem(DynamicLinker):
    """This process as it was when the object was made."""

    binary_format = "mach-o"
    _global_handle = _RTLD_DEFAULT

    def __init__(self) -> None:
        super().__init__()
        self.machine = os.uname().machine
        self._images = self._loaded()
        self._by_base = {image.base: image for image in self._images}
        # The first image is the program: dyld(3).
        self.executable = self._images[0].real_path

    def images(self) -> list[Image]:
        """Return the loaded images, in load order."""
        return self._images

    def code_files(self) -> list[str]:
        """Return every file with executable pages in this process."""
        return sorted({image.real_path for image in self._images})

    def image_at(self, address: int) -> Image | None:
        """Return the image that the address belongs to."""
        info = DlInfo()
        if not self._dladdr(address, ctypes.byref(info)):
            return None
        return self._by_base.get(info.file_base)

    def own_addresses(self, image: Image, symbols: Iterable[str]) -> dict[str, int]:
        """Return those of the symbols that the image itself exports, with their addresses.

        Hundreds of Apple's libraries are loaded into every process; only Accelerate's are worth asking.
        """
        if image.path.startswith(("/usr/lib/", "/System/")) and "/Accelerate.framework/" not in image.path:
            return {}
        return super().own_addresses(image, symbols)

    def read_memory(self, address: int, size: int) -> bytes:
        """Refuse: Mach-O is understood by its files, and a wrong pointer would end the process."""
        raise OSError(errno.ENOTSUP, f"{size} bytes at {address:#x}: memory is not read on macOS")

    def translated(self) -> bool | None:
        """Return whether Rosetta translates this process (Apple, "About the Rosetta environment")."""
        value, size = ctypes.c_int(0), ctypes.c_size_t(ctypes.sizeof(ctypes.c_int))
        sysctl = ctypes.CDLL(None, use_errno=True).sysctlbyname
        name, nothing_new = b"sysctl.proc_translated", (None, ctypes.c_size_t(0))
        if sysctl(name, ctypes.byref(value), ctypes.byref(size), *nothing_new):
            # A system without the name has no Rosetta.
            return False if ctypes.get_errno() == errno.ENOENT else None
        return value.value == 1

    def thread_count(self) -> int | None:
        """Return None: macOS counts threads through Mach ports only."""
        return None

    def _loaded(self) -> list[Image]:
        process = ctypes.CDLL(None)
        name_of, header_of = process._dyld_get_image_name, process._dyld_get_image_header  # noqa: SLF001
        name_of.restype, header_of.restype = ctypes.c_char_p, ctypes.c_void_p
        images = []
        for index in range(process._dyld_image_count()):  # noqa: SLF001
            name, header = name_of(index), header_of(index)
            # Null when an image was unloaded since it was counted.
            if name is not None and header is not None:
                path = os.fsdecode(name)
                images.append(Image(path, str(Path(path).resolve()), header))
        return images
