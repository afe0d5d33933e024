"""A real worker process and its two pipes. Every message is held to the published schema."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator

if TYPE_CHECKING:
    from typing_extensions import Self

PYTHON_FOLDER = Path(__file__).resolve().parents[1]
ODD_WORKER = Path(__file__).resolve().with_name("odd_worker.py")

_SCHEMA = json.loads((PYTHON_FOLDER.parent / "schema" / "worker-1.schema.json").read_text())
_THREADS = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS", "OMP_NUM_THREADS")


def validate(part: str, message: Any) -> None:
    Draft202012Validator({**_SCHEMA["$defs"][part], "$defs": _SCHEMA["$defs"]}).validate(message)


class WorkerSession:
    """Start the worker, read its hello, ask for things, and see it end with the block."""

    def __init__(
        self,
        *command: str,
        python: str = sys.executable,
        variables: dict[str, str] | None = None,
        warnings: str = "error",
        folder: Path | None = None,
    ):
        environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(PYTHON_FOLDER)}
        self.process = subprocess.Popen(
            [python, "-W", warnings, *command],
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**environment, **dict.fromkeys(_THREADS, "1"), **(variables or {})},
        )
        message = self._read()
        validate("hello", message)
        self.hello = message["hello"]
        self._asked = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with self.process:
            self.process.kill()

    def ask(self, do: str, **details: Any) -> dict[str, Any]:
        """Return the answer to one request, which must carry the request's number."""
        self._asked += 1
        answer = self.say(json.dumps({"id": self._asked, "do": do, **details}))
        assert answer["id"] == self._asked
        return answer

    def ok(self, do: str, **details: Any) -> dict[str, Any]:
        answer = self.ask(do, **details)
        assert "ok" in answer, answer
        validate(f"ok-{do}", answer["ok"])
        return answer["ok"]

    def error(self, do: str, **details: Any) -> dict[str, Any]:
        return self.ask(do, **details)["error"]

    def say(self, line: str) -> dict[str, Any]:
        self.process.stdin.write(line.encode() + b"\n")
        self.process.stdin.flush()
        answer = self._read()
        validate("answer", answer)
        return answer

    def end(self) -> tuple[int, str, str]:
        """Close the worker's input; return its exit code and what it still wrote on both outputs."""
        output, errors = self.process.communicate(timeout=20)
        return self.process.returncode, output.decode(), errors.decode()

    def _read(self) -> dict[str, Any]:
        line = self.process.stdout.readline()
        if not line:
            raise AssertionError("the worker ended: " + self.process.stderr.read().decode())

        def refuse(text: str) -> None:
            raise AssertionError(f"{text} is no JSON")

        return json.loads(line, parse_constant=refuse)


def suite_worker(*suites: str, **options: Any) -> WorkerSession:
    return WorkerSession("-m", "blas_bench", "worker", "--suite", *suites, **options)


def odd_worker(**options: Any) -> WorkerSession:
    return WorkerSession(str(ODD_WORKER), **options)
