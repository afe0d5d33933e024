"""Layer 4 of the proof: which package records claim a file, and whether it is still what they recorded."""

from __future__ import annotations

import os
from typing import Iterable

from .checksum import compare
from .facts import Owner
from .records import PackageRecord

_WEIGHT = {"differs": 2, "matches": 1, "unrecorded": 0}


def find_owners(paths: Iterable[str], records: list[PackageRecord]) -> list[Owner]:
    """Return the claims on any of the files, one for each record: the worst of what its checksums say."""
    places = sorted({place for path in paths for place in (_place(path), os.path.realpath(path))})
    below = {root: _below(places, root) for root in {record.root for record in records}}
    owners: list[Owner] = []
    for record in records:
        claimed = [(place, record.files.get(name)) for place, name in zip(places, below[record.root])]
        verdicts = [compare(place, recorded) for place, recorded in claimed if recorded is not None]
        if verdicts:
            owners.append(_owner(record, max(verdicts, key=_WEIGHT.__getitem__)))
    return owners


def _place(path: str) -> str:
    """Return the path with its folder's links resolved, but not a link at its end: records name links."""
    folder, name = os.path.split(path)
    return os.path.join(os.path.realpath(folder), name)  # noqa: PTH118


def _below(places: list[str], root: str) -> list[str]:
    """Return the places as a record writes them; data files of wheels start with ".."."""
    return [os.path.relpath(place, root).replace(os.sep, "/") for place in places]


def _owner(record: PackageRecord, checksum: str) -> Owner:
    package = record.package
    return {
        "manager": package["manager"],
        "name": package["name"],
        "version": package["version"],
        "build": package["build"],
        "channel": package["channel"],
        "checksum": checksum,
    }
