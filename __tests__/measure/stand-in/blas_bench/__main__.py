"""A worker that speaks the protocol without NumPy, and misbehaves as the variable STAND_IN says.

Its times are made up, except where a test needs real ones; what it does, and when, it writes to STAND_IN_LOG.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any, Callable, Dict

Json = Dict[str, Any]

BEHAVIOUR = os.environ.get("STAND_IN", "steady")
LOG = os.environ.get("STAND_IN_LOG")
WORK_SECONDS = float(os.environ.get("STAND_IN_WORK_SECONDS", "0"))
NANOSECONDS = float(os.environ.get("STAND_IN_NANOSECONDS", "1e6"))
OFFERED = os.environ.get("STAND_IN_OFFERS", "alpha beta").split()
AILING = os.environ.get("STAND_IN_AILING", "beta").split()
"""The benchmarks that go wrong."""
FIRST_BAD_BATCH = 1 if BEHAVIOUR == "crash-at-first" else 3
"""After the warm-up and one good turn, or the warm-up itself."""


def note(what: str) -> None:
    """Add one line to the log: what, by whom, and when on a clock that all processes share."""
    if LOG is not None:
        with Path(LOG).open("a", encoding="utf-8") as log:
            log.write(f"{what} {os.getpid()} {time.monotonic_ns()}\n")


def benchmark(name: str) -> Json:
    """Describe a benchmark; the one called "whole" runs as a whole, and one called "control" is one."""
    return {
        "name": name,
        "role": "control" if name == "control" else "benchmark",
        "method": "whole" if name == "whole" else "turns",
        "layer": None,
        "description": name,
        "flop": None,
        "relativeTolerance": 1e-9,
        "source": None,
    }


def evidence() -> Json:
    """Return evidence of nothing, with what differs between processes."""
    return {
        "evidenceVersion": 1,
        "python": {
            "version": "3.8.0",
            "implementation": "CPython",
            "executable": sys.executable,
            "prefix": sys.prefix,
            "basePrefix": sys.base_prefix,
            "system": "Linux",
            "machine": "x86_64",
            "translated": None,
            "processId": os.getpid(),
            "threads": os.getpid() % 7,
            "usableCpus": 2,
        },
        "numpy": {"status": "absent"},
        "scipy": {"status": "absent"},
        "calls": [],
        "libraries": [],
        "images": [],
        "packages": [],
        "pinned": None,
        "variables": {name: os.environ[name] for name in sorted(os.environ) if name.endswith("_NUM_THREADS")},
        "limitations": [],
    }


def fingerprint(name: str) -> list[float | None]:
    """Return the numbers a benchmark computes."""
    if name in AILING and BEHAVIOUR == "changes-its-mind":
        return [1.0 + os.getpid() / 1e6]
    if name in AILING and BEHAVIOUR == "computes-nan":
        return [None]
    return [1.0, 2.0]


def batch(request: Json, idle_nanoseconds: int) -> Json:
    """Answer with made-up times, after real work where a test asks for it."""
    note("begin")
    time.sleep(WORK_SECONDS)
    note("end")
    wall = request["loops"] * NANOSECONDS
    if request["ails"] and BEHAVIOUR in ("zero", "negative", "too-short"):
        wall = {"zero": 0, "negative": -wall, "too-short": 900}[BEHAVIOUR]
    if request["benchmark"] in AILING and BEHAVIOUR == "wavers":
        wall *= wavering()
    return {
        "wallNanoseconds": wall,
        "cpuNanoseconds": wall,
        "involuntarySwitches": 0,
        "idleCpuNanoseconds": idle_nanoseconds,
    }


def wavering() -> float:
    """Return 10 % slower in three blocks of four and 15 % faster in the fourth; for a run of two series."""
    hellos = Path(LOG).read_text(encoding="utf-8").count("hello") if LOG is not None else 0
    return 0.85 if hellos // 2 % 4 == 0 else 1.1


def whole() -> Json:
    """Answer as a published script with two parts."""
    parts = [
        {
            "name": f"whole/{name}",
            "layer": None,
            "description": name,
            "seconds": seconds,
            "repeats": [seconds],
            "flop": None,
        }
        for name, seconds in (("one", 0.25), ("total", 1.5))
    ]
    return {"parts": parts, "summaryLines": ["TOTAL TIME = 1 seconds"], "fingerprint": [3.0]}


def hang() -> None:
    """Answer nothing any more."""
    time.sleep(3600)


def start_child() -> None:
    """Leave a process behind that would outlive this one."""
    subprocess.Popen([sys.executable, "-c", "import time; time.sleep(3600)"])


def crash() -> None:
    """End as a broken library ends a process."""
    os.kill(os.getpid(), signal.SIGSEGV)


def crash_later() -> None:
    """Crash, but not in the first block; for a run of one series."""
    if LOG is not None and Path(LOG).read_text(encoding="utf-8").count("hello") > 1:
        crash()


def say(text: str) -> None:
    """Write something that is no answer to the request."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


