"""A System of recorded answers: what another machine, or a library that cannot be had here, would say."""

from __future__ import annotations

from pathlib import Path
from typing import Iterable, Union

from blas_bench.evidence.system import Image

Answer = Union[int, str, None]
_IMAGE_BYTES = 0x10000


class RecordedSystem:
    """Images by path, each with its exported symbols and what they return when they are called."""

    binary_format = "mach-o"
    machine = "arm64"
    executable = "/env/bin/python3.12"

    def __init__(
        self, exports: dict[str, dict[str, Answer]], *, passes_on: dict[str, list[str]] | None = None
    ):
        self._exports = exports
        self._passes_on = passes_on or {}
        self._images = [Image(path, path, (1 + index) * _IMAGE_BYTES) for index, path in enumerate(exports)]
        self._answers: dict[int, Answer] = {}
        self._addresses: dict[Image, dict[str, int]] = {}
        for image in self._images:
            own = {symbol: image.base + 1 + index for index, symbol in enumerate(exports[image.path])}
            self._addresses[image] = own
            self._answers.update({address: exports[image.path][symbol] for symbol, address in own.items()})

    def images(self):
        return self._images

    def code_files(self):
        return sorted(self._exports)

    def image_at(self, address: int):
        index = address // _IMAGE_BYTES - 1
        return self._images[index] if 0 <= index < len(self._images) else None

    def global_address(self, symbol: str):
        return self._first(self._images, symbol)

    def scope_address(self, image: Image, symbol: str):
        others = [other for other in self._images if other.path in self._passes_on.get(image.path, [])]
        return self._first([image, *others], symbol)

    def own_addresses(self, image: Image, symbols: Iterable[str]):
        own = self._addresses[image]
        return {symbol: own[symbol] for symbol in symbols if symbol in own}

    def read_memory(self, address: int, size: int):
        raise OSError(f"{size} bytes at {address:#x} were not recorded")

    def read_file(self, path: str):
        return Path(path).read_bytes()

    def call_for_integer(self, address: int):
        return self._answers[address]

    def call_for_text(self, address: int, *integers: int):
        return "/".join([str(self._answers[address]), *map(str, integers)])

    def call_with_buffer(self, address: int):
        return self._answers[address]

    def translated(self):
        return False

    def thread_count(self):
        return None

    def _first(self, images: list[Image], symbol: str):
        return next(
            (self._addresses[image][symbol] for image in images if symbol in self._addresses[image]), None
        )
