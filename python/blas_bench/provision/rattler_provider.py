"""Takes one request as JSON on standard input, answers it with one JSON document on standard output.

Requests: {"do": "solve", ...} and {"do": "install", ...}; their form is in src/provision/solver-process.ts.
Progress goes to standard error as lines {"progress": text}; anything else there is a library's last words.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from functools import partial
from pathlib import Path
from typing import Any, Mapping

from rattler import Client, Gateway, RepoDataRecord
from rattler.networking import (
    AuthenticationMiddleware,
    GCSMiddleware,
    OciMiddleware,
    RetryMiddleware,
    S3Middleware,
)

from .failures import ProvisionError, failure_from_exception, without_credentials
from .installer import LOCK_NAME, Target, install_records
from .solver import Problem, open_channels, parse_problem, solve_problem

# For one whole file: an index of some ten megabytes, a package of some hundred.
INDEX_SECONDS = 120
PACKAGE_SECONDS = 900


def make_client(retries: int, seconds: int) -> Client:
    """Return a client with the usual ways of authentication, and limits of our own."""
    return Client(
        [
            RetryMiddleware(retries),
            AuthenticationMiddleware(),
            OciMiddleware(),
            GCSMiddleware(),
            S3Middleware(),
        ],
        user_agent="blas-bench",
        timeout=seconds,
    )


def say(text: str) -> None:
    """Write a line of progress."""
    sys.stderr.write(json.dumps({"progress": without_credentials(text)}) + "\n")
    sys.stderr.flush()


def _say_of(name: str, text: str) -> None:
    say(f"{name}: {text}")


def describe(record: RepoDataRecord) -> dict[str, Any]:
    """Return the package as installedPackageSchema of src/result/evidence.ts has it."""
    return {
        "manager": "conda",
        "name": record.name.normalized,
        "version": str(record.version),
        "build": str(record.build),
        "channel": without_credentials(record.channel or "") or None,
        "sha256": record.sha256.hex() if record.sha256 else None,
    }


class Session:
    """What the environments of one request share: the caches and the connections."""

    def __init__(self, request: Mapping[str, Any]) -> None:
        cache = Path(request["cacheFolder"])
        self._package_cache = cache / "packages"
        self._gateway = Gateway(cache_dir=cache / "repodata", client=make_client(1, INDEX_SECONDS))
        self._packages = make_client(2, PACKAGE_SECONDS)
        self._opened: dict[tuple[str, ...], asyncio.Future[None]] = {}

    async def _solve(self, wanted: Mapping[str, Any]) -> tuple[Problem, list[RepoDataRecord]]:
        problem = parse_problem(wanted)
        # Variants mostly share their channels. Were each of them to open these, only one would be told why it
        # failed: the gateway answers the others "a coalesced request failed".
        shared = (problem.platform, *(named.channel.base_url for named in problem.channels))
        if shared not in self._opened:
            self._opened[shared] = asyncio.ensure_future(open_channels(problem, self._gateway))
        await self._opened[shared]
        return problem, await solve_problem(problem, self._gateway)

    async def answer_solve(self, wanted: Mapping[str, Any]) -> dict[str, Any]:
        """Solve without installing."""
        try:
            _, records = await self._solve(wanted)
        except Exception as error:  # noqa: BLE001, every failure is an answer
            return failure_from_exception(", ".join(wanted["channels"]), error).document()
        return {"status": "solved", "packages": [describe(record) for record in records]}

    async def answer_install(self, wanted: Mapping[str, Any]) -> dict[str, Any]:
        """Solve and install into a folder that exists and is the caller's own."""
        name = wanted["id"]
        target = Target(Path(wanted["prefix"]), wanted["platform"], self._package_cache, wanted["pinned"])
        try:
            say(f"{name}: solving")
            problem, records = await self._solve(wanted)
            say(f"{name}: installing {len(records)} packages")
            specs = [spec.match for spec in problem.specs]
            await install_records(records, specs, target, self._packages, partial(_say_of, name))
        except Exception as error:  # noqa: BLE001, see above
            return {"id": name, **failure_from_exception(str(target.prefix), error).document()}
        return {"id": name, "status": "installed", "lockFile": str(target.prefix / LOCK_NAME)}


async def answer(request: Mapping[str, Any]) -> dict[str, Any]:
    """Answer one request; each environment of it succeeds or fails by itself."""
    session = Session(request)
    if request["do"] == "solve":
        return await session.answer_solve(request["wanted"])
    if request["do"] == "install":
        return {"outcomes": list(await asyncio.gather(*map(session.answer_install, request["wanted"])))}
    raise ProvisionError("other", f"unknown request: {request['do']}")


def main() -> None:
    """Answer the request on standard input."""
    document = asyncio.run(answer(json.load(sys.stdin)))
    sys.stdout.write(json.dumps(document) + "\n")
    sys.stdout.flush()
    sys.stderr.flush()
    # py-rattler was seen to crash in 9 of 100 interpreter exits, after all its work was done.
    os._exit(0)


if __name__ == "__main__":
    main()
