"""How a test fared: what it failed at first, or why it was skipped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from blas_bench.suites.benchmark import BenchmarkProblem

if TYPE_CHECKING:
    import pytest

_KEPT_LINES = 12
_OURS = f"{BenchmarkProblem.__module__}.{BenchmarkProblem.__qualname__}: "
_PHASES = {"setup": "failed while it was set up: ", "call": "", "teardown": "failed while it was torn down: "}


class Outcome:
    """Hears the reports of one test."""

    def __init__(self) -> None:
        self.problem: BenchmarkProblem | None = None
        self.skipped: str | None = None

    def hear(self, report: pytest.TestReport) -> None:
        """Take one phase's report; the first that failed counts."""
        if report.failed and self.problem is None:
            message = _PHASES.get(report.when, "") + _failure(report)
            self.problem = BenchmarkProblem(message, last_lines(report.longreprtext))
        elif report.skipped and self.skipped is None:
            self.skipped = _skip_reason(report)

    def end(self, ending: BaseException) -> None:
        """Take what would have ended the session."""
        self.problem = BenchmarkProblem(f"would have ended pytest: {type(ending).__name__}: {ending}")


def last_lines(text: str) -> list[str]:
    """Return the end of what pytest shows of a failure."""
    return [line for line in text.splitlines() if line.strip()][-_KEPT_LINES:]


def _failure(report: pytest.TestReport) -> str:
    crash: Any = getattr(report.longrepr, "reprcrash", None)
    lines = (report.longreprtext if crash is None else str(crash.message)).strip().splitlines()
    # Ours are sentences; the name of their class says nothing to the author of a test.
    return lines[0].replace(_OURS, "") if lines else "failed"


def _skip_reason(report: pytest.TestReport) -> str:
    xfail = getattr(report, "wasxfail", None)
    if xfail is not None:
        return f"expected to fail: {xfail}" if xfail else "expected to fail"
    text = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longreprtext
    return text[len("Skipped: ") :] if text.startswith("Skipped: ") else text
