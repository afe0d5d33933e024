"""The part of the seam that Linux and macOS share: dlopen, dlsym and dladdr, and calls by address."""

from __future__ import annotations

import ctypes
import os
from contextlib import contextmanager
from typing import Iterable, Iterator

from .system import Image

_BUFFER_BYTES = 512


class DlInfo(ctypes.Structure):
    """Dl_info of dlfcn.h."""

    _fields_ = (
        ("file_name", ctypes.c_char_p),
        ("file_base", ctypes.c_void_p),
        ("symbol_name", ctypes.c_char_p),
        ("symbol_address", ctypes.c_void_p),
    )


class DynamicLinker:
    """Questions to the dynamic linker. None of them loads anything or changes a scope."""

    _global_handle: int | None = None

    def __init__(self) -> None:
        process = ctypes.CDLL(None)
        self._dlopen = process.dlopen
        self._dlopen.restype, self._dlopen.argtypes = ctypes.c_void_p, (ctypes.c_char_p, ctypes.c_int)
        self._dlsym = process.dlsym
        self._dlsym.restype, self._dlsym.argtypes = ctypes.c_void_p, (ctypes.c_void_p, ctypes.c_char_p)
        self._dlclose = process.dlclose
        self._dlclose.argtypes = (ctypes.c_void_p,)
        self._dladdr = process.dladdr
        self._dladdr.argtypes = (ctypes.c_void_p, ctypes.POINTER(DlInfo))

    def image_at(self, address: int) -> Image | None:
        """Return the image that the address belongs to."""
        raise NotImplementedError

    def global_address(self, symbol: str) -> int | None:
        """Return what the symbol means in the global scope, where preloaded libraries come first."""
        found: int | None = self._dlsym(self._global_handle, symbol.encode())
        return found

    def scope_address(self, image: Image, symbol: str) -> int | None:
        """Return what the symbol means to somebody who asks the image and the libraries it depends on."""
        with self._handle(image) as handle:
            found: int | None = self._dlsym(handle, symbol.encode()) if handle else None
            return found

    def own_addresses(self, image: Image, symbols: Iterable[str]) -> dict[str, int]:
        """Return those of the symbols that the image itself exports, with their addresses."""
        own = {}
        with self._handle(image) as handle:
            for symbol in symbols if handle else ():
                address = self._dlsym(handle, symbol.encode())
                if address and self.image_at(address) == image:
                    own[symbol] = address
        return own

    def read_file(self, path: str) -> bytes:
        """Return a file's bytes. OSError as open() raises it."""
        with open(path, "rb") as stream:  # noqa: PTH123, the seam takes paths as the linker names them
            return stream.read()

    def call_for_integer(self, address: int) -> int:
        """Call `int f(void)`."""
        return int(ctypes.CFUNCTYPE(ctypes.c_int)(address)())

    def call_for_text(self, address: int, *integers: int) -> str | None:
        """Call `const char *f(int, ...)`."""
        text = ctypes.CFUNCTYPE(ctypes.c_char_p, *[ctypes.c_int] * len(integers))(address)(*integers)
        return None if text is None else text.decode("utf-8", "replace")

    def call_with_buffer(self, address: int) -> str:
        """Call `f(char *buffer, size)` and return what it put into the buffer."""
        buffer = ctypes.create_string_buffer(_BUFFER_BYTES)
        ctypes.CFUNCTYPE(None, ctypes.c_char_p, ctypes.c_size_t)(address)(buffer, _BUFFER_BYTES)
        return buffer.value.decode("utf-8", "replace")

    @contextmanager
    def _handle(self, image: Image) -> Iterator[int | None]:
        """Open what is loaded already. ctypes.CDLL would add RTLD_NOW to the mode, and never close."""
        handle = self._dlopen(os.fsencode(image.path), os.RTLD_NOLOAD | os.RTLD_LAZY)
        try:
            yield handle
        finally:
            if handle:
                self._dlclose(handle)
