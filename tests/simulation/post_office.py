"""The mail server of a run: it counts what it was given, and fails now and then."""

from collections import Counter as Tally
from contextvars import ContextVar
from random import Random

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from tests.simulation.scheduler import Scheduler


class PostOffice:
    """Takes letters. `failing` is how likely it is to refuse one."""

    def __init__(self, scheduler: Scheduler, dice: Random, counts: Tally[str]) -> None:
        self._scheduler, self._dice, self._counts = scheduler, dice, counts
        self.failing = 0.0
        self.sent: Tally[str] = Tally()

    def take(self, letter: EmailMessage) -> None:
        """Sends one; its Message-ID says which it is. Raises OSError when the mail server is not well."""
        if self._dice.random() < self.failing:
            self._counts["the mail server failed"] += 1
            raise OSError("the mail server is not well")
        name = letter.extra_headers["Message-ID"]
        self.sent[name] += 1
        if self._scheduler.current:
            self._scheduler.current.in_hand = name


office: ContextVar[PostOffice] = ContextVar("office")


class Counter(BaseEmailBackend):
    """Django's way to the run's post office."""

    def send_messages(self, messages: list[EmailMessage]) -> int:
        """Gives each to the office."""
        for message in messages:
            office.get().take(message)
        return len(messages)
