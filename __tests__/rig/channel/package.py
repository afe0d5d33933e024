"""Write one conda package into the synthetic channel, and its index at the end."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from rattler.index.index import index_fs
from rattler_build import assemble_package

TIMESTAMP = dt.datetime(2025, 1, 1, tzinfo=dt.timezone.utc)


@dataclass(frozen=True)
class Package:
    """Name, version and build string as conda-forge spells them; files is a prefix-shaped folder."""

    name: str
    version: str
    build: str
    subdir: str
    build_number: int = 0
    depends: list[str] = field(default_factory=list)
    constrains: list[str] = field(default_factory=list)
    track_features: str = ""
    noarch: Literal["python", "generic"] | None = None
    files: Path | None = None

    @property
    def exact(self) -> str:
        """The match specification that only this package satisfies."""
        return f"{self.name} {self.version} {self.build}"


class Channel:
    """A channel folder being filled."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._track_features: dict[tuple[str, str], str] = {}

    def add(self, package: Package) -> Package:
        """Write the archive; returns the package, for chaining into dependencies."""
        # output_dir is the folder the file lands in: the subdir is not added by the callee.
        folder = self.root / package.subdir
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as empty:
            output = assemble_package(
                name=package.name,
                version=package.version,
                target_platform=package.subdir,
                build_string=package.build,
                output_dir=folder,
                files_dir=package.files or empty,
                depends=package.depends,
                constrains=package.constrains,
                build_number=package.build_number,
                noarch=package.noarch,
                compression_level=1,
                timestamp=TIMESTAMP,
                # Debian's files name no build prefix; a scan could only find false ones.
                detect_prefix=False,
                summary="synthetic: made for blas-bench's tests",
            )
        if package.track_features:
            key = (package.subdir, output.path.name)
            self._track_features[key] = package.track_features
        return package

    def write_index(self) -> None:
        """Index the channel; track_features go into the index alone, the assembler knows none."""
        asyncio.run(index_fs(self.root, write_zst=False, write_shards=False))
        for file in self.root.glob("*/repodata.json"):
            repodata = json.loads(file.read_text())
            for archive, record in repodata["packages.conda"].items():
                features = self._track_features.get((file.parent.name, archive))
                if features:
                    record["track_features"] = features
            file.write_text(json.dumps(repodata, indent=1))
