"""conda-meta: the records of a conda environment, whoever installed it, and its pins."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from .checksum import RecordedFile
from .facts import InstalledPackage, Limitation
from .records import PackageRecord
from .unchanged import from_unchanged_file


def read_conda_records(prefix: Path, limitations: list[Limitation]) -> list[PackageRecord]:
    """Return the records of the environment, sorted by name; none when it is no conda environment.

    A record that cannot be understood goes to limitations.
    """
    records = []
    root = str(prefix.resolve())
    for path in sorted((prefix / "conda-meta").glob("*.json")):
        try:
            package, files = from_unchanged_file(str(path), _read_record)
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            text = f"package record {path} cannot be read: {type(error).__name__}: {error}"
            limitations.append({"path": str(path), "text": text})
            continue
        records.append(PackageRecord(package, root, files))
    return sorted(records, key=lambda record: record.package["name"])


def read_pins(prefix: Path) -> list[str] | None:
    """Return the lines of conda-meta/pinned that say something; None when there is no such file."""
    try:
        text = (prefix / "conda-meta" / "pinned").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def without_credentials(channel: str) -> str:
    """Return the channel without user, password and token, which conda keeps in its records."""
    return re.sub(r"/t/[^/]+(?=/|$)", "", re.sub(r"(?<=//)[^/]*@", "", channel))


def _read_record(path: str) -> tuple[InstalledPackage, dict[str, RecordedFile]]:
    record = json.loads(Path(path).read_bytes())
    channel = record.get("channel")
    package: InstalledPackage = {
        "manager": "conda",
        "name": str(record["name"]),
        "version": str(record["version"]),
        "build": str(record["build"]),
        "channel": None if channel is None else without_credentials(str(channel)),
        "sha256": _optional_text(record.get("sha256")),
    }
    # Records from before conda 4.3 list the files without checksums.
    files = {str(name): RecordedFile(None) for name in record.get("files") or []}
    for entry in (record.get("paths_data") or {}).get("paths") or []:
        files[str(entry["_path"])] = _recorded_file(entry)
    return package, files


def _recorded_file(entry: dict[str, Any]) -> RecordedFile:
    """Read one entry. sha256 is that of the package's file, which a replaced prefix has changed since."""
    in_prefix = _optional_text(entry.get("sha256_in_prefix"))
    in_package = None if entry.get("prefix_placeholder") else _optional_text(entry.get("sha256"))
    return RecordedFile(in_prefix or in_package, entry.get("path_type") == "softlink")


def _optional_text(value: object) -> str | None:
    return None if value is None else str(value)
