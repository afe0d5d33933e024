"""Compares a file on disk with what a package record says of it."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import NamedTuple

from .unchanged import from_unchanged_file

_CHUNK_BYTES = 1 << 20


class RecordedFile(NamedTuple):
    """What a record says of one file."""

    sha256: str | None
    """Hexadecimal, lower case; None where the record does not say."""
    is_link: bool = False


def compare(path: str, recorded: RecordedFile) -> str:
    """Return "matches", "differs" or "unrecorded", for the file as it is now."""
    if recorded.sha256 is None:
        return "unrecorded"
    if recorded.is_link:
        return _compare_link(path, recorded.sha256)
    try:
        return "matches" if from_unchanged_file(path, sha256_of_file) == recorded.sha256 else "differs"
    except OSError:
        return "differs"


def _compare_link(path: str, sha256: str) -> str:
    """Compare a symbolic link: it may be as recorded, or no link any more, but it is never known to differ.

    rattler records the checksum of the link's text; conda and mamba that of the file it led to when the
    package was built or installed, which may rightly be another one by now (rattler's install/link.rs).
    """
    try:
        target = os.readlink(path)
    except OSError:
        return "differs"
    return "matches" if hashlib.sha256(os.fsencode(target)).hexdigest() == sha256 else "unrecorded"


def sha256_of_file(path: str) -> str:
    """Return the checksum in hexadecimal."""
    digest = hashlib.sha256()
    with Path(path).open("rb") as stream:
        for chunk in iter(lambda: stream.read(_CHUNK_BYTES), b""):
            digest.update(chunk)
    return digest.hexdigest()
