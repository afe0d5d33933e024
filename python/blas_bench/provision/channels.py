"""Channels: from what people type to what the solver takes, and whether anybody answers there."""

from __future__ import annotations

import asyncio
import hashlib
import socket
import ssl
import time
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLateError
from dataclasses import dataclass
from pathlib import Path
from typing import Iterable, Sequence
from urllib.parse import unquote, urlsplit

from rattler import Channel
from rattler.exceptions import InvalidChannelError

from .failures import ProvisionError, without_credentials

# Before a channel that answers with an error of its own, or ends the connection, is asked again.
PAUSES_SECONDS = (0.5, 1.5)
# A channel that does not begin to answer in this time is taken for unreachable. The solver's own time limit
# covers whole downloads, and has to be minutes long for them.
ANSWER_SECONDS = 8.0


@dataclass(frozen=True)
class NamedChannel:
    """A channel and what to call it in messages: as it was given, without credentials."""

    channel: Channel
    label: str

    @property
    def folder(self) -> Path | None:
        """The folder of a local channel."""
        parts = urlsplit(self.channel.base_url)
        return Path(unquote(parts.path)) if parts.scheme == "file" else None


def parse_channels(given: Iterable[str]) -> list[NamedChannel]:
    """Parse names, URLs and absolute folders. Raises ProvisionError for one that is none of them."""
    channels = []
    for text in given:
        label = without_credentials(text)
        address = Path(text).as_uri() if text.startswith("/") else text
        try:
            channels.append(NamedChannel(Channel(address), label))
        except InvalidChannelError as error:
            reason = without_credentials(str(error)).splitlines()[0]
            remedy = "Give a channel's name, its URL, or an absolute folder"
            raise ProvisionError("channel-missing", f"{label}: not a channel: {reason}. {remedy}.") from error
    return channels


def check_answers(channels: Sequence[NamedChannel]) -> None:
    """Raise ProvisionError for the first channel where nobody answers, after ANSWER_SECONDS at the latest."""
    pool = ThreadPoolExecutor(max_workers=max(1, len(channels)))
    answers = [(channel, pool.submit(_silence, channel)) for channel in channels]
    for channel, answer in answers:
        try:
            # Looking up a name has a time limit of its own, which can be longer than ours.
            silence = answer.result(timeout=ANSWER_SECONDS + sum(PAUSES_SECONDS) + 1)
        except TooLateError:
            silence = f"no answer in {ANSWER_SECONDS:.0f} s"
        if silence is not None:
            remedy = "Check the network and the proxy settings, or name another channel"
            message = f"{channel.label}: the channel cannot be reached: {silence}. {remedy}."
            raise ProvisionError("channel-unreachable", message)


def _silence(channel: NamedChannel) -> str | None:
    """Why the channel does not answer; None when it does, whatever it says."""
    if channel.folder is not None:
        return None
    parts = urlsplit(channel.channel.base_url)
    if parts.scheme not in ("http", "https"):
        return None
    address = (
        f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path.rstrip('/')}/noarch/repodata.json"
    )
    silence, may_pass = _ask(address)
    for pause in PAUSES_SECONDS:
        if silence is None or not may_pass:
            break
        time.sleep(pause)
        silence, may_pass = _ask(address)
    return silence


def _ask(address: str) -> tuple[str | None, bool]:
    """As _silence, and whether asking again may help."""
    # Only now: they take long to import, and folders are not asked.
    import urllib.error
    import urllib.request

    proxies = urllib.request.getproxies()
    # The solver goes by it, and urllib does not.
    for_all = proxies.pop("all", "")
    if for_all.startswith("socks"):
        return None, False
    if for_all:
        proxies = {"http": for_all, "https": for_all, **proxies}
    opener = urllib.request.build_opener(urllib.request.ProxyHandler(proxies))
    request = urllib.request.Request(address, headers={"Range": "bytes=0-0"})  # noqa: S310, http and https only
    try:
        with opener.open(request, timeout=ANSWER_SECONDS) as answer:
            answer.read(1)
    except urllib.error.HTTPError as error:
        return (f"HTTP status {error.code}", True) if error.code >= 500 else (None, False)
    except (urllib.error.URLError, OSError) as error:
        reason = getattr(error, "reason", error)
        # The solver trusts other certificates than Python does: an untrusted answer is an answer.
        return (None, False) if isinstance(reason, ssl.SSLError) else (_words(reason), _is_reset(reason))
    return None, False


def _is_reset(reason: object) -> bool:
    return isinstance(reason, (ConnectionResetError, ConnectionAbortedError, BrokenPipeError))


def _words(reason: object) -> str:
    # Python 3.9 has a class of its own for it.
    if isinstance(reason, (TimeoutError, socket.timeout)):
        return f"no answer in {ANSWER_SECONDS:.0f} s"
    return str(getattr(reason, "strerror", None) or reason or type(reason).__name__)


class LocalPackages:
    """Packages of local channels, each held against its index once, for whichever environments want it."""

    def __init__(self) -> None:
        self._checks: dict[tuple[str, bytes | None], asyncio.Future[None]] = {}

    async def check(self, url: str, sha256: bytes | None) -> None:
        """As check_local_package."""
        key = (url, sha256)
        if key not in self._checks:
            self._checks[key] = asyncio.ensure_future(asyncio.to_thread(check_local_package, url, sha256))
        await self._checks[key]


def check_local_package(url: str, sha256: bytes | None) -> None:
    """Hold a package of a local channel against its index: the installer checks only what it downloads.

    Raises ProvisionError of the kind "hash-mismatch".
    """
    parts = urlsplit(url)
    if parts.scheme != "file" or sha256 is None:
        return
    path = Path(unquote(parts.path))
    found = hashlib.sha256()
    with path.open("rb") as archive:
        for block in iter(lambda: archive.read(1 << 20), b""):
            found.update(block)
    if found.digest() != sha256:
        what = f"sha256 is {found.hexdigest()}, the channel's index says {sha256.hex()}"
        remedy = "Build the channel's index anew, or take the package from where it came"
        raise ProvisionError("hash-mismatch", f"{path}: {what}. {remedy}.")
