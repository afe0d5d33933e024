"""The solver's side of provisioning, as far as it needs no channel; with one it is tested from TypeScript."""

from __future__ import annotations

import hashlib
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from blas_bench.provision.channels import check_answers, check_local_package, parse_channels
from blas_bench.provision.failures import ProvisionError
from blas_bench.provision.solver import parse_problem
from blas_bench.provision.virtual_packages import label, this_platform, unmet, virtual_packages

if TYPE_CHECKING:
    from pathlib import Path


def test_channels_are_names_addresses_or_folders(tmp_path: Path) -> None:
    folder, name, address = parse_channels([str(tmp_path / "a b"), "conda-forge", "https://u:p@host/t/s/x"])
    assert folder.folder == tmp_path / "a b"
    assert folder.label == str(tmp_path / "a b")
    assert (name.label, name.folder) == ("conda-forge", None)
    assert address.label == "https://host/x"
    assert "u:p@" in address.channel.base_url


@pytest.mark.parametrize("text", ["http://", "::"])
def test_what_is_no_channel_is_refused(text: str) -> None:
    with pytest.raises(ProvisionError, match="not a channel") as caught:
        parse_channels([text])
    assert caught.value.kind == "channel-missing"


def test_local_channels_need_no_answer(tmp_path: Path) -> None:
    check_answers(parse_channels([str(tmp_path)]))


class _Proxy(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.server.asked.append(self.path)  # type: ignore[attr-defined]
        self.send_response(404)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


def test_a_channel_is_asked_by_the_proxy_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY", "no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    channels = parse_channels(["http://nowhere.invalid/c"])
    with HTTPServer(("127.0.0.1", 0), _Proxy) as server:
        server.asked = []  # type: ignore[attr-defined]
        Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setenv("all_proxy", f"http://127.0.0.1:{server.server_port}")
        check_answers(channels)
        assert server.asked == ["http://nowhere.invalid/c/noarch/repodata.json"]  # type: ignore[attr-defined]
        server.shutdown()
    # What Python has no words for is left to the solver.
    monkeypatch.setenv("all_proxy", "socks5://127.0.0.1:9")
    check_answers(channels)


def test_a_local_package_is_held_against_the_index(tmp_path: Path) -> None:
    package = tmp_path / "a b.conda"
    package.write_bytes(b"content")
    right = hashlib.sha256(b"content").digest()
    check_local_package(package.as_uri(), right)
    check_local_package(package.as_uri(), None)
    check_local_package("https://host/a.conda", b"wrong")
    with pytest.raises(ProvisionError) as caught:
        check_local_package(package.as_uri(), b"wrong")
    assert caught.value.kind == "hash-mismatch"
    assert str(package) in caught.value.message


def names(platform: str, here: str, *overrides: str) -> dict[str, str]:
    found = virtual_packages(platform, here, overrides)
    return {package.name.normalized: f"{package.version}={package.build_string}" for package in found}


def test_this_machine_is_detected() -> None:
    here = this_platform()
    assert "__unix" in names(here, here)


def test_a_foreign_system_is_a_usual_one_with_overrides() -> None:
    assert names("osx-arm64", "linux-64")["__osx"] == "15.5=0"
    assert names("osx-arm64", "linux-64", "__osx=14.0", "__archspec=1=m2") == {
        "__unix": "0=0",
        "__osx": "14.0=0",
        "__archspec": "1=m2",
    }


@pytest.mark.parametrize("text", ["__osx", "__osx=", "no name=1"])
def test_what_is_no_virtual_package_is_refused(text: str) -> None:
    with pytest.raises(ProvisionError) as caught:
        virtual_packages("osx-64", "linux-64", [text])
    assert caught.value.kind == "bad-spec"


def test_unmet_virtual_dependencies_are_found() -> None:
    mac = virtual_packages("osx-arm64", "linux-64", ["__osx=14.0"])
    depends = ["python >=3.11", "__osx >=13.3", "__osx >=15.5", "__cuda"]
    assert unmet(depends, mac, "osx-arm64") == ["__osx >=15.5", "__cuda"]
    assert label("__osx", mac) == "__osx is 14.0"
    assert label("__cuda", mac) == "there is no __cuda"


@pytest.mark.parametrize("spec", ["numpy>>1", "libblas[", "=="])
def test_a_spec_that_is_none_is_named(spec: str) -> None:
    wanted = {"platform": "linux-64", "channels": ["x"], "specs": ["numpy", spec], "virtualPackages": []}
    with pytest.raises(ProvisionError) as caught:
        parse_problem(wanted)
    assert caught.value.kind == "bad-spec"
    assert caught.value.message.startswith(f"{spec}: not a package spec: ")


def test_a_spec_keeps_the_way_it_was_written() -> None:
    specs = ["libblas=*=*_openblas", "libblas[build=*_openblas]"]
    problem = parse_problem(
        {"platform": "linux-64", "channels": ["x"], "specs": specs, "virtualPackages": []}
    )
    assert [(spec.name, spec.text) for spec in problem.specs] == [("libblas", text) for text in specs]
