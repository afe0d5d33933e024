"""Words of the solver, of pip and of venv, as recorded, and the kinds of failure they mean."""

from __future__ import annotations

import errno

import pytest

from blas_bench.provision import toolset
from blas_bench.provision.failures import (
    ProvisionError,
    failure_from_exception,
    failure_from_words,
    without_credentials,
)

REFUSED = """Request failed after 1 retries
Caused by: error sending request for url (http://127.0.0.1:38435/x/noarch/repodata_shards.msgpack.zst)
Caused by: client error (Connect)
Caused by: tcp connect error
Caused by: Connection refused (os error 111)"""
TIMED_OUT = """Request failed after 1 retries
Caused by: error sending request for url (http://127.0.0.1:39003/slow/linux-64/repodata.json)
Caused by: operation timed out"""
NO_NAME = """Request failed after 1 retries
Caused by: error sending request for url (http://no.such.host.invalid/x/linux-64/repodata.json)
Caused by: client error (Connect)
Caused by: dns error
Caused by: failed to lookup address information: Name or service not known"""
MISSING = """could not find subdir 'noarch' in channel 'http://127.0.0.1:39003/nope/'
Caused by: HTTP status client error (404 File not found) for url (http://127.0.0.1:39003/nope/noarch/repodata.json)"""
MISSING_FOLDER = """could not find subdir 'noarch' in channel 'file:///nochannel/'
Caused by: failed to open file `/nochannel/noarch/repodata.json`: No such file or directory (os error 2)"""
PAGE = """failed to decode zstd shard from 'http://127.0.0.1:39003/noarch/repodata_shards.msgpack.zst'
Caused by: Unknown frame descriptor"""
NO_JSON = """failed to parse repodata.json
Caused by: expected ident at line 1 column 2"""
DAMAGED = """failed to fetch blis-0.9.0-h4ab18f5_2.conda
Caused by: failed to interact with the package cache layer.
Caused by: hash mismatch when extracting http://127.0.0.1:39003/blis.conda to /pk: expected 885a, got ee39"""
CUT = """failed to fetch libgfortran5-12.2.0-h337968e_0.conda
Caused by: failed to interact with the package cache layer.
Caused by: an io error occurred: error decoding response body
Caused by: error reading a body from connection
Caused by: end of file before message length reached"""
UNKNOWN_OFFLINE = """no usable repodata cache for http://127.0.0.1:39003/nope/linux-64/"""
FULL = """failed to link libopenblas-0.3.21-pthreads_h78a6416_4.conda
Caused by: failed to copy file from pk/lib/libblas.so to e/lib/libblas.so: No space left on device"""


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (REFUSED, "channel-unreachable"),
        (TIMED_OUT, "channel-unreachable"),
        (NO_NAME, "channel-unreachable"),
        ("HTTP status server error (503 Service Unavailable) for url (http://x/y)", "channel-unreachable"),
        ("HTTP status client error (429 Too Many Requests) for url (http://x/y)", "channel-unreachable"),
        (MISSING, "channel-missing"),
        (MISSING_FOLDER, "channel-missing"),
        ("HTTP status client error (401 Unauthorized) for url (http://x/y)", "channel-missing"),
        ("HTTP status client error (403 Forbidden) for url (http://x/y)", "channel-missing"),
        (PAGE, "channel-malformed"),
        (NO_JSON, "channel-malformed"),
        (DAMAGED, "hash-mismatch"),
        (CUT, "channel-unreachable"),
        (UNKNOWN_OFFLINE, "channel-unreachable"),
        (FULL, "disk-full"),
        ("something nobody has seen", "other"),
        ("", "other"),
    ],
)
def test_words_of_the_solver(words: str, kind: str) -> None:
    failure = failure_from_words("the channel", words)
    assert failure.kind == kind
    assert failure.message.startswith("the channel: ")
    assert failure.message.endswith(".")
    assert failure.last_lines == [line for line in words.splitlines() if line][-5:]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_a_full_disk_is_known_by_its_number(number: int) -> None:
    assert failure_from_exception("/prefix", OSError(number, "in any language")).kind == "disk-full"


def test_a_failure_stays_what_it_is() -> None:
    failure = ProvisionError("bad-spec", "numpy>>1: not a package spec.")
    assert failure_from_exception("elsewhere", failure) is failure


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("https://jane:s3cret@host/channel", "https://host/channel"),
        ("at https://token@host/x and http://a:b@host/y", "at https://host/x and http://host/y"),
        ("https://ada@corp.example:s3cret@host/x or ada@host", "https://host/x or ada@host"),
        ("https://host/t/s3cret/channel/linux-64", "https://host/channel/linux-64"),
        ("https://host/conda/t/s3cret", "https://host/conda"),
        ("/home/t/folder/x and file:///t/folder/x", "/home/t/folder/x and file:///t/folder/x"),
        ("conda-forge", "conda-forge"),
    ],
)
def test_credentials_are_dropped(text: str, clean: str) -> None:
    assert without_credentials(text) == clean
    assert ProvisionError("other", text, [text]).document()["lastLines"] == [clean]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("ERROR: [Errno 28] No space left on device", "disk-full"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "hash-mismatch"),
        (
            "The virtual environment was not created successfully because ensurepip is not\navailable.",
            "no-python",
        ),
        ("/usr/bin/python3: No module named venv", "no-python"),
        ("Failed to establish a new connection: [Errno 111] Connection refused", "channel-unreachable"),
        ("ConnectTimeoutError: Connection to host timed out.", "channel-unreachable"),
        ("[Errno -2] Name or service not known", "channel-unreachable"),
        ("ERROR: No matching distribution found for py-rattler==0.28.0", "other"),
        ("Segmentation fault", "other"),
    ],
)
def test_words_of_pip(words: str, kind: str) -> None:
    document = toolset.failure("installing the conda solver", words).document
    assert document["kind"] == kind
    assert document["message"].startswith("installing the conda solver with ")
    assert document["lastLines"] == words.splitlines()


def test_without_an_index_the_tools_are_said_to_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    words = "ERROR: No matching distribution found for py-rattler==0.28.0"
    assert toolset.failure("installing the conda solver", words).document["kind"] == "other"
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    document = toolset.failure("installing the conda solver", words).document
    assert document["kind"] == "channel-unreachable"
    assert "offline nothing is fetched. Run once without offline" in document["message"]
