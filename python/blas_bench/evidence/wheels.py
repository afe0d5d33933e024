"""dist-info folders: what pip and its like have installed next to, or over, the packages of conda."""

from __future__ import annotations

import base64
import binascii
import csv
import re
import sys
from pathlib import Path
from typing import Iterator, Mapping

from .checksum import RecordedFile, compare
from .facts import Limitation
from .records import PackageRecord
from .unchanged import from_unchanged_file

_SUFFIX = ".dist-info"


def read_wheel_records(
    conda_records: list[PackageRecord], limitations: list[Limitation]
) -> list[PackageRecord]:
    """Return the records of what is on sys.path and not conda's own, sorted by name."""
    folders = {str(Path(entry).resolve()) for entry in sys.path if entry and Path(entry).is_dir()}
    records = []
    for folder in sorted(folders):
        for info in sorted(Path(folder).glob("*" + _SUFFIX)):
            if not _is_condas(info, conda_records):
                name, _, version = info.name[: -len(_SUFFIX)].rpartition("-")
                records.append(_record(name, version, folder, _read_files(info, limitations)))
    return sorted(records, key=lambda record: record.package["name"])


def _record(name: str, version: str, root: str, files: Mapping[str, RecordedFile]) -> PackageRecord:
    normalized = re.sub(r"[-_.]+", "-", name).lower()
    return PackageRecord(
        {
            "manager": "pip",
            "name": normalized,
            "version": version,
            "build": None,
            "channel": None,
            "sha256": None,
        },
        root,
        files,
    )


def _is_condas(info: Path, conda_records: list[PackageRecord]) -> bool:
    """Tell the dist-info of a conda package, which comes in the package, from pip's in the same place.

    conda-build puts conda into INSTALLER; where it does not stand there, RECORD must be the package's own.
    """
    try:
        if (info / "INSTALLER").read_text(encoding="utf-8", errors="replace").strip() == "conda":
            return True
    except OSError:
        pass
    path = info / "RECORD"
    for record in conda_records:
        recorded = record.files.get(_below(path, record.root))
        if recorded is not None and recorded.sha256 is not None:
            return compare(str(path), recorded) == "matches"
    return False


def _below(path: Path, root: str) -> str:
    try:
        return path.relative_to(root).as_posix()
    except ValueError:
        return str(path)


def _read_files(info: Path, limitations: list[Limitation]) -> Mapping[str, RecordedFile]:
    path = str(info / "RECORD")
    try:
        return from_unchanged_file(path, _read_record)
    except (OSError, ValueError, csv.Error) as error:
        text = f"wheel record {path} cannot be read: {type(error).__name__}: {error}"
        limitations.append({"path": path, "text": text})
        return {}


def _read_record(path: str) -> dict[str, RecordedFile]:
    """Read a RECORD file. Format: PyPA, "Recording installed projects"."""
    text = Path(path).read_text(encoding="utf-8")
    return {row[0]: RecordedFile(_sha256(row[1] if len(row) > 1 else "")) for row in _rows(text)}


def _rows(text: str) -> Iterator[list[str]]:
    return (row for row in csv.reader(text.splitlines()) if row)


def _sha256(field: str) -> str | None:
    algorithm, _, value = field.partition("=")
    if algorithm != "sha256":
        return None
    try:
        return base64.urlsafe_b64decode(value + "=" * (-len(value) % 4)).hex()
    except (binascii.Error, ValueError):
        return None
