"""A BLAS pin laid over a lock, on an index without packages: what moves, what stays, and what is refused."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest
from rattler import Gateway

from blas_bench.provision.failures import ProvisionError
from blas_bench.provision.locked_packages import Locked
from blas_bench.provision.locked_solve import LaidOver, Lock, lay_over
from blas_bench.provision.solver import Problem, open_channels, parse_problem, solve_problem

if TYPE_CHECKING:
    from pathlib import Path

# As conda-forge has it on Linux: MKL wants another build of the OpenMP mutex, which libgcc needs as well.
PACKAGES: dict[str, tuple[str, ...]] = {
    "python-3.12.1-0_cpython": ("libgcc",),
    "numpy-2.1.0-py312_0": ("libblas >=3.9", "python 3.12.*"),
    "numpy-2.2.0-py312_0": ("libblas >=3.9", "python 3.12.*"),
    "libgcc-14.1-0": ("_openmp_mutex >=4.5",),
    "libgcc-14.2-0": ("_openmp_mutex >=4.5",),
    "_openmp_mutex-4.5-2_gnu": (),
    "_openmp_mutex-4.5-3_llvm": ("llvm-openmp",),
    "llvm-openmp-19.1-0": (),
    "libopenblas-0.3.28-pthreads_0": ("libgcc",),
    "mkl-2024.2-0": ("_openmp_mutex * *_llvm", "llvm-openmp"),
    "libblas-3.9.0-1_openblas": ("libopenblas",),
    "libblas-3.9.0-2_mkl": ("mkl",),
    "blas-devel-3.9.0-1_openblas": ("libblas 3.9.0 1_openblas",),
    "blas-devel-3.9.0-2_mkl": ("libblas 3.9.0 2_mkl",),
    "gomp-user-1.0-0": ("_openmp_mutex * *_gnu",),
    "tqdm-4.0-0": (),
    "tqdm-4.1-0": (),
}
OLD = ["numpy 2.1.0", "libgcc 14.1", "tqdm 4.0", "_openmp_mutex * *_gnu", "libblas=*=*_openblas"]


@pytest.fixture
def channel(tmp_path: Path) -> Path:
    for subdir in ("linux-64", "noarch"):
        (tmp_path / subdir).mkdir()
        packages = {} if subdir == "noarch" else dict(map(record, PACKAGES.items()))
        index = {"info": {"subdir": subdir}, "packages": {}, "packages.conda": packages}
        (tmp_path / subdir / "repodata.json").write_text(json.dumps(index))
    return tmp_path


def record(package: tuple[str, tuple[str, ...]]) -> tuple[str, dict[str, Any]]:
    name, version, build = package[0].rsplit("-", 2)
    number = next(int(part) for part in build.split("_") if part.isdigit())
    digest = package[0].encode().hex().ljust(64, "0")[:64]
    about = {"name": name, "version": version, "build": build, "build_number": number, "subdir": "linux-64"}
    return f"{package[0]}.conda", {**about, "depends": package[1], "sha256": digest}


def problem(channel: Path, *specs: str) -> Problem:
    wanted = {"platform": "linux-64", "channels": [str(channel)], "specs": specs, "virtualPackages": []}
    return parse_problem(wanted)


async def lay(channel: Path, locked: list[str], *specs: str, **changes: Any) -> LaidOver:
    gateway = Gateway(cache_dir=channel / "cache")

    async def opened(of: Problem) -> None:
        await open_channels(of, gateway)

    records = await solve_problem(problem(channel, "python", "numpy", *locked), gateway)
    for one in records:
        one.sha256 = changes.get(one.name.normalized, one.sha256)
    entries = [Locked(one.url, None, None, None, []) for one in records]
    lock = Lock("pixi.lock", entries, records)
    return await lay_over(problem(channel, "python", "numpy", *specs), lock, gateway, opened)


def named(laid: LaidOver) -> list[str]:
    return sorted(f"{one.name.normalized} {one.version} {one.build}" for one in laid.records)


def test_what_the_lock_has_is_taken_without_the_channel(channel: Path) -> None:
    laid = asyncio.run(lay(channel, OLD, "libblas=*=*_openblas", "tqdm 4.0"))
    assert laid.changes == []
    assert "libblas 3.9.0 1_openblas" in named(laid)


def test_only_the_blas_and_what_it_depends_on_moves_and_only_as_far_as_it_must(channel: Path) -> None:
    laid = asyncio.run(lay(channel, [*OLD, "blas-devel"], "libblas=*=*_mkl"))
    assert laid.changes == [
        "_openmp_mutex 4.5 2_gnu -> _openmp_mutex 4.5 3_llvm",
        "blas-devel 3.9.0 1_openblas -> blas-devel 3.9.0 2_mkl",
        "libblas 3.9.0 1_openblas -> libblas 3.9.0 2_mkl",
        "libopenblas 0.3.28 pthreads_0 -> nothing",
        "nothing -> llvm-openmp 19.1 0",
        "nothing -> mkl 2024.2 0",
    ]
    # There are newer ones of all of these.
    assert {"numpy 2.1.0 py312_0", "libgcc 14.1 0", "tqdm 4.0 0"} <= set(named(laid))


def refused(channel: Path, *arguments: Any, **changes: Any) -> ProvisionError:
    with pytest.raises(ProvisionError) as caught:
        asyncio.run(lay(channel, *arguments, **changes))
    return caught.value


def test_what_another_package_of_the_lock_forbids_is_refused(channel: Path) -> None:
    failure = refused(channel, [*OLD, "gomp-user"], "libblas=*=*_mkl")
    assert failure.kind == "unsatisfiable"
    assert "libblas=*=*_mkl cannot be laid over pixi.lock, which fixes every other package" in failure.message


def test_all_that_contradicts_the_lock_is_named(channel: Path) -> None:
    failure = refused(channel, OLD, "numpy 2.2.*", "libgcc 14.2", "tqdm 4.1", "libblas=*=*_mkl")
    assert failure.kind == "unsatisfiable"
    assert "numpy 2.2.*, and it has numpy 2.1.0 py312_0; tqdm 4.1, and it has tqdm 4.0 0" in failure.message


def test_another_digest_than_the_index_has_is_refused(channel: Path) -> None:
    failure = refused(channel, OLD, "libblas=*=*_mkl", tqdm=b"\0" * 32)
    assert failure.kind == "hash-mismatch"
    assert failure.message.startswith(
        "tqdm-4.0-0.conda: pixi.lock and the channel's index have different digests"
    )
