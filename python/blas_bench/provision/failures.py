"""What can go wrong with channels, specs and packages, told apart by kind (src/provision/provider.ts)."""

from __future__ import annotations

import errno
import re
from dataclasses import dataclass
from typing import Any, Sequence


@dataclass(frozen=True)
class _Kind:
    """A kind of failure, how to tell it by the words of the solver's library, and what to tell people."""

    kind: str
    words: str
    what: str
    remedy: str


# The library gives no error codes, so its words are what there is to go by; the first match wins. Recorded
# from py-rattler 0.25.0 and 0.28.0, which say the same.
_KINDS = (
    _Kind(
        "disk-full",
        r"No space left on device|Disk quota exceeded|File too large|os error (28|122|27)\b",
        "the disk is full",
        "Free some space, or set BLAS_BENCH_CACHE and the output folder to another disk",
    ),
    _Kind(
        "hash-mismatch",
        r"hash mismatch",
        "the package is not what the channel's index says it is",
        "Try again; if it stays so, the channel or a proxy in between serves damaged files",
    ),
    _Kind(
        "channel-missing",
        r"could not find subdir|HTTP status client error \((404|410)",
        "there is no conda channel at this address",
        "Check the address: a channel is a folder that holds noarch/repodata.json",
    ),
    _Kind(
        "channel-missing",
        r"HTTP status client error \((401|403|407)",
        "the channel refuses access",
        "Check the address and the credentials (rattler auth login, .netrc, or user:password@ in the URL)",
    ),
    _Kind(
        "channel-malformed",
        r"failed to decode|failed to parse|expected ident|[Uu]nknown frame descriptor",
        "the channel's index cannot be read",
        "Check that this is a conda channel and no web page, and build its index anew if it is yours",
    ),
    _Kind(
        "channel-unreachable",
        r"no usable repodata cache",
        "offline, and the channel's index is not in the cache",
        "Run once without offline",
    ),
    _Kind(
        "channel-unreachable",
        r"error sending request|timed out|HTTP status server error|HTTP status client error \(429|dns error"
        r"|error reading a body|end of file before message length|[Cc]onnection (closed|reset|refused)"
        # One package file, wanted by two environments at once: only the other one is told why.
        r"|coalesced request failed",
        "the channel cannot be reached",
        "Check the network and the proxy settings, and try again",
    ),
)


def without_credentials(text: str) -> str:
    """Drop user, password and token from every URL in the text; conda's tokens stand after /t/."""
    return re.sub(r"(https?://\S*?)/t/[^/\s]+", r"\1", re.sub(r"(?<=://)[^/\s]*@", "", text))


class ProvisionError(Exception):
    """One environment cannot be had: a kind, a sentence for people, and the tool's own last words."""

    def __init__(self, kind: str, message: str, last_lines: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = without_credentials(message)
        self.last_lines = [without_credentials(line) for line in last_lines]

    def document(self) -> dict[str, Any]:
        """Return the failure as the TypeScript side reads it."""
        return {"status": "failed", "kind": self.kind, "message": self.message, "lastLines": self.last_lines}


def failure_from_words(where: str, words: str) -> ProvisionError:
    """Turn the solver's words into a failure; where is the channel or the folder it happened with."""
    lines = [line for line in words.splitlines() if line.strip()]
    for known in _KINDS:
        if re.search(known.words, words):
            return ProvisionError(known.kind, f"{where}: {known.what}. {known.remedy}.", lines[-5:])
    return ProvisionError("other", f"{where}: {lines[0] if lines else 'failed without a word'}.", lines[-5:])


def failure_from_exception(where: str, error: BaseException) -> ProvisionError:
    """Turn any exception into a failure. Errors of the file system go by their number."""
    if isinstance(error, ProvisionError):
        return error
    words = str(error) or type(error).__name__
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        words = f"No space left on device: {words}"
    return failure_from_words(where, words)
