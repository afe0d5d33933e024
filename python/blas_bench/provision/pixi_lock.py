"""Reads a pixi.lock, of any version that the solver's library knows, into one form (src/plan/lock.ts).

Version 6 and 7 are today's, 4 and 5 had environments already, 1 to 3 were conda-lock's format (rattler_lock,
file_format_version.rs); the library turns all of them into the same objects.
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import Any, Iterable, Mapping

from rattler import LockFile
from rattler.exceptions import ParseCondaLockError
from rattler.lock import Environment, PypiLockedPackage
from rattler.lock.package import CondaLockedBinaryPackage, LockedPackage

from .failures import ProvisionError

DEFAULT = "default"


def read_pixi_lock(text: str, name: str, wanted: str | None) -> dict[str, Any]:
    """Return one environment of the lock, for all of its platforms. Raises ProvisionError ("bad-spec").

    name is the file's, for messages; wanted is the environment's, and None means "default".
    """
    lock = _parse(text, name)
    environment = lock.environment(wanted or DEFAULT)
    if environment is None:
        others = ", ".join(sorted(known for known, _ in lock.environments())) or "none"
        what = f"has no environment {wanted or DEFAULT}; it has {others}"
        raise _refusal(name, what, f"Name one of them behind a #, such as {name}#NAME")
    platforms: dict[str, Any] = {}
    for platform in environment.platforms():
        # A platform can have a name of its own, and there can be several for one subdir.
        subdir = str(platform.subdir)
        if subdir not in platforms or platform.name == subdir:
            platforms[subdir] = _platform(environment.packages(platform) or [], name)
    return {"status": "read", "channels": _channels(environment), "platforms": platforms}


def _parse(text: str, name: str) -> LockFile:
    with tempfile.TemporaryDirectory(prefix="blas-bench-") as folder:
        file = Path(folder) / "pixi.lock"
        file.write_text(text, encoding="utf-8")
        try:
            return LockFile.from_path(file)
        except ParseCondaLockError as error:
            what = str(error).splitlines()[0]
        newer = re.match(
            r"found newer lockfile format version (\d+), but only up to including version (\d+)", what
        )
        if newer:
            what = f"has the format version {newer[1]}, and {newer[2]} is the newest that is known here"
            raise _refusal(name, what, "Write it with an older pixi, or use a newer blas-bench")
        place = re.search(r" at line (\d+) column (\d+)", what)
        where = f"{name}, line {place[1]}, column {place[2]}" if place else name
        reason = what.replace(place[0], "") if place else what
        raise _refusal(where, f"is no pixi lock ({reason})", "Write it anew with `pixi lock`")


def _refusal(where: str, what: str, remedy: str) -> ProvisionError:
    return ProvisionError("bad-spec", f"{where}: {what}. {remedy}.")


def _channels(environment: Environment) -> list[str]:
    return [str(channel) for channel in environment.channels()]


def _platform(packages: Iterable[LockedPackage], name: str) -> dict[str, Any]:
    conda, pypi = [], []
    for package in packages:
        if isinstance(package, CondaLockedBinaryPackage):
            conda.append(_conda(package))
        elif isinstance(package, PypiLockedPackage):
            pypi.append(_pypi(package))
        else:
            what = f"{package.name} is built from source by pixi"
            raise _refusal(name, what, "Lock a built package, or install it with the input install")
    # The library gives them in no order of its own.
    return {
        "packages": sorted(conda, key=lambda package: package["url"]),
        "pypi": sorted(pypi, key=lambda package: package["name"]),
    }


def _conda(package: CondaLockedBinaryPackage) -> Mapping[str, Any]:
    record = package.repo_data_record()
    return {
        "url": record.url,
        "sha256": record.sha256.hex() if record.sha256 else None,
        "md5": record.md5.hex() if record.md5 else None,
        "depends": record.depends,
        "constrains": record.constrains,
    }


def _pypi(package: PypiLockedPackage) -> Mapping[str, Any]:
    try:
        digest = package.hashes.sha256 if package.hashes else None
    except AttributeError:
        # What the library says, 0.25.0 and 0.28.0, of a package without any.
        digest = None
    return {
        "name": package.name,
        "location": package.location,
        "sha256": digest.hex() if digest else None,
    }
