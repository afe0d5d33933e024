"""What package managers wrote down about an environment, in the form that both kinds of record share."""

from __future__ import annotations

from typing import Mapping, NamedTuple

from .checksum import RecordedFile
from .facts import InstalledPackage


class PackageRecord(NamedTuple):
    """One installed package and the files it claims."""

    package: InstalledPackage
    root: str
    """The folder that the paths of its files start at, links resolved."""
    files: Mapping[str, RecordedFile]
    """By path below root, with forward slashes."""
