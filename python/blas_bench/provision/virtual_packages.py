"""Virtual packages: what a platform offers that no channel has, such as __osx or __glibc."""

from __future__ import annotations

import platform as machine
from typing import Iterable, Sequence

from rattler import GenericVirtualPackage, MatchSpec, PackageName, PackageRecord, Version, VirtualPackage

from .failures import ProvisionError
from .rattler_versions import build_string

# What hosted runners of today offer; used to solve for a system this machine does not have.
USUAL = {
    "linux-64": ["__unix=0", "__linux=6.8", "__glibc=2.39", "__archspec=1=x86_64_v3"],
    "linux-aarch64": ["__unix=0", "__linux=6.8", "__glibc=2.39", "__archspec=1=aarch64"],
    "osx-64": ["__unix=0", "__osx=15.5", "__archspec=1=x86_64"],
    "osx-arm64": ["__unix=0", "__osx=15.5", "__archspec=1=m1"],
}


def this_platform() -> str:
    """Return conda's name of the platform this Python was built for."""
    system = {"Linux": "linux", "Darwin": "osx"}.get(machine.system(), machine.system())
    architecture = {"x86_64": "64"}.get(machine.machine(), machine.machine())
    return f"{system}-{architecture}"


def virtual_packages(platform: str, here: str, overrides: Iterable[str]) -> list[GenericVirtualPackage]:
    """Return those of this machine, or a usual set for a foreign system, with the overrides laid over it.

    here is this machine's platform. An override reads "__osx=14.0" or "__archspec=1=m2".
    Raises ProvisionError of the kind "bad-spec".
    """
    usual = [_parse(text) for text in USUAL.get(platform, [])]
    if platform == here:
        found = _detected()
    elif platform.startswith("osx-") and here.startswith("osx-"):
        # A Mac with an Apple processor runs osx-64 as well: its own system, but another architecture.
        found = [package for package in _detected() if package.name.normalized != "__archspec"]
        found += [package for package in usual if package.name.normalized == "__archspec"]
    else:
        found = usual
    packages = {package.name.normalized: package for package in found}
    packages.update((package.name.normalized, package) for package in map(_parse, overrides))
    return list(packages.values())


def _detected() -> list[GenericVirtualPackage]:
    return [package.into_generic() for package in VirtualPackage.detect()]


def unmet(dependencies: Sequence[str], packages: Sequence[GenericVirtualPackage], platform: str) -> list[str]:
    """Return those of the dependencies on virtual packages that the given ones do not satisfy."""
    records = [_record(package, platform) for package in packages]
    wanted = [dependency for dependency in dependencies if dependency.startswith("__")]
    return [text for text in wanted if not any(MatchSpec(text).matches(record) for record in records)]


def label(name: str, packages: Sequence[GenericVirtualPackage]) -> str:
    """Return what there is of a virtual package, for a message."""
    for package in packages:
        if package.name.normalized == name:
            return f"{name} is {package.version}"
    return f"there is no {name}"


def _parse(text: str) -> GenericVirtualPackage:
    name, _, rest = text.partition("=")
    version, _, build = rest.partition("=")
    try:
        return GenericVirtualPackage(PackageName(name), Version(version), build_string(build or "0"))
    except Exception as error:
        message = f"{text}: not a virtual package. Write it like __osx=14.0."
        raise ProvisionError("bad-spec", message) from error


def _record(package: GenericVirtualPackage, platform: str) -> PackageRecord:
    build = build_string(str(package.build_string))
    return PackageRecord(package.name.normalized, str(package.version), build, 0, platform)
