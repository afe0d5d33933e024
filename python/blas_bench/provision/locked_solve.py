"""Lays specs, a BLAS pin among them, over the packages of a lock: all the others stay exactly as they are.

A lock names every package. What it has already is taken as it stands, without a solve. Where a spec asks for
more, the solver may add packages, and where it asks for another BLAS, it may replace the BLAS and what that
depends on, which it keeps as far as the new BLAS allows.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Awaitable, Callable, Iterable, Sequence

from rattler import Gateway, MatchSpec, RepoDataRecord, solve
from rattler.exceptions import SolverError

from .failures import ProvisionError, failure_from_exception
from .locked_packages import Locked
from .solver import Problem, Spec

BLAS = ("libblas", "libcblas", "liblapack", "liblapacke", "blas", "blas-devel")


@dataclass(frozen=True)
class Lock:
    """The packages of a lock, and what it is called in messages."""

    label: str
    entries: Sequence[Locked]
    records: Sequence[RepoDataRecord]


@dataclass(frozen=True)
class LaidOver:
    """The packages to install, and what has become of the lock's, in words; empty for nothing."""

    records: Sequence[RepoDataRecord]
    changes: Sequence[str]


async def lay_over(
    problem: Problem, lock: Lock, gateway: Gateway, open_channels: Callable[[Problem], Awaitable[None]]
) -> LaidOver:
    """Return the lock's packages with the problem's specs laid over them. Raises ProvisionError.

    The channels are opened only where a spec asks for what the lock does not have.
    """
    unmet = [spec for spec in problem.specs if not _met(spec, lock.records)]
    if not unmet:
        return LaidOver(lock.records, [])
    await open_channels(problem)
    lock = await _from_index(problem, lock, unmet, gateway)
    by_name = {record.name.normalized: record for record in lock.records}
    blas = _closure([name for name in BLAS if name in by_name], by_name)
    _check_fixed(unmet, by_name, blas, lock)
    # A lock without libblas has nothing to replace: its BLAS is what the solver adds.
    replaced = blas if any(spec.name in (*BLAS, *blas) for spec in unmet) else set()
    records = await _solve(problem, lock, unmet, replaced, gateway)
    return LaidOver(records, _changes(lock.records, records))


def _met(spec: Spec, records: Iterable[RepoDataRecord]) -> bool:
    return any(spec.match.matches(record) for record in records)


def _closure(names: Iterable[str], by_name: dict[str, RepoDataRecord]) -> set[str]:
    """Return the names with all that they depend on, as far as it is in the lock."""
    found: set[str] = set()
    left = list(names)
    while left:
        name = left.pop()
        if name in by_name and name not in found:
            found.add(name)
            left.extend(dependency.split()[0] for dependency in by_name[name].depends)
    return found


async def _from_index(problem: Problem, lock: Lock, unmet: Sequence[Spec], gateway: Gateway) -> Lock:
    """Take the channels' own records, which say what each package needs. Digests have to be the lock's."""
    channels = [named.channel for named in problem.channels]
    names = [MatchSpec(record.name.normalized) for record in lock.records]
    try:
        by_source = await gateway.query(channels, problem.subdirs, names, recursive=False)
    except Exception as error:
        raise failure_from_exception(problem.where, error) from error
    index = {(record.subdir, record.file_name): record for source in by_source for record in source}
    records, gone = [], []
    for entry, record in zip(lock.entries, lock.records):
        known = index.get((record.subdir, record.file_name))
        if known is not None and known.sha256 is not None and known.sha256 != record.sha256:
            what = f"{record.file_name}: {lock.label} and the channel's index have different digests of it"
            raise ProvisionError(
                "hash-mismatch", f"{what}. Make the lock anew, or name the channel it is of."
            )
        if known is None and entry.depends is None:
            gone.append(record.file_name)
        records.append(record if known is None else known)
    if gone:
        asked = ", ".join(spec.text for spec in unmet)
        what = f"{asked} cannot be laid over {lock.label}: {problem.where} has no {', '.join(gone[:5])}"
        remedy = "Name the channel that has them, make the lock anew, or name the variant default"
        raise ProvisionError("package-not-found", f"{what}. {remedy}.")
    return replace(lock, records=records)


def _check_fixed(
    unmet: Sequence[Spec], by_name: dict[str, RepoDataRecord], blas: set[str], lock: Lock
) -> None:
    """Raise ProvisionError for the specs that ask for another build of what the lock fixes."""
    fixed = [spec for spec in unmet if spec.name in by_name and spec.name not in blas]
    if not fixed:
        return
    said = [f"{spec.text}, and it has {_named(by_name[spec.name])}" for spec in fixed]
    what = f"{lock.label} contradicts what is asked for: {'; '.join(said)}"
    raise ProvisionError("unsatisfiable", f"{what}. Ask for what the lock has, or make the lock anew.")


async def _solve(
    problem: Problem, lock: Lock, unmet: Sequence[Spec], replaced: set[str], gateway: Gateway
) -> list[RepoDataRecord]:
    kept = [record for record in lock.records if record.name.normalized not in replaced]
    movable = [record for record in lock.records if record.name.normalized in replaced]
    exact = [MatchSpec(f"{record.name.normalized}=={record.version}={record.build}") for record in kept]
    # What is of the BLAS itself stays, as another build; the library below it goes with its last user.
    same = [MatchSpec(record.name.normalized) for record in movable if record.name.normalized in BLAS]
    try:
        return await solve(
            [named.channel for named in problem.channels],
            [*(spec.match for spec in problem.specs), *exact, *same],
            gateway=gateway,
            platforms=problem.subdirs,
            pinned_packages=kept,
            locked_packages=movable,
            virtual_packages=problem.virtual,
        )
    except SolverError as error:
        asked = ", ".join(spec.text for spec in unmet)
        what = f"{problem.where}: {asked} cannot be laid over {lock.label}, which fixes every other package"
        remedy = "Make a lock for this variant, or name the variant default, which takes the lock as it is"
        raise ProvisionError("unsatisfiable", f"{what}. {remedy}.", str(error).splitlines()[:12]) from error
    except Exception as error:
        raise failure_from_exception(problem.where, error) from error


def _changes(before: Iterable[RepoDataRecord], after: Iterable[RepoDataRecord]) -> list[str]:
    old = {record.name.normalized: _named(record) for record in before}
    new = {record.name.normalized: _named(record) for record in after}
    changes = []
    for name in sorted({*old, *new}):
        was, now = old.get(name), new.get(name)
        if was != now:
            changes.append(f"{was or 'nothing'} -> {now or 'nothing'}")
    return changes


def _named(record: RepoDataRecord) -> str:
    return f"{record.name.normalized} {record.version} {record.build}"
