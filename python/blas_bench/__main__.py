"""The door: `python -m blas_bench COMMAND`, or `python path/to/blas_bench COMMAND` without PYTHONPATH."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

COMMANDS = {
    "asv-peak": (
        "blas_bench.asv_suite.peak_process",
        "run one peakmem_* benchmark, and say how much it took",
    ),
    "become": ("blas_bench.become", "become another program, which ends with its parent"),
    "evidence": ("blas_bench.evidence.command", "which BLAS and LAPACK NumPy really uses, as JSON"),
    "script": ("blas_bench.script", "run a file, and say what it had loaded"),
    "threadpools": ("blas_bench.threadpools", "what threadpoolctl says, as JSON"),
    "worker": ("blas_bench.worker_command", "take timing requests on standard input"),
}


def _make_importable() -> None:
    """Load the package by its folder, which Python put first on the path when it was started by that folder.

    The folder is taken off the path again: its modules must not shadow anybody's top-level ones.
    """
    folder = Path(__file__).resolve().parent
    sys.path[0] = str(folder.parent)
    import_module(folder.name)
    del sys.path[0]


def main(argv: list[str]) -> int:
    """Run one command and return its exit code; 2 for a command that does not exist."""
    name = argv[0] if argv else ""
    if name not in COMMANDS:
        lines = [f"  {command:12} {meaning}" for command, (_, meaning) in COMMANDS.items()]
        usage = "\n".join(["usage: python -m blas_bench COMMAND [options]", *lines, ""])
        asked_for_help = name in ("-h", "--help")
        (sys.stdout if asked_for_help else sys.stderr).write(usage)
        return 0 if asked_for_help else 2
    if not __package__:
        _make_importable()
    return int(import_module(COMMANDS[name][0]).main(argv[1:]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
