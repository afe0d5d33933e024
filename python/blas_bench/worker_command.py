"""Starts the process that is timed: with the benchmarks that its words name, at its parent's service."""

from __future__ import annotations

import argparse
import contextlib
from functools import partial
from pathlib import Path
from typing import Sequence

from . import messages, suites
from .conversation import Conversation
from .home_cpu import HomeCpu
from .parent_death import end_with_parent
from .standard_streams import take_over_standard_streams
from .suites.benchmark import Benchmark, BenchmarkProblem
from .suites.shared import refuse_shared_code
from .worker import Worker


def main(arguments: Sequence[str]) -> int:
    """Say hello, then serve requests until the input ends or says quit; 1 when there is nothing to serve."""
    end_with_parent()
    requests, answers = take_over_standard_streams()
    options = _parse(arguments)
    # A parent that has stopped listening has nothing more to hear, not even a complaint.
    with contextlib.suppress(BrokenPipeError), requests, answers:
        conversation = Conversation(requests, answers, HomeCpu(options.block))
        try:
            # Only now: this imports NumPy, and what that may print must not reach the pipe to the parent.
            if options.pytest is not None:
                _serve_tests(options, conversation)
            else:
                _worker(options, conversation, _load(options)).serve()
        except BenchmarkProblem as problem:
            conversation.say(messages.encode(messages.refusal(problem)))
            return 1
    return 0


def _serve_tests(options: argparse.Namespace, conversation: Conversation) -> None:
    from .pytest_suite import Request, serve

    may_be_empty = options.arm == "base"
    request = Request(options.pytest, options.root, options.parameter, options.select, may_be_empty)
    serve(request, partial(_worker, options, conversation), conversation)


def _worker(
    options: argparse.Namespace,
    conversation: Conversation,
    benchmarks: Sequence[Benchmark],
    notices: Sequence[str] = (),
) -> Worker:
    """Raise BenchmarkProblem where both arms would run the same code."""
    look = partial(refuse_shared_code, options.root) if options.shared else None
    if look is not None:
        look()
    return Worker(benchmarks, conversation, notices, options.scratch, look)


def _load(options: argparse.Namespace) -> list[Benchmark]:
    may_be_empty = options.arm == "base"
    if options.asv is not None:
        from . import asv_suite

        return asv_suite.load(options.asv, options.root, options.select, may_be_empty)
    if options.command is not None:
        return suites.load_command(options.command)
    if options.script is not None:
        return suites.load_script(options.script, options.root, may_be_empty)
    if options.functions is not None:
        return suites.load_functions(options.functions, options.root, options.select, may_be_empty)
    return suites.load(options.suite, options.select)


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
    parser.add_argument(
        "--shared", action="store_true", help="both arms run in this environment: refuse code that they share"
    )
    parser.add_argument(
        "--block", type=int, default=0, metavar="NUMBER", help="all processes of a block run on one CPU"
    )
    parser.add_argument("--select", nargs="+", default=["*"], metavar="GLOB", help="benchmarks to offer")
    return parser.parse_args(arguments)
