"""Threads that work in the background and end with the process, however long somebody keeps one of them waiting."""

import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import Any

log = logging.getLogger(__name__)


class Pool:
    """At most `size` threads, begun as they are needed.

    An executor of the standard library would keep the process until its last thread is done: half a minute for a
    delivery to a site that hangs.
    """

    def __init__(self, size: int, name: str) -> None:
        self._size = size
        self._name = name
        self._threads = 0
        self._idle = threading.Semaphore(0)
        self._work: SimpleQueue[Callable[[], Any] | None] = SimpleQueue()

    def submit(self, do: Callable[[], Any]) -> None:
        """Has `do` called soon. Not to be called by two threads at once."""
        self._work.put(do)
        if self._threads < self._size and not self._idle.acquire(blocking=False):
            self._threads += 1
            threading.Thread(target=self._run, name=f"{self._name} {self._threads}", daemon=True).start()

    def close(self) -> None:
        """Gives up what waits; a thread at work ends after it."""
        with suppress(Empty):
            while True:
                self._work.get_nowait()
        for _ in range(self._threads):
            self._work.put(None)

    def _run(self) -> None:
        while do := self._work.get():
            try:
                do()
            except Exception:
                log.exception("%s failed", self._name)
            self._idle.release()
