"""The packages of a lock become records with checked digests, and complete ones once they are installed."""

from __future__ import annotations

import asyncio
import hashlib
import json
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any, Iterator

import pytest
from rattler import Client

from blas_bench.provision.channels import parse_channels
from blas_bench.provision.complete_records import complete_records
from blas_bench.provision.failures import ProvisionError
from blas_bench.provision.locked_packages import locked_records, parse_locked

if TYPE_CHECKING:
    from pathlib import Path

    from rattler import RepoDataRecord

CONTENT = b"an archive"
SHA256 = hashlib.sha256(CONTENT).hexdigest()
MD5 = hashlib.md5(CONTENT).hexdigest()


@pytest.fixture
def package(tmp_path: Path) -> Path:
    file = tmp_path / "a b" / "linux-64" / "libX-1.0-0_cpython.conda"
    file.parent.mkdir(parents=True)
    file.write_bytes(CONTENT)
    return file


def entry(url: str, **more: Any) -> dict[str, Any]:
    return {"url": url, "sha256": None, "md5": None, "depends": None, "constrains": [], **more}


def records(folder: Path, *entries: dict[str, Any]) -> list[RepoDataRecord]:
    return asyncio.run(locked_records(parse_locked(entries, []), Client(), folder))


@pytest.mark.parametrize("digests", [{}, {"md5": MD5}, {"sha256": SHA256}, {"md5": MD5, "sha256": SHA256}])
def test_every_record_has_its_sha256(tmp_path: Path, package: Path, digests: dict[str, str]) -> None:
    (record,) = records(tmp_path, entry(package.as_uri(), **digests))
    assert record.sha256 == bytes.fromhex(SHA256)
    assert (record.name.normalized, str(record.version), str(record.build)) == ("libx", "1.0", "0_cpython")
    assert (record.build_number, record.subdir, record.file_name) == (0, "linux-64", package.name)
    assert record.channel == f"{package.parent.parent.as_uri()}/"


@pytest.mark.parametrize(
    "digests", [{"md5": "0" * 32}, {"sha256": "0" * 64}, {"md5": "0" * 32, "sha256": SHA256}]
)
def test_a_wrong_digest_is_named(tmp_path: Path, package: Path, digests: dict[str, str]) -> None:
    with pytest.raises(ProvisionError, match=r"the lock says 0{32}") as caught:
        records(tmp_path, entry(package.as_uri(), **digests))
    assert caught.value.kind == "hash-mismatch"


def test_a_package_that_is_gone_is_named(tmp_path: Path, package: Path) -> None:
    package.unlink()
    with pytest.raises(ProvisionError, match="there is no such package any more") as caught:
        records(tmp_path, entry(package.as_uri(), sha256=SHA256))
    assert caught.value.kind == "package-not-found"


@pytest.fixture
def server(package: Path) -> Iterator[tuple[str, list[str]]]:
    """Serve the package's channel; what was asked for is listed."""
    asked: list[str] = []

    class Handler(SimpleHTTPRequestHandler):
        def log_message(self, *_arguments: object) -> None:
            asked.append(self.path)

    with ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(Handler, directory=str(package.parent.parent))
    ) as serving:
        thread = Thread(target=serving.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{serving.server_address[1]}/linux-64/{package.name}", asked
        serving.shutdown()
        thread.join()


def test_what_the_lock_has_no_sha256_of_is_fetched_once_for_its_md5(
    tmp_path: Path, server: tuple[str, list[str]]
) -> None:
    url, asked = server
    folder = tmp_path / "digests"
    for digests, downloads in (
        ({"sha256": SHA256}, 0),
        ({"md5": MD5}, 1),
        ({"md5": MD5}, 1),
        ({}, 2),
        ({}, 3),
    ):
        (record,) = records(folder, entry(url, **digests))
        assert record.sha256 == bytes.fromhex(SHA256)
        assert len(asked) == downloads
    with pytest.raises(ProvisionError, match="the lock says 0000") as caught:
        records(folder, entry(url, md5="0" * 32))
    assert caught.value.kind == "hash-mismatch"
    assert [file.name for file in folder.iterdir()] == [f"md5-{MD5}"]


def test_an_address_that_does_not_answer_is_named(tmp_path: Path, server: tuple[str, list[str]]) -> None:
    url = server[0].replace("libX", "libY")
    with pytest.raises(ProvisionError) as caught:
        records(tmp_path / "digests", entry(url))
    assert caught.value.message.startswith(f"{url}: ")


def test_addresses_get_the_credentials_of_their_own_channel_only() -> None:
    channels = parse_channels(["https://ada:s3cret@host/c", "https://host/t/tk-1/d"])
    urls = [f"https://{place}/linux-64/x-1-0.conda" for place in ("host/c", "host/d", "host/cc", "other/c")]
    assert [one.url for one in parse_locked([entry(url) for url in urls], channels)] == [
        "https://ada:s3cret@host/c/linux-64/x-1-0.conda",
        "https://host/t/tk-1/d/linux-64/x-1-0.conda",
        *urls[2:],
    ]


def test_free_threaded_python_has_its_own_place_for_packages(tmp_path: Path) -> None:
    urls = [f"https://host/c/linux-64/python-3.13.1-h9a_{build}.conda" for build in ("0_cp313t", "0_cp313")]
    threaded, usual = records(tmp_path, *(entry(url, sha256=SHA256) for url in urls))
    assert threaded.python_site_packages_path == "lib/python3.13t/site-packages"
    assert usual.python_site_packages_path is None


def test_installed_records_are_completed_from_the_packages(tmp_path: Path) -> None:
    meta, info = tmp_path / "conda-meta", tmp_path / "cache" / "info"
    meta.mkdir()
    info.mkdir(parents=True)
    (info / "index.json").write_text(
        json.dumps({"name": "x", "depends": ["y"], "build_number": 3, "noarch": "python"})
    )
    known = {"name": "x", "depends": [], "build_number": 0, "extracted_package_dir": str(info.parent)}
    (meta / "x.json").write_text(json.dumps(known))
    said = {"name": "y", "depends": ["z"], "build_number": 3, "extracted_package_dir": str(info.parent)}
    (meta / "y.json").write_text(json.dumps(said))
    (meta / "z.json").write_text(json.dumps({"name": "z"}))
    complete_records(tmp_path)
    completed = json.loads((meta / "x.json").read_text())
    assert completed == {**known, "depends": ["y"], "build_number": 3, "noarch": "python"}
    assert json.loads((meta / "y.json").read_text()) == {**said, "noarch": "python"}
    assert json.loads((meta / "z.json").read_text()) == {"name": "z"}
    assert sorted(file.name for file in meta.iterdir()) == ["x.json", "y.json", "z.json"]
