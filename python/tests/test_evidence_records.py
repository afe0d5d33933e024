"""Package records: conda's and wheels', as the tools write them and as they must not crash anybody."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import random
import sys

import pytest

from blas_bench.evidence.conda import read_conda_records, read_pins, without_credentials
from blas_bench.evidence.facts import Limitation
from blas_bench.evidence.owners import find_owners
from blas_bench.evidence.wheels import read_wheel_records

CONTENT = b"the library"
SHA256 = hashlib.sha256(CONTENT).hexdigest()
WHEEL_SHA256 = base64.urlsafe_b64encode(hashlib.sha256(CONTENT).digest()).rstrip(b"=").decode()


@pytest.fixture
def prefix(tmp_path, monkeypatch):
    (tmp_path / "conda-meta").mkdir()
    (tmp_path / "site-packages" / "numpy").mkdir(parents=True)
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "libfoo.so.1").write_bytes(CONTENT)
    (tmp_path / "lib" / "libfoo.so").symlink_to("libfoo.so.1")
    monkeypatch.setattr(sys, "path", [str(tmp_path / "site-packages"), str(tmp_path / "missing"), ""])
    return tmp_path


def conda_record(prefix, *paths, name="foo", **fields):
    record = {"name": name, "version": "1.0", "build": "h0_0", "paths_data": {"paths": list(paths)}, **fields}
    (prefix / "conda-meta" / f"{name}-1.0-h0_0.json").write_text(json.dumps(record))


def wheel_record(prefix, text, *, name="foo-2.0", installer="pip"):
    info = prefix / "site-packages" / f"{name}.dist-info"
    info.mkdir()
    (info / "RECORD").write_text(text)
    if installer is not None:
        (info / "INSTALLER").write_text(installer + "\n")
    return info


def records_of(prefix):
    limitations: list[Limitation] = []
    conda = read_conda_records(prefix, limitations)
    return [*conda, *read_wheel_records(conda, limitations)], limitations


def checksums(prefix, *names):
    records, limitations = records_of(prefix)
    owners = find_owners([str(prefix / (name or "lib/libfoo.so")) for name in names or [None]], records)
    assert limitations == []
    return {(owner["manager"], owner["name"]): owner["checksum"] for owner in owners}


@pytest.mark.parametrize(
    ("entry", "checksum"),
    [
        ({"sha256": SHA256}, "matches"),
        ({"sha256": "0" * 64}, "differs"),
        ({}, "unrecorded"),
        ({"sha256": "0" * 64, "sha256_in_prefix": SHA256, "prefix_placeholder": "/old"}, "matches"),
        ({"sha256": SHA256, "prefix_placeholder": "/old"}, "unrecorded"),
    ],
)
def test_conda_files(prefix, entry, checksum):
    conda_record(prefix, {"_path": "lib/libfoo.so.1", "path_type": "hardlink", **entry})
    assert checksums(prefix) == {("conda", "foo"): checksum}


@pytest.mark.parametrize(
    ("sha256", "checksum"),
    [
        (hashlib.sha256(b"libfoo.so.1").hexdigest(), "matches"),
        (SHA256, "unrecorded"),
        ("0" * 64, "unrecorded"),
    ],
)
def test_conda_links(prefix, sha256, checksum):
    """By rattler's checksum of the link's text, and by conda's of what it led to when it was built."""
    conda_record(prefix, {"_path": "lib/libfoo.so", "path_type": "softlink", "sha256_in_prefix": sha256})
    assert checksums(prefix) == {("conda", "foo"): checksum}


def test_records_without_checksums(prefix):
    conda_record(prefix, files=["lib/libfoo.so.1"], paths_data=None)
    assert checksums(prefix) == {("conda", "foo"): "unrecorded"}


def test_a_difference_weighs_most(prefix):
    """One claim for a record with several of the files."""
    conda_record(
        prefix, {"_path": "lib/libfoo.so.1", "sha256": SHA256}, {"_path": "lib/libbar.so", "sha256": SHA256}
    )
    (prefix / "lib" / "libbar.so").write_bytes(b"something else")
    assert checksums(prefix, "lib/libfoo.so.1") == {("conda", "foo"): "matches"}
    assert checksums(prefix, "lib/libfoo.so.1", "lib/libbar.so") == {("conda", "foo"): "differs"}


def test_a_match_weighs_more_than_nothing(prefix):
    """As with conda's links, whose checksum says nothing, to a file of the same package."""
    link = {"_path": "lib/libfoo.so", "path_type": "softlink", "sha256": SHA256}
    conda_record(prefix, link, {"_path": "lib/libfoo.so.1", "sha256": SHA256})
    assert checksums(prefix) == {("conda", "foo"): "matches"}


def test_prefix_behind_a_link(prefix, tmp_path_factory):
    """The environment is known by one name and its files by another."""
    conda_record(prefix, {"_path": "lib/libfoo.so", "path_type": "softlink"})
    link = tmp_path_factory.mktemp("other") / "env"
    link.symlink_to(prefix)
    records = read_conda_records(link, [])
    assert [owner["name"] for owner in find_owners([str(prefix / "lib" / "libfoo.so")], records)] == ["foo"]
    assert [owner["name"] for owner in find_owners([str(link / "lib" / "libfoo.so")], records)] == ["foo"]


