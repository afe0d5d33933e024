"""The process that is timed: answers its parent's requests, one JSON document a line, and waits in between.

The messages are described, and checked, in src/result/worker-messages.ts.
"""

from __future__ import annotations

import argparse
import contextlib
import math
import time
from pathlib import Path
from typing import Any, BinaryIO, Callable, Sequence

from . import messages, suites
from .messages import Json
from .parent_death import end_with_parent
from .standard_streams import take_over_standard_streams
from .suites.benchmark import Benchmark, BenchmarkProblem, Prepared, TurnsBenchmark, WholeBenchmark
from .timing import calibrate, clock_resolution_nanoseconds, measure_batch


class RequestError(Exception):
    """A request that makes no sense: the parent's mistake, not the benchmark's."""


def main(arguments: Sequence[str]) -> int:
    """Say hello, then serve requests until the input ends or says quit; 1 when there is nothing to serve."""
    end_with_parent()
    requests, answers = take_over_standard_streams()
    options = _parse(arguments)
    # A parent that has stopped listening has nothing more to hear, not even a complaint.
    with contextlib.suppress(BrokenPipeError), requests, answers:
        try:
            # Only now: this imports NumPy, and what that may print must not reach the pipe to the parent.
            worker = Worker(_load(options), options.scratch)
        except BenchmarkProblem as problem:
            _send(answers, messages.encode(messages.refusal(problem)))
            return 1
        worker.serve(requests, answers)
    return 0


class Worker:
    """The benchmarks on offer, and what has been set up of them."""

    def __init__(self, benchmarks: Sequence[Benchmark], scratch: Path | None = None) -> None:
        self._scratch = scratch or Path()
        self._benchmarks = {benchmark.name: benchmark for benchmark in benchmarks}
        self._prepared: dict[str, Prepared] = {}
        self._idle_cpu_nanoseconds = 0
        self._told_to_quit = False
        self._actions: dict[str, Callable[[Json], Json]] = {
            "evidence": self._evidence,
            "prepare": self._prepare,
            "calibrate": self._calibrate,
            "batch": self._batch,
            "whole": self._whole,
            "process": self._process,
            "quit": self._quit,
        }

    def serve(self, requests: BinaryIO, answers: BinaryIO) -> None:
        """Say hello and answer each line of `requests` until they end or one says quit."""
        hello = messages.hello(list(self._benchmarks.values()), clock_resolution_nanoseconds())
        _send(answers, messages.encode(hello))
        answered = time.process_time_ns()
        for line in requests:
            self._idle_cpu_nanoseconds = time.process_time_ns() - answered
            request = messages.decode(line)
            _send(answers, self._answer(request))
            if self._told_to_quit:
                return
            answered = time.process_time_ns()

    def _answer(self, request: Json) -> bytes:
        number = messages.number(request)
        try:
            return messages.encode({"id": number, "ok": self._action(request)(request)})
        # Benchmarks are other people's code, and calling sys.exit in one must not end the session either.
        except (Exception, SystemExit, KeyboardInterrupt) as error:  # noqa: BLE001
            return messages.encode({"id": number, "error": messages.error(error)})

    def _action(self, request: Json) -> Callable[[Json], Json]:
        if messages.number(request) == messages.UNNUMBERED:
            raise RequestError("not a JSON object with a whole number as id")
        action = self._actions.get(str(request.get("do")))
        if action is None:
            raise RequestError(f"unknown request {request.get('do')!r}")
        return action

    def _evidence(self, _: Json) -> Json:
        from .evidence import collect_evidence

        return collect_evidence()

    def _prepare(self, request: Json) -> Json:
        benchmark = self._benchmark(request)
        if not isinstance(benchmark, TurnsBenchmark):
            raise RequestError(f"{benchmark.name} runs as a whole: it is not prepared")
        prepared = benchmark.set_up()
        # The first call warms up too: libraries allocate, start threads and choose their kernels in it.
        fingerprint = prepared.fingerprint(prepared.run())
        self._prepared[benchmark.name] = prepared
        return {"fingerprint": None if fingerprint is None else messages.numbers(fingerprint)}

    def _calibrate(self, request: Json) -> Json:
        target: Any = request.get("targetNanoseconds")
        if type(target) not in (int, float) or not math.isfinite(target) or target <= 0:
            raise RequestError(f"targetNanoseconds is {target!r}, not a positive number")
        return {"loops": calibrate(self._ready(request).run, target)}

    def _batch(self, request: Json) -> Json:
        loops = request.get("loops")
        if type(loops) is not int or loops <= 0:
            raise RequestError(f"loops is {loops!r}, not a positive whole number")
        return messages.batch(measure_batch(self._ready(request).run, loops), self._idle_cpu_nanoseconds)

    def _whole(self, request: Json) -> Json:
        benchmark = self._benchmark(request)
        if not isinstance(benchmark, WholeBenchmark):
            raise RequestError(f"{benchmark.name} takes turns: it does not run as a whole")
        return messages.whole_run(benchmark.run())

    def _process(self, request: Json) -> Json:
        from .suites.process import ProcessBenchmark

        benchmark = self._benchmark(request)
        if not isinstance(benchmark, ProcessBenchmark):
            raise RequestError(f"{benchmark.name} is no process of its own")
        return benchmark.run(self._scratch)

    def _quit(self, _: Json) -> Json:
        self._told_to_quit = True
        return {}

    def _benchmark(self, request: Json) -> Benchmark:
        benchmark = self._benchmarks.get(str(request.get("benchmark")))
        if benchmark is None:
            raise RequestError(f"unknown benchmark {request.get('benchmark')!r}")
        return benchmark

    def _ready(self, request: Json) -> Prepared:
        benchmark = self._benchmark(request)
        prepared = self._prepared.get(benchmark.name)
        if prepared is None:
            raise RequestError(f"{benchmark.name} has not been prepared")
        return prepared


def _send(answers: BinaryIO, message: bytes) -> None:
    answers.write(message)
    answers.flush()


def _load(options: argparse.Namespace) -> list[Benchmark]:
    if options.command is not None:
        return suites.load_command(options.command)
    if options.script is not None:
        return suites.load_script(options.script, options.root, may_be_missing=options.arm == "base")
    if options.functions is None:
        return suites.load(options.suite, options.select)
    return suites.load_functions(
        options.functions, options.root, options.select, may_be_empty=options.arm == "base"
    )


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m blas_bench worker", description=main.__doc__)
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--suite", nargs="+", choices=suites.SUITES)
    source.add_argument("--functions", metavar="FILE", help="a file with bench_* functions, from the root")
    source.add_argument("--script", metavar="FILE", help="a file to run whole, from the root")
    source.add_argument("--command", metavar="LINE", help="a line of bash that reports figures")
    parser.add_argument(
        "--scratch",
        type=Path,
        default=Path(),
        metavar="DIR",
        help="for files of processes that are run whole",
    )
    parser.add_argument(
        "--root", type=Path, default=Path(), metavar="DIR", help="the checkout of people's own benchmarks"
    )
    parser.add_argument(
        "--arm",
        choices=["base", "head"],
        default="head",
        help="base offers the controls alone where the file or its functions are missing: head's may be new",
    )
    parser.add_argument("--select", nargs="+", default=["*"], metavar="GLOB", help="benchmarks to offer")
    return parser.parse_args(arguments)
