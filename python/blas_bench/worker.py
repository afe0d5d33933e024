"""The process that is timed: answers its parent's requests, one JSON document a line, and waits in between.

The messages are described, and checked, in src/result/worker-messages.ts.
"""

from __future__ import annotations

import argparse
import contextlib
import math
from pathlib import Path
from typing import Any, Callable, Sequence

from . import messages, suites
from .conversation import Conversation
from .messages import Json
from .parent_death import end_with_parent
from .standard_streams import take_over_standard_streams
from .suites.benchmark import (
    Benchmark,
    BenchmarkProblem,
    BenchmarkSkipped,
    Prepared,
    TurnsBenchmark,
    WholeBenchmark,
)
from .timing import calibrate, clock_resolution_nanoseconds


class RequestError(Exception):
    """A request that makes no sense: the parent's mistake, not the benchmark's."""


def main(arguments: Sequence[str]) -> int:
    """Say hello, then serve requests until the input ends or says quit; 1 when there is nothing to serve."""
    end_with_parent()
    requests, answers = take_over_standard_streams()
    options = _parse(arguments)
    # A parent that has stopped listening has nothing more to hear, not even a complaint.
    with contextlib.suppress(BrokenPipeError), requests, answers:
        conversation = Conversation(requests, answers)
        try:
            # Only now: this imports NumPy, and what that may print must not reach the pipe to the parent.
            if options.pytest is not None:
                _serve_tests(options, conversation)
            else:
                benchmarks, notices = _load(options)
                Worker(benchmarks, conversation, notices, options.scratch).serve()
        except BenchmarkProblem as problem:
            conversation.say(messages.encode(messages.refusal(problem)))
            return 1
    return 0


class Worker:
    """The benchmarks on offer, and what has been set up of them."""

    def __init__(
        self,
        benchmarks: Sequence[Benchmark],
        conversation: Conversation,
        notices: Sequence[str] = (),
        scratch: Path | None = None,
    ) -> None:
        self._scratch = scratch or Path()
        self._benchmarks = {benchmark.name: benchmark for benchmark in benchmarks}
        self._conversation = conversation
        self._notices = notices
        self._prepared: dict[str, Prepared] = {}
        self._told_to_quit = False
        self._actions: dict[str, Callable[[Json], Json]] = {
            "evidence": self._evidence,
            "prepare": self._prepare,
            "calibrate": self._calibrate,
            "batch": self._batch,
            "finish": self._finish,
            "whole": self._whole,
            "process": self._process,
            "quit": self._quit,
        }

    def serve(self) -> None:
        """Say hello and answer each request until they end or one says quit."""
        self.greet()
        self.converse(lambda _: False)

    def greet(self) -> None:
        """Say who speaks and what can be asked for."""
        benchmarks = list(self._benchmarks.values())
        hello = messages.hello(benchmarks, clock_resolution_nanoseconds(), self._notices)
        self._conversation.say(messages.encode(hello))

    def converse(self, is_for_others: Callable[[Json], bool]) -> Json | None:
        """Answer requests; return, without an answer, the first that others answer, or None at the end."""
        while not self._told_to_quit:
            request = self._conversation.next()
            if request is None or is_for_others(request):
                return request
            self._conversation.say(self._answer(request))
        return None

    def hold(self, name: str, prepared: Prepared | None) -> None:
        """Take what was set up outside of this class; None: it exists no longer."""
        if prepared is None:
            self._prepared.pop(name, None)
        else:
            self._prepared[name] = prepared

    def _answer(self, request: Json) -> bytes:
        try:
            return messages.answer(request, self._action(request)(request))
        # Benchmarks are other people's code, and calling sys.exit in one must not end the session either.
        except (Exception, SystemExit, KeyboardInterrupt) as error:  # noqa: BLE001
            return messages.answer_error(request, error)

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
        try:
            prepared = benchmark.set_up()
            # The first call warms up too: libraries allocate, start threads and choose their kernels in it.
            fingerprint = prepared.fingerprint(prepared.run())
        except BenchmarkSkipped as skipped:
            return {"skipped": str(skipped)}
        self._prepared[benchmark.name] = prepared
        return messages.prepared(fingerprint, prepared.rounds)

    def _calibrate(self, request: Json) -> Json:
        target: Any = request.get("targetNanoseconds")
        if type(target) not in (int, float) or not math.isfinite(target) or target <= 0:
            raise RequestError(f"targetNanoseconds is {target!r}, not a positive number")
        return {"loops": calibrate(self._ready(request).run, target)}

    def _batch(self, request: Json) -> Json:
        loops = request.get("loops")
        if type(loops) is not int or loops <= 0:
            raise RequestError(f"loops is {loops!r}, not a positive whole number")
        idle = self._conversation.idle_cpu_nanoseconds
        return messages.batch(self._ready(request).measure(loops), idle)

    def _finish(self, request: Json) -> Json:
        prepared = self._prepared.pop(self._benchmark(request).name, None)
        if prepared is not None:
            prepared.leave()
        return {}

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


def _serve_tests(options: argparse.Namespace, conversation: Conversation) -> None:
    from .pytest_suite import Request, serve

    may_be_empty = options.arm == "base"
    request = Request(options.pytest, options.root, options.parameter, options.select, may_be_empty)
    serve(request, lambda benchmarks, notices: Worker(benchmarks, conversation, notices), conversation)


def _load(options: argparse.Namespace) -> tuple[list[Benchmark], list[str]]:
    """Return what is on offer, and what people should know of it."""
    may_be_empty = options.arm == "base"
    if options.asv is not None:
        from . import asv_suite

        return asv_suite.load(options.asv, options.root, options.select, may_be_empty), []
    if options.command is not None:
        return suites.load_command(options.command), []
    if options.script is not None:
        return suites.load_script(options.script, options.root, may_be_empty), []
    if options.functions is not None:
        return suites.load_functions(options.functions, options.root, options.select, may_be_empty), []
    return suites.load(options.suite, options.select), []


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m blas_bench worker", description=main.__doc__)
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--suite", nargs="+", choices=suites.SUITES)
    source.add_argument("--functions", metavar="FILE", help="a file with bench_* functions, from the root")
    source.add_argument(
        "--pytest", metavar="PATH", help="tests with pytest-benchmark's fixture, from the root"
    )
    source.add_argument(
        "--asv", metavar="PATH", help="a folder of asv's, or one of its benchmarks, from the root"
    )
    source.add_argument("--script", metavar="FILE", help="a file to run whole, from the root")
    source.add_argument("--command", metavar="LINE", help="a line of bash that reports figures")
    parser.add_argument(
        "--parameter", action="append", default=[], metavar="WORD", help="for pytest; as often as wanted"
    )
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
