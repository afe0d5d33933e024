"""Virtual packages: what a platform offers that no channel has, such as __osx or __glibc."""

from __future__ import annotations

from typing import Any, Callable, Iterable, Sequence

import rattler
from rattler import GenericVirtualPackage, MatchSpec, PackageName, PackageRecord, Version, VirtualPackage

from .failures import ProvisionError

# What hosted runners of today offer; used to solve for a platform this machine is not.
USUAL = {
    "linux-64": ["__unix=0=0", "__linux=6.8=0", "__glibc=2.39=0", "__archspec=1=x86_64_v3"],
    "linux-aarch64": ["__unix=0=0", "__linux=6.8=0", "__glibc=2.39=0", "__archspec=1=aarch64"],
    "osx-64": ["__unix=0=0", "__osx=15.5=0", "__archspec=1=x86_64"],
    "osx-arm64": ["__unix=0=0", "__osx=15.5=0", "__archspec=1=m1"],
}

# py-rattler wraps build strings in a class of their own from 0.26 on.
build_string: Callable[[str], Any] = getattr(rattler, "BuildString", str)


def virtual_packages(
    platform: str, this_platform: str, overrides: Iterable[str]
) -> list[GenericVirtualPackage]:
    """Return this machine's, or a usual set for a foreign platform, with the overrides laid over it.

    An override reads "__osx=14.0" or "__archspec=1=m2". Raises ProvisionError of the kind "bad-spec".
    """
    if platform == this_platform:
        found = [package.into_generic() for package in VirtualPackage.detect()]
    else:
        found = [_parse(text) for text in USUAL.get(platform, [])]
    packages = {package.name.normalized: package for package in found}
    packages.update((package.name.normalized, package) for package in map(_parse, overrides))
    return list(packages.values())


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
