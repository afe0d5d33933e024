"""The seam: what evidence asks of the operating system and its dynamic linker about this very process."""

from __future__ import annotations

import platform
from typing import Iterable, NamedTuple, Protocol


class Image(NamedTuple):
    """One file that the dynamic linker has loaded."""

    path: str
    """As the dynamic linker opened it."""
    real_path: str
    """The file that was mapped, links resolved; as path in macOS's dyld cache, whose images are no files."""
    base: int
    """Linux: what was added to the addresses in the file. macOS: where its header is."""
    segments: tuple[tuple[int, int], ...] = ()
    """Address ranges it occupies, end excluded; empty on macOS, where the system is asked instead."""
    dynamic: tuple[int, int] | None = None
    """Linux: address and bytes of the dynamic section."""
    replaced: bool = False
    """Whether real_path has been deleted or replaced since it was mapped."""


class System(Protocol):
    """This process at the moment the object was made. Addresses are those of this process."""

    binary_format: str
    """"elf" or "mach-o"."""
    machine: str
    """As os.uname() says, such as "x86_64" or "arm64"."""
    executable: str
    """The program's file, links resolved."""

    def images(self) -> list[Image]:
        """Return the loaded images, in load order."""

    def code_files(self) -> list[str]:
        """Return every file with executable pages in this process."""

    def image_at(self, address: int) -> Image | None:
        """Return the image that the address belongs to."""

    def global_address(self, symbol: str) -> int | None:
        """Return what the symbol means in the global scope, where preloaded libraries come first."""

    def scope_address(self, image: Image, symbol: str) -> int | None:
        """Return what the symbol means to somebody who asks the image and the libraries it depends on."""

    def own_addresses(self, image: Image, symbols: Iterable[str]) -> dict[str, int]:
        """Return those of the symbols that the image itself exports, with their addresses."""

    def read_memory(self, address: int, size: int) -> bytes:
        """Return that many bytes of this process. OSError where nothing readable is mapped."""

    def read_file(self, path: str) -> bytes:
        """Return a file's bytes. OSError as open() raises it."""

    def call_for_integer(self, address: int) -> int:
        """Call `int f(void)`."""

    def call_for_text(self, address: int, *integers: int) -> str | None:
        """Call `const char *f(int, ...)`."""

    def call_with_buffer(self, address: int) -> str:
        """Call `f(char *buffer, size)` and return what it put into the buffer."""

    def translated(self) -> bool | None:
        """Return whether Rosetta translates this process; None on a system that has no such thing."""

    def thread_count(self) -> int | None:
        """Return the number of threads of this process, as the system counts them."""


def current_system() -> System:
    """Look at this process now. OSError with the reason on a system that cannot be looked at."""
    name = platform.system()
    if name == "Linux":
        from .linux import LinuxSystem

        return LinuxSystem()
    if name == "Darwin":
        from .darwin import DarwinSystem

        return DarwinSystem()
    raise OSError(f"no way is known to look into a process on {name}")
