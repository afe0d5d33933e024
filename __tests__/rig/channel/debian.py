"""Fetch Debian packages through apt, which checks their signatures, and unpack them.

Versions and hashes are recorded in debian.json. A point release removes the recorded version
from the archive, so what apt offers instead is taken, and said.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

RECORDED = Path(__file__).with_name("debian.json")
RELEASE = "bookworm"


class UnavailableError(Exception):
    """The archive cannot give a package; the text is a reason for skipping."""


@dataclass(frozen=True)
class Offer:
    """What apt would download."""

    name: str
    version: str
    sha256: str
    file: Path


def _offers(names: list[str], folder: Path, options: list[str]) -> list[Offer] | None:
    """Versions and hashes apt knows of, or None when its lists lack one of the names."""
    wanted = [f"{name}:amd64" for name in names]
    done = subprocess.run(
        ["apt-get", *options, "download", "--print-uris", *wanted],
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode != 0:
        return None
    # 'URI' name_version_amd64.deb size SHA256:hex
    found = re.findall(r"^'[^']+' (([^_\s]+)_(\S+)_amd64\.deb) \d+ SHA256:(\w+)$", done.stdout, re.MULTILINE)
    offers = [
        Offer(name, version.replace("%3a", ":"), sha256, folder / file)
        for file, name, version, sha256 in found
    ]
    return offers if {offer.name for offer in offers} == set(names) else None


def _private_lists(folder: Path) -> list[str]:
    """Package lists of our own: needs no root, where the system's lists are missing."""
    for part in ("lists/partial", "archives/partial"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    options = [f"-oDir::State::Lists={folder}/lists", f"-oDir::Cache={folder}", "-oAPT::Sandbox::User="]
    command = ["apt-get", *options, "-oAcquire::Retries=1", "-oAcquire::http::Timeout=20", "update"]
    done = subprocess.run(command, check=False, stdout=sys.stderr)
    if done.returncode != 0:
        raise UnavailableError(
            "apt's package lists are missing or old, and 'apt-get update' could not fetch them"
        )
    return options


def _matches(offer: Offer) -> bool:
    return offer.file.exists() and hashlib.sha256(offer.file.read_bytes()).hexdigest() == offer.sha256


def fetch(names: list[str], folder: Path) -> list[Offer]:
    """Download the named packages into the folder. Raises UnavailableError with the reason."""
    folder.mkdir(parents=True, exist_ok=True)
    offers = _offers(names, folder, [])
    if offers is None or not _download(offers, folder, []):
        # The system's lists are missing, or so old that the archive no longer has what they name.
        lists = _private_lists(folder)
        offers = _offers(names, folder, lists)
        if offers is None:
            raise UnavailableError(
                f"apt's sources lack packages of Debian {RELEASE} (amd64) the channel needs"
            )
        if not _download(offers, folder, lists):
            raise UnavailableError("apt could not download the Debian packages the channel needs")
    _compare_with_recorded(offers)
    return offers


def _download(offers: list[Offer], folder: Path, options: list[str]) -> bool:
    """Fetch what the folder does not hold yet; tells whether it now holds everything."""
    missing = [f"{offer.name}:amd64" for offer in offers if not _matches(offer)]
    if missing:
        command = ["apt-get", *options, "-oAPT::Sandbox::User=", "download", *missing]
        subprocess.run(command, check=False, cwd=folder, stdout=sys.stderr)
    return all(_matches(offer) for offer in offers)


def _compare_with_recorded(offers: list[Offer]) -> None:
    recorded: dict[str, dict[str, str]] = json.loads(RECORDED.read_text())
    for offer in offers:
        known = recorded.get(offer.name)
        if known is None or known["version"] != offer.version:
            was = known["version"] if known else "nothing"
            sys.stderr.write(f"rig: {offer.name}: recorded {was}, taking {offer.version}\n")
        elif known["sha256"] != offer.sha256:
            raise RuntimeError(f"{offer.file.name}: not the file recorded in {RECORDED.name}")


def unpack(offers: list[Offer], folder: Path) -> None:
    """Lay the packages' files over each other in one folder, as an installation would."""
    for offer in offers:
        subprocess.run(["dpkg-deb", "-x", str(offer.file), str(folder)], check=True)
