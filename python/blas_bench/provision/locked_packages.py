"""The packages of a lock as the installer takes them: each with its digest, checked where there is one."""

from __future__ import annotations

import asyncio
import hashlib
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Mapping, Sequence
from urllib.parse import unquote, urlsplit

from rattler import Client, PackageRecord, RepoDataRecord
from rattler.package_streaming import download_to_path

from .channels import NamedChannel
from .failures import ProvisionError, failure_from_exception, without_credentials
from .rattler_versions import build_string

_ADDRESS = re.compile(r"(?P<channel>.*)/(?P<subdir>[^/]+)/(?P<file>(?P<stem>[^/]+)\.(?:conda|tar\.bz2))$")
# "0", "0_cpython", "py311h8e6699e_0": the number is at the beginning or at the end.
_BUILD_NUMBER = re.compile(r"(?:^|_)(\d+)$|^(\d+)_")

# At once, of those that are fetched to learn their digest.
DOWNLOADS = 8


@dataclass(frozen=True)
class Locked:
    """One entry of a lock (src/plan/lock.ts), its address with the credentials of the channel it is of."""

    url: str
    sha256: str | None
    md5: str | None
    depends: Sequence[str] | None
    constrains: Sequence[str]


def parse_locked(entries: Sequence[Mapping[str, Any]], channels: Sequence[NamedChannel]) -> list[Locked]:
    """Read the entries of a request."""
    return [
        Locked(
            _with_credentials(entry["url"], channels),
            entry["sha256"],
            entry["md5"],
            entry["depends"],
            entry["constrains"],
        )
        for entry in entries
    ]


def _with_credentials(url: str, channels: Sequence[NamedChannel]) -> str:
    for named in channels:
        base = named.channel.base_url
        bare = without_credentials(base)
        if base != bare and url.startswith(bare):
            return base + url[len(bare) :]
    return url


async def locked_records(locked: Sequence[Locked], client: Client, folder: Path) -> list[RepoDataRecord]:
    """Return records with a sha256 each, by which the package cache tells archives of one name apart.

    What a lock knows no sha256 of is fetched into folder to learn it. Raises ProvisionError.
    """
    few = asyncio.Semaphore(DOWNLOADS)
    digests = await asyncio.gather(*(_digest(entry, client, folder, few) for entry in locked))
    return [_record(entry, digest) for entry, digest in zip(locked, digests)]


async def _digest(entry: Locked, client: Client, folder: Path, few: asyncio.Semaphore) -> str:
    parts = urlsplit(entry.url)
    if parts.scheme == "file":
        # The installer checks only what it downloads.
        return await asyncio.to_thread(_checked, entry, Path(unquote(parts.path)))
    known = entry.sha256 or _learnt(entry, folder)
    if known is not None:
        return known
    async with few:
        with _own_folder(folder) as own:
            archive = Path(own) / "archive"
            try:
                await download_to_path(client, entry.url, archive)
            except Exception as error:
                raise failure_from_exception(without_credentials(entry.url), error) from error
            return await asyncio.to_thread(_learn, entry, archive, folder)


def _own_folder(folder: Path) -> tempfile.TemporaryDirectory[str]:
    folder.mkdir(parents=True, exist_ok=True)
    return tempfile.TemporaryDirectory(prefix="fetching-", dir=folder)


def _learnt(entry: Locked, folder: Path) -> str | None:
    """Return the sha256 of the archive that was fetched under this md5 before."""
    known = folder / f"md5-{entry.md5}"
    return known.read_text(encoding="ascii") if entry.md5 is not None and known.is_file() else None


def _learn(entry: Locked, archive: Path, folder: Path) -> str:
    digest = _checked(entry, archive)
    if entry.md5 is not None:
        learnt = archive.with_name("sha256")
        learnt.write_text(digest, encoding="ascii")
        learnt.replace(folder / f"md5-{entry.md5}")
    return digest


def _checked(entry: Locked, archive: Path) -> str:
    """Return the archive's sha256. Raises ProvisionError where it is not what the lock says."""
    sha256, md5 = hashlib.sha256(), hashlib.md5(usedforsecurity=False)
    try:
        with archive.open("rb") as opened:
            for block in iter(lambda: opened.read(1 << 20), b""):
                sha256.update(block)
                md5.update(block)
    except FileNotFoundError as error:
        remedy = "Make the lock anew, or put the package back"
        message = f"{archive}: there is no such package any more. {remedy}."
        raise ProvisionError("package-not-found", message) from error
    for kind, wanted, found in (("sha256", entry.sha256, sha256), ("md5", entry.md5, md5)):
        if wanted is not None and found.hexdigest() != wanted:
            what = f"{kind} is {found.hexdigest()}, the lock says {wanted}"
            remedy = "Make the lock anew, or take the package from where it came"
            raise ProvisionError("hash-mismatch", f"{without_credentials(entry.url)}: {what}. {remedy}.")
    return sha256.hexdigest()


def _record(entry: Locked, sha256: str) -> RepoDataRecord:
    found = _ADDRESS.match(entry.url)
    if found is None:
        what = "is no address of a conda package"
        raise ProvisionError("bad-spec", f"{without_credentials(entry.url)}: {what}. Make the lock anew.")
    name, version, build = found["stem"].rsplit("-", 2)
    number = _BUILD_NUMBER.search(build)
    free_threaded = re.match(r"\d+\.\d+", version) if name == "python" and build.endswith("t") else None
    record = PackageRecord(
        name.lower(),
        version,
        build_string(build),
        int(number[1] or number[2]) if number else 0,
        found["subdir"],
        depends=list(entry.depends or []),
        constrains=list(entry.constrains),
        sha256=bytes.fromhex(sha256),
        md5=bytes.fromhex(entry.md5) if entry.md5 else None,
        # Where pure Python packages go, by this record; the usual place where it is not said.
        python_site_packages_path=f"lib/python{free_threaded[0]}t/site-packages" if free_threaded else None,
    )
    return RepoDataRecord(record, found["file"], entry.url, f"{found['channel']}/")
