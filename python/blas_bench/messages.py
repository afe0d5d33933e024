"""The worker's side of src/result/worker-messages.ts: how its facts are written as JSON."""

from __future__ import annotations

import json
import math
import os
import traceback
from pathlib import Path
from types import TracebackType
from typing import Any, Dict, Iterable, Sequence

from . import once
from .suites.benchmark import (
    Benchmark,
    BenchmarkProblem,
    Part,
    SkippedRun,
    Source,
    TurnsBenchmark,
    ValueRun,
    WholeBenchmark,
    WholeRun,
)
from .timing import Batch

Json = Dict[str, Any]

PROTOCOL_VERSION = 1
UNNUMBERED = -1
"""The id of the answer to a line that has none."""

_OURS = (f"{Path(__file__).parent}{os.sep}", "<frozen importlib")
_LAST_LINES = 12
_LONGEST_TEXT = 500


def encode(message: Json) -> bytes:
    """Write one message as one line. Raises ValueError for numbers that are not finite."""
    return json.dumps(message, allow_nan=False).encode("ascii") + b"\n"


def decode(line: bytes) -> Json:
    """Read one line; empty when it holds no JSON object."""
    try:
        message = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return message if isinstance(message, dict) else {}


def number(request: Json) -> int:
    """Return the id of a request, or UNNUMBERED."""
    found = request.get("id")
    return found if type(found) is int else UNNUMBERED


def answer(request: Json, ok: Json) -> bytes:
    """Write what was asked for. Raises ValueError for numbers that are not finite."""
    spent = once.take_nanoseconds()
    return encode({"id": number(request), "ok": ok, **({"onceNanoseconds": spent} if spent else {})})


def answer_error(request: Json, raised: BaseException) -> bytes:
    """Write why it cannot be given."""
    return encode({"id": number(request), "error": error(raised)})


def hello(
    benchmarks: Sequence[Benchmark], clock_resolution_nanoseconds: float, notices: Sequence[str] = ()
) -> Json:
    """Write the first message: who speaks, what can be asked for, and what people should know of it."""
    return {
        "hello": {
            "protocolVersion": PROTOCOL_VERSION,
            "processId": os.getpid(),
            "benchmarks": [_benchmark(benchmark) for benchmark in benchmarks],
            "clockResolutionNanoseconds": clock_resolution_nanoseconds,
            "notices": [notice[:_LONGEST_TEXT] for notice in notices],
        }
    }


def refusal(problem: BenchmarkProblem) -> Json:
    """Write what is said instead of hello when there is nothing to offer."""
    return {"refusal": error(problem)}


def prepared(fingerprint: Iterable[float] | None, rounds: tuple[int, int] | None) -> Json:
    """Write that a benchmark is set up, and how often it may run where it counts that itself."""
    counted = {} if rounds is None else {"rounds": {"count": rounds[0], "iterations": rounds[1]}}
    return {"fingerprint": None if fingerprint is None else numbers(fingerprint), **counted}


def numbers(values: Iterable[float]) -> list[float | None]:
    """Write a fingerprint. JSON has no infinity and no NaN: both become null."""
    return [float(value) if math.isfinite(value) else None for value in values]


def batch(measured: Batch, idle_cpu_nanoseconds: int) -> Json:
    """Write one batch, with the CPU time used while waiting for the request."""
    return {
        "wallNanoseconds": measured.wall_nanoseconds,
        "cpuNanoseconds": measured.cpu_nanoseconds,
        "involuntarySwitches": measured.involuntary_switches,
        "idleCpuNanoseconds": idle_cpu_nanoseconds,
    }


def whole_run(run: WholeRun | ValueRun | SkippedRun) -> Json:
    """Write one whole run."""
    if isinstance(run, SkippedRun):
        return {"skipped": run.reason}
    if isinstance(run, ValueRun):
        return {"value": run.value, "cpuNanoseconds": run.cpu_nanoseconds}
    return {
        "parts": [_part(part) for part in run.parts],
        "summaryLines": run.summary_lines,
        "fingerprint": numbers(run.fingerprint),
    }


def error(raised: BaseException) -> Json:
    """Write what was raised, with the last lines of its traceback; of a problem, those of its cause."""
    if isinstance(raised, BenchmarkProblem):
        cause = raised.__cause__
        message, lines = str(raised), raised.last_lines if cause is None else _traceback_lines(cause)
    else:
        message = "".join(traceback.format_exception_only(type(raised), raised)).strip()
        lines = _traceback_lines(raised)
    return {
        "message": message[:_LONGEST_TEXT],
        "lastLines": [line[:_LONGEST_TEXT] for line in lines[-_LAST_LINES:]],
    }


def _traceback_lines(raised: BaseException) -> list[str]:
    whole = raised.__traceback__
    return "".join(traceback.format_exception(type(raised), raised, _theirs(whole) or whole)).splitlines()


def _theirs(trace: TracebackType | None) -> TracebackType | None:
    """Skip the frames of the worker, which say nothing to the author of a benchmark."""
    while trace is not None and trace.tb_frame.f_code.co_filename.startswith(_OURS):
        trace = trace.tb_next
    return trace


def _benchmark(benchmark: Benchmark) -> Json:
    takes_turns = isinstance(benchmark, TurnsBenchmark)
    quantity = benchmark.quantity if isinstance(benchmark, WholeBenchmark) else None
    problem = benchmark.problem if isinstance(benchmark, TurnsBenchmark) else None
    return {
        "name": benchmark.name,
        "role": benchmark.role,
        "method": "turns" if takes_turns else "whole",
        "layer": benchmark.layer,
        "description": benchmark.description,
        "flop": benchmark.flop if isinstance(benchmark, TurnsBenchmark) else None,
        "relativeTolerance": benchmark.relative_tolerance,
        "source": _source(benchmark.source),
        **({} if quantity is None else {"quantity": {"unit": quantity.unit, "better": quantity.better}}),
        **({} if problem is None else {"problem": error(problem)}),
    }


def _source(source: Source | None) -> Json | None:
    if source is None:
        return None
    return {"command": True} if source.file == "" else {"file": source.file, "line": source.line}


def _part(part: Part) -> Json:
    return {
        "name": part.name,
        "layer": part.layer,
        "description": part.description,
        "seconds": part.seconds,
        "repeats": part.repeats,
        "flop": part.flop,
    }
