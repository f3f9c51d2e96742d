"""Whether a live site has answered all that it was asked."""

from threading import Condition

from django.core.signals import request_finished, request_started


class AtRest:
    """Counts the requests that are being answered, for the length of a `with` block."""

    def __init__(self) -> None:
        self._under_way = 0
        self._changed = Condition()

    def __enter__(self) -> "AtRest":
        request_started.connect(self._begin)
        request_finished.connect(self._end)
        return self

    def __exit__(self, *_error: object) -> None:
        request_started.disconnect(self._begin)
        request_finished.disconnect(self._end)

    def wait(self, seconds: float) -> None:
        """Returns when nothing is being answered any more; raises AssertionError after so many `seconds`."""
        with self._changed:
            assert self._changed.wait_for(lambda: self._under_way <= 0, seconds), "The site is still answering."

    def _begin(self, **_of: object) -> None:
        self._add(1)

    def _end(self, **_of: object) -> None:
        self._add(-1)

    def _add(self, number: int) -> None:
        with self._changed:
            self._under_way += number
            self._changed.notify_all()
