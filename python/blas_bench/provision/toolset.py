"""Creates the tool environment with the machine's own Python: toolset.py CACHE_FOLDER prints one document.

It holds the solver (py-rattler) in a virtual environment, and threadpoolctl in a folder of its own. Standard
library only. Two runs may create it at once: one waits for the other. Killed half-way it leaves a folder of
another name, which the next run removes; what has the right name is whole.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
SOLVER_LOCK = HERE / "requirements-solver.txt"
THREADPOOLCTL_LOCK = HERE / "requirements-threadpoolctl.txt"

# The words of pip and venv by kind of failure, and what to tell people; the first match wins.
FAILURES = (
    (
        "disk-full",
        r"No space left on device|Disk quota exceeded|File too large",
        "the disk is full. Free some space",
    ),
    (
        "hash-mismatch",
        r"DO NOT MATCH THE HASHES",
        "what the package index gives is not the locked package. Try again",
    ),
    (
        "no-python",
        r"ensurepip is not|No module named '?(venv|ensurepip|pip)",
        "this Python cannot make virtual environments. Install its venv module (Debian: python3-venv)",
    ),
    (
        "channel-unreachable",
        (
            r"Failed to establish a new connection|Connection (refused|reset|aborted)|[Tt]imed? ?out"
            r"|ProxyError|name resolution|Name or service not known|nodename nor servname|Could not fetch URL"
        ),
        "the Python package index cannot be reached. Check the network and pip's settings",
    ),
    (
        "other",
        r"No matching distribution|Could not find a version",
        "the package index has no wheel for this Python and machine. Use another Python",
    ),
)
OFFLINE = (
    "there is none in the cache, and offline nothing is fetched. Run once without offline, "
    "or name a folder of wheels in PIP_FIND_LINKS"
)


class ToolsetError(Exception):
    """The tool environment cannot be made: a kind of provider.ts, a sentence, pip's own last words."""

    def __init__(self, kind: str, message: str, output: str = "") -> None:
        super().__init__(message)
        self.document = {
            "status": "failed",
            "kind": kind,
            "message": message,
            "lastLines": [line for line in output.splitlines() if line.strip()][-5:],
        }


def key() -> str:
    """Return what tells one tool environment from another: the locks, this Python and this machine."""
    parts = [SOLVER_LOCK.read_text(), THREADPOOLCTL_LOCK.read_text(), sys.version, sys.base_prefix]
    parts += [sysconfig.get_platform(), platform.machine()]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


def ensure(cache: Path) -> dict[str, Any]:
    """Return where the tools are, creating them if need be. Raises ToolsetError."""
    home = cache / f"tools-{key()}"
    created = False
    # The complete folder gets its name last, by a rename: where the name is, everything is.
    if not home.is_dir():
        cache.mkdir(parents=True, exist_ok=True)
        with (cache / "tools.lock").open("w") as lock:
            # The system drops the lock when its holder dies, so it can never be stale.
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not home.is_dir():
                for abandoned in cache.glob("tools-*.making-*"):
                    shutil.rmtree(abandoned, ignore_errors=True)
                _create(home)
                created = True
    python = str(home / "venv" / "bin" / "python")
    tools = {"python": python, "threadpoolctlFolder": str(home / "threadpoolctl"), "created": created}
    return {"status": "ready", **tools}


def _create(home: Path) -> None:
    unfinished = home.with_name(f"{home.name}.making-{os.getpid()}")
    venv = unfinished / "venv"
    python = str(venv / "bin" / "python")
    pip = [python, "-Im", "pip", "--disable-pip-version-check", "--no-input", "--retries", "1", "install"]
    pip += ["--quiet", "--no-deps", "--require-hashes", "--only-binary=:all:"]
    anywhere = ["--ignore-requires-python", "--target", str(unfinished / "threadpoolctl")]
    try:
        _run([sys.executable, "-Im", "venv", str(venv)], "creating the tool environment")
        _run([*pip, "-r", str(SOLVER_LOCK)], "installing the conda solver")
        _run([*pip, *anywhere, "-r", str(THREADPOOLCTL_LOCK)], "installing threadpoolctl")
        _run([python, "-Ic", "import rattler"], "starting the conda solver")
        unfinished.rename(home)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _run(command: list[str], what: str) -> None:
    done = subprocess.run(command, check=False, capture_output=True, text=True, errors="replace")
    if done.returncode != 0:
        raise failure(what, done.stdout + done.stderr)


def failure(what: str, output: str) -> ToolsetError:
    """Tell the kinds of failure apart by the words of pip and venv."""
    for kind, words, meaning in FAILURES:
        if re.search(words, output):
            if kind == "other" and os.environ.get("PIP_NO_INDEX"):
                return ToolsetError(
                    "channel-unreachable", f"{what} with {sys.executable}: {OFFLINE}.", output
                )
            return ToolsetError(kind, f"{what} with {sys.executable}: {meaning}.", output)
    return ToolsetError("other", f"{what} with {sys.executable} failed.", output)


def main(argv: list[str]) -> None:
    """Print the document; every failure is one too."""
    try:
        document = ensure(Path(argv[0]))
    except ToolsetError as error:
        document = error.document
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
        document = ToolsetError("disk-full" if full else "other", f"{argv[0]}: {error.strerror}.").document
    sys.stdout.write(json.dumps(document) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