MISDEEDS: dict[str, Callable[[Json], object]] = {
    "crash": lambda _: crash(),
    "crash-later": lambda _: crash_later(),
    "crash-at-first": lambda _: crash(),
    "out-of-memory": lambda _: os.kill(os.getpid(), signal.SIGKILL),
    "exit": lambda _: os._exit(7),
    "hang": lambda _: hang(),
    "hang-with-child": lambda _: (start_child(), hang()),
    "leave-child": lambda _: (start_child(), os._exit(0)),
    "rubbish": lambda _: say("Segmentation fault (not really)"),
    "flood": lambda _: say("y\n" * 100_000),
    "wrong-id": lambda _: say('{"id": 4711, "ok": {}}'),
    "wrong-shape": lambda request: say(json.dumps({"id": request["id"], "ok": {"wallNanoseconds": 1e6}})),
    "nan": lambda request: say(json.dumps({"id": request["id"], "ok": {"wallNanoseconds": float("nan")}})),
}


def answer(request: Json, idle_nanoseconds: int) -> Json:
    """Return what goes beside the id."""
    name = request.get("benchmark", "")
    actions: dict[str, Callable[[], Json]] = {
        "evidence": evidence,
        "prepare": lambda: {"fingerprint": fingerprint(name)},
        "calibrate": lambda: {"loops": max(1, round(request["targetNanoseconds"] / NANOSECONDS))},
        "batch": lambda: batch(request, idle_nanoseconds),
        "whole": whole,
        "quit": dict,
    }
    if request["do"] == "evidence" and BEHAVIOUR == "hides":
        return {"error": {"message": "OSError: no maps", "lastLines": []}}
    if name in AILING and BEHAVIOUR == "refuse":
        return {"error": {"message": "ValueError: no", "lastLines": ["Traceback", "ValueError: no"]}}
    return {"ok": actions[request["do"]]()}


def begin() -> None:
    """Say hello, or what BEHAVIOUR says instead."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if BEHAVIOUR == "never-hello":
        say("Welcome to the login shell")
        hang()
    if BEHAVIOUR == "dies-at-start":
        sys.exit("ImportError: libopenblas.so.0: cannot open shared object file")
    if BEHAVIOUR == "noise-first":
        sys.stdout.write('Welcome\n{"hello": "from the shell"}\n[]\n')
    while BEHAVIOUR == "endless-noise":
        say("Welcome to the login shell")
    if BEHAVIOUR == "spins":
        threading.Thread(target=spin, daemon=True).start()
    hello = {
        "protocolVersion": 2 if BEHAVIOUR == "other-version" else 1,
        "processId": "me" if BEHAVIOUR == "odd-hello" else os.getpid(),
        "benchmarks": [benchmark(name) for name in OFFERED],
        "clockResolutionNanoseconds": 1,
    }
    note("hello")
    say(json.dumps({"hello": hello}))


def use_cpu(seconds: float) -> None:
    """Use a core as long as that, as a host does in a worker's name that takes the CPU away from it."""
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def spin() -> None:
    """Use a whole core, as a library's threads do that wait for work."""
    while True:
        pass


def main() -> int:
    """Answer until told to quit."""
    begin()
    batches = 0
    answered = time.process_time_ns()
    for line in sys.stdin:
        request = json.loads(line)
        batches += request["do"] == "batch" and request["benchmark"] in AILING
        if batches == FIRST_BAD_BATCH and BEHAVIOUR == "hiccups":
            use_cpu(seconds=0.04)
        idle_nanoseconds = time.process_time_ns() - answered
        request["ails"] = batches >= FIRST_BAD_BATCH
        if batches == FIRST_BAD_BATCH and BEHAVIOUR in MISDEEDS:
            sys.stderr.write("about to misbehave\n")
            sys.stderr.flush()
            MISDEEDS[BEHAVIOUR](request)
        sys.stdout.write(json.dumps({"id": request["id"], **answer(request, idle_nanoseconds)}) + "\n")
        sys.stdout.flush()
        answered = time.process_time_ns()
        if request["do"] == "quit" and BEHAVIOUR != "never-quits":
            return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
