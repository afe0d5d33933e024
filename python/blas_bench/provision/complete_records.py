"""Completes the package records of an environment made from a lock, which says little of its packages.

conda and micromamba do the same with an @EXPLICIT list: what a package needs stands in its info/index.json.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

# What a later `conda install` goes by. Lists that are empty and values that are null are as good as none.
FIELDS = (
    "depends",
    "constrains",
    "noarch",
    "license",
    "license_family",
    "timestamp",
    "features",
    "build_number",
)


def complete_records(prefix: Path) -> None:
    """Fill in what the records of conda-meta leave out; only the build number replaces what is there."""
    for file in sorted((prefix / "conda-meta").glob("*.json")):
        record = json.loads(file.read_text(encoding="utf-8"))
        index = _index(record.get("extracted_package_dir"))
        missing = {
            field: index[field] for field in FIELDS if index.get(field) is not None and not record.get(field)
        }
        missing.update({"build_number": index["build_number"]} if "build_number" in index else {})
        if missing:
            whole = file.with_suffix(".json.new")
            whole.write_text(json.dumps({**record, **missing}, indent=2), encoding="utf-8")
            whole.replace(file)


def _index(folder: str | None) -> dict[str, Any]:
    try:
        text = (Path(folder or "/nonexistent") / "info" / "index.json").read_text(encoding="utf-8")
    except OSError:
        return {}
    index = json.loads(text)
    return index if isinstance(index, dict) else {}
