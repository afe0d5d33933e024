"""The parts of the evidence document, field by field as src/result/evidence.ts describes them."""

from __future__ import annotations

from typing import TypedDict


class Owner(TypedDict):
    """A package record that claims a file."""

    manager: str
    name: str
    version: str
    build: str | None
    channel: str | None
    checksum: str


class Limitation(TypedDict):
    """What could not be looked at: the file that it is about, None where it is about no one file, and why."""

    path: str | None
    text: str


class Call(TypedDict):
    """A routine that an extension module imports, and who provides it."""

    owner: str
    layer: str
    module: str
    modulePath: str
    routine: str
    symbol: str
    library: str | None
    how: str | None
    reason: str | None


class Library(TypedDict):
    """A loaded image that exports a known entry point."""

    path: str
    realPath: str
    markers: list[str]
    version: str | None
    configuration: str | None
    coreType: str | None
    threadingLayer: str | None
    threads: int | None
    backend: str | None
    owners: list[Owner]


class InstalledPackage(TypedDict):
    """A package record of the environment."""

    manager: str
    name: str
    version: str
    build: str | None
    channel: str | None
    sha256: str | None
