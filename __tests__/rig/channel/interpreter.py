"""Python, NumPy and pure-Python packages out of unpacked Debian packages and wheels."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from pathlib import Path

from .elf import close_over, copy_libraries
from .package import Channel, Package

SITE_PACKAGES = "lib/python3.11/site-packages"
LIBRARIES = ["ffi", "ssl", "crypto", "z", "expat", "bz2", "lzma", "uuid", "sqlite3", "crypt"]
# Modules whose libraries the channel does not carry (terminals, old databases, NIS).
LEFT_OUT = ["_dbm", "nis", "readline", "_curses", "_curses_panel", "ossaudiodev"]

# Debian's `site` is frozen into the interpreter and looks in dist-packages only. addsitedir, not a
# bare path, so that .pth files of site-packages (editable installs) count as well.
SITE_PTH = """\
import os, site; site.addsitedir(os.path.join(os.path.dirname(sitedir), "site-packages"))
"""

# Outside of virtual environments Debian installs under local/, where conda's Python does not look.
DEBIAN_SCHEME, CONDA_SCHEME = "prefix_scheme = 'posix_local'", "prefix_scheme = 'posix_prefix'"


def add_python(channel: Channel, debian: Path, prefix: Path) -> None:
    """CPython 3.11 of Debian 12 as a `python` package that is closed in itself."""
    standard = prefix / "lib/python3.11"
    unwanted = shutil.ignore_patterns("dist-packages", "sitecustomize.py", "EXTERNALLY-MANAGED", "test")
    shutil.copytree(debian / "usr/lib/python3.11", standard, symlinks=True, ignore=unwanted)
    for name in LEFT_OUT:
        next((standard / "lib-dynload").glob(f"{name}.*.so")).unlink()
    for extension in (standard / "lib-dynload").glob("*.so"):
        close_over(extension, prefix)
    for name in LIBRARIES:
        copy_libraries(debian, f"**/x86_64-linux-gnu/lib{name}.so.*", prefix)
    (standard / "dist-packages").mkdir()
    (standard / "dist-packages/site-packages.pth").write_text(SITE_PTH)
    (prefix / SITE_PACKAGES).mkdir()
    (prefix / SITE_PACKAGES / "README.txt").write_text("Python packages of this environment\n")
    sysconfig = standard / "sysconfig.py"
    before, after = sysconfig.read_text().split(DEBIAN_SCHEME)
    sysconfig.write_text(before + CONDA_SCHEME + after)
    (prefix / "bin").mkdir()
    shutil.copy2(debian / "usr/bin/python3.11", prefix / "bin/python3.11")
    close_over(prefix / "bin/python3.11", prefix)
    for name in ("python3", "python"):
        (prefix / "bin" / name).symlink_to("python3.11")
    compile_all(prefix / "bin/python3.11", standard)
    channel.add(
        Package(
            "python",
            "3.11.2",
            "0_cpython",
            "linux-64",
            depends=["__glibc >=2.36,<3.0.a0"],
            constrains=["python_abi 3.11.* *_cp311"],
            files=prefix,
        )
    )


def compile_all(python: Path, folder: Path) -> None:
    """Add bytecode, which conda-forge's packages have and Debian's make only when they are installed.

    It goes by the source's digest: tests change sources, and installers may change times.
    """
    how = ["--invalidation-mode", "checked-hash", "-q", "-q"]
    # Some of lib2to3's own test files are no Python of today.
    subprocess.run([python, "-Im", "compileall", *how, folder], check=False)


def numpy_package(subdir: str, files: Path | None = None) -> Package:
    """Describe `numpy`, bound to the generic BLAS interface as conda-forge's is."""
    depends = [f"{name} >=3.9.0,<4.0a0" for name in ("libblas", "libcblas", "liblapack")]
    depends += ["python >=3.11,<3.12.0a0", "python_abi 3.11.* *_cp311"]
    return Package("numpy", "1.24.2", "py311h8e6699e_0", subdir, depends=depends, files=files)


def add_numpy(channel: Channel, debian: Path, prefix: Path, python: Path) -> None:
    """Debian's NumPy, with the dist-info folder conda-forge's has, so that pip can replace it."""
    source = debian / "usr/lib/python3/dist-packages"
    site_packages = prefix / SITE_PACKAGES
    unwanted = shutil.ignore_patterns("tests", "__pycache__", "f2py", "include")
    shutil.copytree(source / "numpy", site_packages / "numpy", symlinks=True, ignore=unwanted)
    for extension in site_packages.rglob("*.so"):
        close_over(extension, prefix)
    compile_all(python, site_packages / "numpy")
    info = site_packages / "numpy-1.24.2.dist-info"
    info.mkdir()
    shutil.copy2(source / "numpy-1.24.2.egg-info/PKG-INFO", info / "METADATA")
    (info / "INSTALLER").write_text("conda\n")
    (info / "WHEEL").write_text("Wheel-Version: 1.0\nGenerator: synthetic\nRoot-Is-Purelib: false\n")
    record = info / "RECORD"
    record.touch()
    files = (file for file in site_packages.rglob("*") if not file.is_dir())
    rows = sorted(f"{file.relative_to(site_packages)},,\n" for file in files)
    record.write_text("".join(rows))
    channel.add(numpy_package("linux-64", prefix))


def add_pure_python(channel: Channel, wheels: Path, work: Path) -> None:
    """Add pip from its wheel, and a one-line module; both noarch, as most of conda-forge is."""
    pip_files = work / "pip"
    wheel = next(wheels.glob("pip-*.whl"))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(pip_files / "site-packages")
    version = wheel.name.split("-")[1]
    hello_files = work / "hello"
    (hello_files / "site-packages").mkdir(parents=True)
    (hello_files / "site-packages/synthetic_hello.py").write_text('GREETING = "hello"\n')
    for name, its_version, files in (("pip", version, pip_files), ("synthetic-hello", "1.0", hello_files)):
        channel.add(
            Package(
                name,
                its_version,
                "pyh0000000_0",
                "noarch",
                depends=["python >=3.8"],
                noarch="python",
                files=files,
            )
        )
    channel.add(
        Package(
            "python_abi", "3.11", "8_cp311", "noarch", 8, [], ["python 3.11.* *_cpython"], noarch="generic"
        )
    )
