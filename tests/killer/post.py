"""The letters that were really sent: files in the install's data folder, as many as a mail server would have had."""

from collections import Counter
from collections.abc import Iterable
from email import message_from_bytes
from email.utils import parsedate_to_datetime
from itertools import pairwise
from pathlib import Path

_END = b"\n" + b"-" * 79 + b"\n"  # what Django's file backend writes below each


class Post:
    """`sent` counts letters by Message-ID."""

    def __init__(self, folder: Path) -> None:
        self._times: dict[str, list[float]] = {}
        for file in sorted(folder.glob("*.log")):
            for text in file.read_bytes().split(_END)[:-1]:
                letter = message_from_bytes(text)
                sent_at = parsedate_to_datetime(letter["Date"]).timestamp()
                self._times.setdefault(letter["Message-ID"], []).append(sent_at)
        self.sent = Counter({name: len(times) for name, times in self._times.items()})

    def excused(self, kills: Iterable[float]) -> Counter[str]:
        """How many of a letter's sendings were repeats after a worker was killed, at one of these times (UTC seconds).

        Between the mail server's yes and the worker's own note of it there is no way to know, so it is sent again.
        """
        kills = list(kills)
        return Counter({name: _killed_between(sorted(times), kills) for name, times in self._times.items()})


def _killed_between(times: list[float], kills: list[float]) -> int:
    pairs = pairwise(times)
    return sum(any(first <= kill <= second for kill in kills) for first, second in pairs)
