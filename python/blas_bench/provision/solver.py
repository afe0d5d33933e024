"""Solve specs against channels, and say in plain words why it cannot be done."""

from __future__ import annotations

import asyncio
import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Mapping, Sequence

from rattler import Gateway, GenericVirtualPackage, MatchSpec, RepoDataRecord, solve
from rattler.exceptions import InvalidMatchSpecError, SolverError

from .channels import NamedChannel, check_answers, parse_channels
from .failures import ProvisionError, failure_from_exception, without_credentials
from .virtual_packages import label, this_platform, unmet, virtual_packages

if TYPE_CHECKING:
    from rattler.platform import PlatformLiteral

# As many builds as a person reads.
SHOWN_BUILDS = 6


@dataclass(frozen=True)
class Spec:
    """A match specification, and how it was written."""

    text: str
    match: MatchSpec

    @property
    def name(self) -> str:
        """The package's name."""
        return str(getattr(self.match.name, "normalized", self.text))


@dataclass(frozen=True)
class Problem:
    """One thing to solve, parsed."""

    platform: PlatformLiteral
    channels: list[NamedChannel]
    specs: list[Spec]
    virtual: list[GenericVirtualPackage]

    @property
    def subdirs(self) -> list[PlatformLiteral]:
        """The folders of a channel that count."""
        return [self.platform, "noarch"]

    @property
    def where(self) -> str:
        """The place, for messages."""
        return f"{', '.join(channel.label for channel in self.channels)} for {self.platform}"


def parse_problem(wanted: Mapping[str, Any]) -> Problem:
    """Parse one entry of a request. Raises ProvisionError for the first part that cannot be understood."""
    platform = wanted["platform"]
    virtual = virtual_packages(platform, this_platform(), wanted["virtualPackages"])
    specs = [_parse_spec(text) for text in wanted["specs"]]
    return Problem(platform, parse_channels(wanted["channels"]), specs, virtual)


def _parse_spec(text: str) -> Spec:
    try:
        return Spec(text, MatchSpec(text))
    except InvalidMatchSpecError as error:
        reason = str(error).splitlines()[0]
        remedy = "Write it like numpy, numpy>=1.26,<2 or libblas=*=*_openblas"
        raise ProvisionError("bad-spec", f"{text}: not a package spec: {reason}. {remedy}.") from error


async def open_channels(problem: Problem, gateway: Gateway, *, is_offline: bool = False) -> None:
    """Load the indexes of the channels, which the gateway then keeps. Raises ProvisionError."""
    if not is_offline:
        await asyncio.to_thread(check_answers, problem.channels)
    try:
        await gateway.names([named.channel for named in problem.channels], problem.subdirs)
    except Exception as error:
        raise failure_from_exception(_blamed(problem, str(error)), error) from error


async def solve_problem(problem: Problem, gateway: Gateway) -> list[RepoDataRecord]:
    """Return the packages, all of them. Raises ProvisionError."""
    try:
        return await solve(
            [named.channel for named in problem.channels],
            [spec.match for spec in problem.specs],
            gateway=gateway,
            platforms=problem.subdirs,
            virtual_packages=problem.virtual,
        )
    except SolverError as error:
        raise await _explain(problem, gateway, str(error)) from error
    except Exception as error:
        raise failure_from_exception(_blamed(problem, str(error)), error) from error


def _blamed(problem: Problem, words: str) -> str:
    """Name the channel an error speaks of, or all of them."""
    for named in problem.channels:
        if without_credentials(named.channel.base_url) in without_credentials(words):
            return named.label
    return ", ".join(named.label for named in problem.channels)


async def _explain(problem: Problem, gateway: Gateway, words: str) -> ProvisionError:
    """Find the plainest reason: a name or a build nobody has, a system that is too old; else a conflict."""
    channels = [named.channel for named in problem.channels]
    names = {name.normalized for name in await gateway.names(channels, problem.subdirs)}
    if not names:
        remedy = "Name a channel that has packages for this platform"
        return ProvisionError("package-not-found", f"{problem.where}: the channel is empty. {remedy}.")
    missing = [spec for spec in problem.specs if spec.name not in names]
    if missing:
        return _not_found(problem, missing, names)
    bare = [MatchSpec(spec.name) for spec in problem.specs]
    by_source = await gateway.query(channels, problem.subdirs, bare, recursive=False)
    records = [record for source in by_source for record in source]
    for spec in problem.specs:
        candidates = [record for record in records if record.name.normalized == spec.name]
        reason = _reason(problem, spec, candidates)
        if reason is not None:
            return ProvisionError("unsatisfiable", reason, words.splitlines()[:8])
    specs = ", ".join(spec.text for spec in problem.specs)
    what = f"{problem.where}: these cannot be installed together: {specs}"
    remedy = "Leave one out or loosen its version"
    return ProvisionError("unsatisfiable", f"{what}. {remedy}.", words.splitlines()[:12])


def _not_found(problem: Problem, missing: Sequence[Spec], names: set[str]) -> ProvisionError:
    found = []
    for spec in missing:
        near = difflib.get_close_matches(spec.name, names, n=1, cutoff=0.75)
        found.append(spec.text + (f" (did you mean {near[0]}?)" if near else ""))
    what = f"{problem.where}: package not found: {', '.join(found)}"
    return ProvisionError("package-not-found", f"{what}. Check the spelling, or add the channel that has it.")


def _reason(problem: Problem, spec: Spec, candidates: Sequence[RepoDataRecord]) -> str | None:
    """Say why no candidate will do for this spec alone; None when one would."""
    matching = [record for record in candidates if spec.match.matches(record)]
    if not matching:
        remedy = "Ask for one of those, or add the channel that has it"
        return f"{problem.where}: nothing matches {spec.text}; there are {_newest(candidates)}. {remedy}."
    lacking = [unmet(record.depends, problem.virtual, problem.platform) for record in matching]
    if not all(lacking):
        return None
    needs = sorted({dependency for dependencies in lacking for dependency in dependencies})
    has = label(needs[0].split()[0], problem.virtual)
    remedy = "Choose another variant, or a machine whose system is new enough"
    return f"{problem.where}: {spec.text} needs {' or '.join(needs)}, and here {has}. {remedy}."


def _newest(candidates: Sequence[RepoDataRecord]) -> str:
    by_age = sorted(candidates, key=lambda record: (record.version, record.build_number), reverse=True)
    builds = [f"{record.name.normalized} {record.version} {record.build}" for record in by_age]
    more = len(builds) - SHOWN_BUILDS
    return ", ".join(builds[:SHOWN_BUILDS]) + (f" and {more} more" if more > 0 else "")
