"""Runs tests as the parent asks for them, and holds each inside of its fixture while it is timed."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any, Mapping

import pytest

from blas_bench import messages

from .outcome import Outcome

if TYPE_CHECKING:
    from blas_bench.conversation import Conversation
    from blas_bench.messages import Json
    from blas_bench.suites.benchmark import Prepared
    from blas_bench.worker import Worker

_ENDINGS = (pytest.exit.Exception, KeyboardInterrupt, SystemExit)


class Tests:
    """The tests of one session. At most one is running."""

    def __init__(self, conversation: Conversation) -> None:
        self.outcome = Outcome()
        self._conversation = conversation
        self._items: Mapping[str, pytest.Item] = {}
        self._worker: Worker | None = None
        self._running = ""
        self._labels: Json | None = None
        """What the running test says of itself."""
        self._entering: Json | None = None
        """The request that began the running test, as long as it has no answer."""
        self._leaving: Json | None = None
        """The request that ended its timing; None where there will be no more."""

    def serve(self, items: Mapping[str, pytest.Item], worker: Worker) -> None:
        """Say hello, and run tests until there is nothing more to do."""
        self._items, self._worker = items, worker
        worker.greet()
        request = worker.converse(self._is_ours)
        while request is not None:
            if request.get("do") == "prepare":
                request = self._run(request, worker)
            else:
                self._say({}, request)  # it had ended by itself
                request = worker.converse(self._is_ours)

    def hold(self, prepared: Prepared) -> None:
        """Let the worker time what the running test has set up, until it is told to leave."""
        request, worker = self._entering, self._worker
        if request is None or worker is None:
            return  # a repetition by another plugin, after the figures have been taken
        self._entering = None
        self._stop_timers()
        worker.hold(self._running, prepared)
        self._say(messages.prepared(None, prepared.rounds), request)
        self._leaving = worker.converse(self._is_ours)
        worker.hold(self._running, None)

    def describe(self, labels: Json) -> None:
        """Take what the fixture holds when its test is over."""
        self._labels = labels

    def _is_ours(self, request: Json) -> bool:
        return request.get("do") in ("prepare", "finish") and str(request.get("benchmark")) in self._items

    def _run(self, request: Json, worker: Worker) -> Json | None:
        """Run one test, and return the next request that is ours."""
        name = self._running = str(request["benchmark"])
        item, following = self._items[name], self._items.get(str(request.get("next")))
        self.outcome = Outcome()
        self._entering, self._leaving, self._labels = request, None, None
        try:
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        except _ENDINGS as ending:
            self.outcome.end(ending)
            _tear_down(item, following)
        if self._entering is not None:
            self._refuse(self._entering)
            return worker.converse(self._is_ours)
        leaving = self._leaving
        if leaving is None or leaving.get("do") != "finish" or leaving.get("benchmark") != name:
            return leaving
        if self.outcome.problem is None:
            self._say({} if self._labels is None else {"labels": self._labels}, leaving)
        else:
            self._conversation.say(messages.answer_error(leaving, self.outcome.problem))
        return worker.converse(self._is_ours)

    def _refuse(self, request: Json) -> None:
        """Say why a test never came to be timed."""
        self._entering = None
        if self.outcome.problem is not None:
            self._conversation.say(messages.answer_error(request, self.outcome.problem))
        else:
            self._say({"skipped": self.outcome.skipped or "it did not call its benchmark fixture"}, request)

    def _say(self, ok: Json, request: Json) -> None:
        self._conversation.say(messages.answer(request, ok))

    def _stop_timers(self) -> None:
        """Keep pytest-timeout from ending a test that waits for its turn."""
        item = self._items[self._running]
        cancel: Any = getattr(item.config.hook, "pytest_timeout_cancel_timer", None)
        if cancel is not None:
            cancel(item=item)


def _tear_down(item: pytest.Item, following: pytest.Item | None) -> None:
    """Undo what a test has left set up when it ended the session: the others go on."""
    state: Any = getattr(item.session, "_setupstate", None)
    # The test has failed already; what its teardown says, the next one that needs the same will say, too.
    with contextlib.suppress(Exception):
        state.teardown_exact(following)
