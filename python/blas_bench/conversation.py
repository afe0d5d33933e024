"""The worker's line to its parent: requests one after the other, and their answers."""

from __future__ import annotations

import os
import time
from typing import BinaryIO

from . import messages
from .home_cpu import HomeCpu
from .messages import Json


class Conversation:
    """One request at a time; between an answer and the next request this process should have waited.

    It starts, and takes every request, on its home CPU.
    """

    def __init__(self, requests: BinaryIO, answers: BinaryIO, home: HomeCpu) -> None:
        self._requests = requests
        self._answers = answers
        self.home = home
        self._process = os.getpid()
        self._answered = 0
        self.idle_cpu_nanoseconds = 0
        """CPU time used between the last answer and the request that followed."""
        home.go()

    def say(self, message: bytes) -> None:
        """Send one message, as a line."""
        self._require_own_process()
        self._answers.write(message)
        self._answers.flush()
        self._answered = time.process_time_ns()

    def next(self) -> Json | None:
        """Wait for the next request; None when there will be none."""
        self._require_own_process()
        line = self._requests.readline()
        self.idle_cpu_nanoseconds = time.process_time_ns() - self._answered
        self.home.go()
        return messages.decode(line) if line else None

    def _require_own_process(self) -> None:
        # A child that a benchmark forked and that came out of it again has the same descriptors. It must not
        # take its parent's requests, nor run the rest of the suite a second time.
        if os.getpid() != self._process:
            os._exit(1)
