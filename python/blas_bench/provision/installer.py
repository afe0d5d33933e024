"""Install solved packages into a new folder, with pins and a list that gives the same environment again."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Sequence

from rattler import Client, MatchSpec, RepoDataRecord, install

from .channels import LocalPackages
from .failures import ProvisionError, failure_from_exception, without_credentials
from .rattler_versions import subdir

LOCK_NAME = "blas-bench.explicit.txt"

# As many packages as a person reads.
SHOWN_PACKAGES = 6

Say = Callable[[str], None]


@dataclass(frozen=True)
class Target:
    """Where packages go, and which of them must not move afterwards."""

    prefix: Path
    platform: str
    package_cache: Path
    pinned: Sequence[str]
    local: LocalPackages


class _Reporter:
    """Tells which packages are being downloaded; the installer calls it from its own threads."""

    def __init__(self, say: Say) -> None:
        self._say = say
        self._names: list[str] = []

    def on_populate_cache_start(self, _operation: int, package_name: str) -> int:
        """Remember the package; what is returned comes back with the download."""
        self._names.append(package_name)
        return len(self._names) - 1

    def on_download_start(self, cache_entry: int) -> int:
        """Say which download begins."""
        self._say(f"downloading {self._names[cache_entry]}")
        return cache_entry

    def __getattr__(self, name: str) -> Callable[..., int]:
        """Answer the other calls of InstallerReporter, which say nothing of use here."""
        if not name.startswith("on_"):
            raise AttributeError(name)
        return lambda *_arguments: 0


def check_kept(records: Sequence[RepoDataRecord], cache: Path) -> None:
    """Raise ProvisionError for the packages that would have to be fetched, before any is installed."""
    missing = [record.file_name for record in records if not (_is_local(record) or _is_kept(record, cache))]
    if missing:
        shown = ", ".join(missing[:SHOWN_PACKAGES])
        more = len(missing) - SHOWN_PACKAGES
        what = f"offline, and not in the cache of packages: {shown}{f' and {more} more' if more > 0 else ''}"
        raise ProvisionError("channel-unreachable", f"{cache}: {what}. Run once without offline.")


def _is_local(record: RepoDataRecord) -> bool:
    return record.url.startswith("file://")


def _is_kept(record: RepoDataRecord, cache: Path) -> bool:
    """Whether the package is there, from the archive that the record means."""
    folder = cache / re.sub(r"(\.conda|\.tar\.bz2)$", "", record.file_name)
    note = folder.with_name(f"{folder.name}.lock")
    if not folder.is_dir() or not note.is_file():
        return False
    # Eight bytes of a count, then the archive's SHA-256.
    digest = note.read_bytes()[8:40]
    return record.sha256 is None or digest == record.sha256


async def install_records(
    records: Sequence[RepoDataRecord], specs: Sequence[MatchSpec], target: Target, client: Client, say: Say
) -> None:
    """Fill the target's folder. Raises ProvisionError."""
    try:
        # What was unpacked from the very archive that the index means is not read again.
        unread = [record for record in records if not _is_kept(record, target.package_cache)]
        await asyncio.gather(*(target.local.check(record.url, record.sha256) for record in unread))
        await install(
            list(records),
            target.prefix,
            cache_dir=target.package_cache,
            platform=subdir(target.platform),
            client=client,
            show_progress=False,
            # The annotation says MatchSpec; 0.25.0 and 0.28.0 take only what a MatchSpec wraps.
            requested_specs=[spec._match_spec for spec in specs],  # noqa: SLF001
            reporter=_Reporter(say),  # type: ignore[arg-type]
        )
        meta = target.prefix / "conda-meta"
        (meta / "pinned").write_text(pin_lines(records, target.pinned), encoding="utf-8")
        (target.prefix / LOCK_NAME).write_text(explicit_list(records), encoding="utf-8")
    except Exception as error:
        raise failure_from_exception(_place(target, str(error)), error) from error


def _place(target: Target, words: str) -> str:
    """Name the package an error speaks of, and where it was to go."""
    package = re.search(r"failed to (?:fetch|link) (\S+)", words)
    return f"installing {package[1]} into {target.prefix}" if package else f"installing into {target.prefix}"


def pin_lines(records: Sequence[RepoDataRecord], names: Sequence[str]) -> str:
    """Return the lines of conda-meta/pinned, as src/provision/conda-records.ts does for other clients."""
    wanted = [record for record in records if record.name.normalized in names]
    return "".join(
        sorted(_pin(record.name.normalized, str(record.version), str(record.build)) for record in wanted)
    )


def _pin(name: str, version: str, build: str) -> str:
    """Return one line.

    A BLAS package is pinned to its implementation, which its build string ends in or is, and OpenBLAS to
    its threading, which stands first: both may get newer builds. Any other package is pinned to its version.
    """
    first, _, _ = build.partition("_")
    _, underscore, last = build.rpartition("_")
    if name in ("blas", "libblas", "libcblas", "liblapack", "liblapacke"):
        return f"{name} *={'*' if underscore else ''}{underscore}{last}\n"
    return f"{name} *={first}_*\n" if name == "libopenblas" else f"{name} =={version}\n"


def explicit_list(records: Sequence[RepoDataRecord]) -> str:
    """Return the environment as an @EXPLICIT list.

    Of all lock formats it is the one that conda, mamba, micromamba and the setup actions all take, and
    without a solve. The form #sha256: is what both conda and micromamba read; credentials are left out.
    """
    platforms = sorted({record.subdir for record in records} - {"noarch"})
    lines = [f"# platform: {platforms[0]}"] if platforms else []
    lines.append("@EXPLICIT")
    for record in sorted(records, key=lambda record: record.name.normalized):
        checksum = f"#sha256:{record.sha256.hex()}" if record.sha256 else ""
        checksum = checksum or (f"#{record.md5.hex()}" if record.md5 else "")
        lines.append(without_credentials(record.url) + checksum)
    return "\n".join(lines) + "\n"
