"""What the worker does, again and again: each app names its chores in `<app>/chores.py`.

A chore is a function without arguments that does a little work, commits it, and returns how many things it did.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.module_loading import autodiscover_modules

Work = Callable[[], int]


@dataclass(frozen=True)
class Chore:
    """A piece of work and how many seconds may pass between two runs of it (at once again, while it finds work)."""

    name: str
    every: float
    work: Work


_chores: dict[str, Chore] = {}


def chore(*, every: float) -> Callable[[Work], Work]:
    """Marks a function as a chore to be run at least `every` seconds apart."""

    def register(work: Work) -> Work:
        name = f"{work.__module__.removeprefix('handfast.').split('.')[0]}.{work.__name__}"
        _chores[name] = Chore(name, every, work)
        return work

    return register


def all_chores() -> list[Chore]:
    """Every chore of every installed app, in the order of their names."""
    autodiscover_modules("chores")
    return [_chores[name] for name in sorted(_chores)]