def test_wheel_files(prefix):
    """Also those above site-packages, where MKL's wheels put their libraries."""
    text = (
        f'../lib/libfoo.so.1,sha256={WHEEL_SHA256},11\n"numpy/a,b.py",md5=0,1\nfoo-2.0.dist-info/RECORD,,\n'
    )
    wheel_record(prefix, text)
    (prefix / "site-packages" / "numpy" / "a,b.py").write_text("")
    assert checksums(prefix) == {("pip", "foo"): "matches"}
    assert checksums(prefix, "site-packages/numpy/a,b.py") == {("pip", "foo"): "unrecorded"}


def test_wheel_packages(prefix):
    wheel_record(prefix, "", name="Foo_Bar.baz-2.0rc1")
    records, _ = records_of(prefix)
    assert [record.package for record in records] == [
        {
            "manager": "pip",
            "name": "foo-bar-baz",
            "version": "2.0rc1",
            "build": None,
            "channel": None,
            "sha256": None,
        }
    ]


@pytest.mark.parametrize(
    ("installer", "recorded", "managers"),
    [
        ("conda", False, ["conda"]),
        ("pip", True, ["conda"]),
        (None, True, ["conda"]),
        ("pip", False, ["conda", "pip"]),
        (None, False, ["conda", "pip"]),
        ("uv", False, ["conda", "pip"]),
    ],
)
def test_dist_info_of_a_conda_package(prefix, installer, recorded, managers):
    """It is conda's by its INSTALLER, or by being as conda installed it; otherwise pip has come over it."""
    info = wheel_record(prefix, "foo.py,,\n", name="foo-1.0", installer=installer)
    sha256 = hashlib.sha256((info / "RECORD").read_bytes()).hexdigest() if recorded else "0" * 64
    conda_record(prefix, {"_path": "site-packages/foo-1.0.dist-info/RECORD", "sha256": sha256})
    records, _ = records_of(prefix)
    assert [record.package["manager"] for record in records] == managers


@pytest.mark.parametrize(
    ("channel", "shown"),
    [
        ("https://conda.example.org/conda-forge", "https://conda.example.org/conda-forge"),
        (
            "https://user:secret@example.org/t/tk-1234/private/linux-64",
            "https://example.org/private/linux-64",
        ),
        ("https://example.org/t/tk-1234", "https://example.org"),
        ("https://ada@corp.example:secret@example.org/x", "https://example.org/x"),
        ("conda-forge", "conda-forge"),
    ],
)
def test_channels_lose_their_credentials(channel, shown):
    assert without_credentials(channel) == shown


def test_pins(prefix):
    assert read_pins(prefix) is None
    (prefix / "conda-meta" / "pinned").write_bytes(b"# why\n numpy 1.26.* \n\nlibblas=*=*_mkl # \xff\n")
    assert read_pins(prefix) == ["numpy 1.26.*", "libblas=*=*_mkl # \ufffd"]


def test_changed_files_are_read_again(prefix):
    path = prefix / "lib" / "libfoo.so.1"
    conda_record(prefix, {"_path": "lib/libfoo.so.1", "sha256": SHA256})
    assert checksums(prefix) == {("conda", "foo"): "matches"}
    status = path.stat()
    path.write_bytes(CONTENT[::-1])
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert checksums(prefix) == {("conda", "foo"): "differs"}


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", '"foo"', "{}", '{"name": "foo"}', '{"name": 1, "version": 2, "build": 3, "files": 4}'],
)
def test_conda_records_that_are_none(prefix, text):
    (prefix / "conda-meta" / "broken.json").write_text(text)
    conda_record(prefix)
    records, limitations = records_of(prefix)
    assert [record.package["name"] for record in records] == ["foo"]
    assert [one for one in limitations if one["path"].endswith("broken.json")]


def test_wheel_records_that_are_none(prefix):
    info = wheel_record(prefix, "", installer=None)
    (info / "RECORD").unlink()
    (info / "RECORD").mkdir()
    records, limitations = records_of(prefix)
    assert [record.package["name"] for record in records] == ["foo"]
    assert [one for one in limitations if one["path"] == str(info / "RECORD")]


def test_damage_is_a_limitation_and_nothing_else(prefix):
    conda_record(
        prefix,
        {"_path": "lib/libfoo.so.1", "sha256": SHA256, "path_type": "hardlink"},
        files=["lib/libfoo.so.1"],
    )
    (conda_path,) = (prefix / "conda-meta").glob("*.json")
    wheel_path = wheel_record(prefix, f"../lib/libfoo.so.1,sha256={WHEEL_SHA256},11\n" * 3) / "RECORD"
    chance = random.Random(1)
    limited = 0
    for whole, path in [(conda_path.read_bytes(), conda_path), (wheel_path.read_bytes(), wheel_path)]:
        for _ in range(200):
            data = bytearray(whole[: chance.randrange(1, len(whole) + 1)])
            for _ in range(chance.randrange(4)):
                data[chance.randrange(len(data))] = chance.randrange(256)
            path.write_bytes(bytes(data))
            records, limitations = records_of(prefix)
            find_owners([str(prefix / "lib" / "libfoo.so")], records)
            limited += bool(limitations)
        path.write_bytes(whole)
    assert limited > 100
