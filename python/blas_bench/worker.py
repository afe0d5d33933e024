"""What a timed process answers to its parent's requests, one JSON document a line, waiting in between.

The messages are described, and checked, in src/result/worker-messages.ts.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any, Callable, Sequence

from . import messages
from .conversation import Conversation
from .messages import Json
from .suites.benchmark import (
    Benchmark,
    BenchmarkSkipped,
    Prepared,
    TurnsBenchmark,
    WholeBenchmark,
)
from .timing import calibrate, clock_resolution_nanoseconds


class RequestError(Exception):
    """A request that makes no sense: the parent's mistake, not the benchmark's."""


class Worker:
    """The benchmarks on offer, and what has been set up of them.

    `look` raises what speaks against trusting this process, whenever evidence is taken.
    """

    def __init__(
        self,
        benchmarks: Sequence[Benchmark],
        conversation: Conversation,
        notices: Sequence[str] = (),
        scratch: Path | None = None,
        look: Callable[[], None] | None = None,
    ) -> None:
        self._scratch = scratch or Path()
        self._look = look
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

        # Benchmarks import late, too.
        if self._look is not None:
            self._look()
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
        return benchmark.run(self._scratch, self._conversation.home)

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
