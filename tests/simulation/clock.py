"""The one clock of a run, and everything that would otherwise differ between two runs of a seed."""

import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from random import Random
from unittest.mock import patch

from django.utils import timezone

BEGINS = datetime(2027, 1, 4, 10, tzinfo=timezone.get_fixed_timezone(0)).timestamp()


class Clock:
    """Seconds, UTC; it moves only when it is told to."""

    def __init__(self) -> None:
        self.now = BEGINS

    def time(self) -> float:
        """What `time.time` answers in a run."""
        return self.now


@contextmanager
def in_force(clock: Clock, dice: Random, sleep: Callable[[float], None]) -> Iterator[None]:
    """Lets Django, the SDK and our own code read `clock`, wait by `sleep` and draw their secrets from `dice`.

    Django's time is changed where `timezone.now` looks it up, so that defaults of models, which hold on to that very
    function, follow too.
    """
    with ExitStack() as stack:
        stack.enter_context(patch.object(time, "time", clock.time))
        stack.enter_context(patch.object(time, "sleep", sleep))
        stack.enter_context(patch.object(secrets, "token_bytes", lambda count=32: dice.randbytes(count or 32)))
        stack.enter_context(patch.object(timezone, "datetime", _datetime_of(clock)))
        yield


def _datetime_of(clock: Clock) -> type[datetime]:
    class Kind(type):
        def __instancecheck__(cls, found: object) -> bool:
            return isinstance(found, datetime)

    class Simulated(datetime, metaclass=Kind):
        @classmethod
        def now(cls, tz=None):
            return datetime.fromtimestamp(clock.now, tz)

    return Simulated
