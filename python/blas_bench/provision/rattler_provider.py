"""Takes one request as JSON on standard input, answers it with one JSON document on standard output.

Requests: {"do": "solve" | "install" | "read-lock", ...}; their form is in src/provision/solver-process.ts.
Progress goes to standard error as lines {"progress": text}; anything else there is a library's last words.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import sys
from functools import partial
from pathlib import Path
from typing import Any, Callable, Mapping

from rattler import Client, Gateway, RepoDataRecord, SourceConfig
from rattler.networking import (
    AuthenticationMiddleware,
    GCSMiddleware,
    OciMiddleware,
    RetryMiddleware,
    S3Middleware,
)

from .channels import LocalPackages
from .complete_records import complete_records
from .failures import ProvisionError, failure_from_exception, without_credentials
from .installer import LOCK_NAME, Target, check_kept, install_records
from .locked_packages import locked_records, parse_locked
from .locked_solve import Lock, lay_over
from .pixi_lock import read_pixi_lock
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
        self._digests = cache / "digests"
        self._package_cache = cache / "packages"
        self._offline = bool(request["offline"])
        self._gateway = Gateway(
            cache_dir=cache / "repodata",
            default_config=SourceConfig(
                cache_action="force-cache-only" if self._offline else "cache-or-fetch"
            ),
            client=make_client(1, INDEX_SECONDS),
        )
        self._packages = make_client(2, PACKAGE_SECONDS)
        self._local = LocalPackages()
        self._opened: dict[tuple[str, ...], asyncio.Future[None]] = {}

    async def _open(self, problem: Problem) -> None:
        # Variants mostly share their channels. Were each of them to open these, only one would be told why it
        # failed: the gateway answers the others "a coalesced request failed".
        shared = (problem.platform, *(named.channel.base_url for named in problem.channels))
        if shared not in self._opened:
            opening = open_channels(problem, self._gateway, is_offline=self._offline)
            self._opened[shared] = asyncio.ensure_future(opening)
        await self._opened[shared]

    async def _solve(self, problem: Problem) -> list[RepoDataRecord]:
        await self._open(problem)
        return await solve_problem(problem, self._gateway)

    async def _solve_lock(
        self, problem: Problem, wanted: Mapping[str, Any], say_of: Callable[[str], None]
    ) -> list[RepoDataRecord]:
        """Return the packages of a lock, with the specs laid over them."""
        entries = parse_locked(wanted["locked"]["packages"], problem.channels)
        records = await locked_records(entries, self._packages, self._digests)
        lock = Lock(wanted["locked"]["label"], entries, records)
        laid = await lay_over(problem, lock, self._gateway, self._open)
        if laid.changes:
            say_of(f"laid over {lock.label}: {', '.join(laid.changes)}")
        return list(laid.records)

    async def answer_solve(self, wanted: Mapping[str, Any]) -> dict[str, Any]:
        """Solve without installing."""
        try:
            records = await self._solve(parse_problem(wanted))
        except Exception as error:  # noqa: BLE001, every failure is an answer
            return failure_from_exception(", ".join(wanted["channels"]), error).document()
        return {"status": "solved", "packages": [describe(record) for record in records]}

    async def answer_install(self, wanted: Mapping[str, Any]) -> dict[str, Any]:
        """Solve and install into a folder that exists and is the caller's own."""
        name = wanted["id"]
        prefix, platform = Path(wanted["prefix"]), wanted["platform"]
        target = Target(prefix, platform, self._package_cache, wanted["pinned"], self._local)
        locked = wanted["locked"]
        say_of = partial(_say_of, name)
        try:
            say_of("solving" if locked is None else f"taking the packages of {locked['label']}")
            problem = parse_problem(wanted)
            records = await (
                self._solve(problem) if locked is None else self._solve_lock(problem, wanted, say_of)
            )
            if self._offline:
                check_kept(records, self._package_cache)
            say_of(f"installing {len(records)} packages")
            specs = [spec.match for spec in problem.specs]
            await install_records(records, specs, target, self._packages, say_of)
            if locked is not None:
                complete_records(target.prefix)
        except Exception as error:  # noqa: BLE001, see above
            failure = failure_from_exception(str(target.prefix), error)
            said = failure if locked is None else _of_lock(failure, locked["label"])
            return {"id": name, **said.document()}
        packages = [describe(record) for record in records]
        return {
            "id": name,
            "status": "installed",
            "packages": packages,
            "lockFile": str(target.prefix / LOCK_NAME),
        }


def _of_lock(failure: ProvisionError, label: str) -> ProvisionError:
    """Say of a damaged download what was expected by whom: the installer speaks of the channel's index."""
    words = "\n".join(failure.last_lines)
    damaged = re.search(r"when extracting (\S+) to .*expected ([0-9a-f]+), got ([0-9a-f]+)", words)
    if failure.kind == "hash-mismatch" and damaged is not None:
        what = f"{damaged[1]}: its digest is {damaged[3]}, {label} says {damaged[2]}"
        remedy = "Make the lock anew, or take the package from where it came"
        return ProvisionError("hash-mismatch", f"{what}. {remedy}.", failure.last_lines)
    gone = re.search(r"HTTP status client error \((404|410)[^)]*\) for url \(([^)]+)\)", words)
    if failure.kind == "channel-missing" and gone is not None:
        what = f"{gone[2]}: the package that {label} names is not there"
        remedy = "Make the lock anew, or put the package back"
        return ProvisionError("package-not-found", f"{what}. {remedy}.", failure.last_lines)
    return failure


async def answer(request: Mapping[str, Any]) -> dict[str, Any]:
    """Answer one request; each environment of it succeeds or fails by itself."""
    if request["do"] == "read-lock":
        try:
            return read_pixi_lock(request["text"], request["name"], request["environment"])
        except ProvisionError as error:
            return error.document()
    session = Session(request)
    if request["do"] == "solve":
        return {"outcomes": list(await asyncio.gather(*map(session.answer_solve, request["wanted"])))}
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
