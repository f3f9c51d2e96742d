"""The worker: one loop over all chores. Any number of workers may run; each chore claims what it works on."""

import logging
import time
from threading import Event

from django.db import close_old_connections, connection
from django.utils import timezone

from handfast.core.chores import Chore, all_chores
from handfast.core.models import Heartbeat

log = logging.getLogger(__name__)

IDLE = 0.2  # seconds between two looks when nothing was found
LONGEST_PAUSE = 30  # seconds before a chore that keeps failing is tried again
PATIENCE = 60  # a heartbeat is written this often, in seconds, even when a chore found nothing


def run(stop: Event) -> None:
    """Runs all chores until `stop` is set. A chore that fails is logged, shown on the Health page, and tried again.

    It is tried ever more seldom while it fails: a full disk is not to be filled with words about it.
    """
    due = {chore.name: 0.0 for chore in all_chores()}
    failures: dict[str, int] = {}
    beaten: dict[str, float] = {}
    while not stop.is_set():
        found = False
        close_old_connections()
        for chore in all_chores():
            if time.monotonic() < due[chore.name] or stop.is_set():
                continue
            did = run_once(chore, beaten)
            failures[chore.name] = failures.get(chore.name, 0) + 1 if did is None else 0
            found = found or bool(did)
            due[chore.name] = time.monotonic() + (0 if did else pause(chore, failures[chore.name]))
        if not found:
            stop.wait(IDLE)
    connection.close()


def pause(chore: Chore, failures: int) -> float:
    """Seconds until a chore that found nothing, or has just failed so many times in a row, is tried again."""
    return max(chore.every, min(2 ** min(failures - 1, 10), LONGEST_PAUSE)) if failures else chore.every


def run_once(chore: Chore, beaten: dict[str, float] | None = None) -> int | None:
    """Runs one chore; how many things it did, None if it failed. `beaten` remembers when its heartbeat was written."""
    beaten = {} if beaten is None else beaten
    started, problem = time.monotonic(), ""
    did: int | None = None
    try:
        did = chore.work()
    except Exception as error:
        log.exception("Chore %s failed", chore.name)
        problem = f"{type(error).__name__}: {error}"[:500]
    silent = time.monotonic() - beaten.get(chore.name, float("-inf"))
    if problem or did or silent > PATIENCE / 4:
        _beat(chore, time.monotonic() - started, problem)
        beaten[chore.name] = time.monotonic()
    return did


def _beat(chore: Chore, seconds: float, problem: str) -> None:
    try:
        Heartbeat.objects.update_or_create(
            chore=chore.name, defaults={"at": timezone.now(), "seconds": seconds, "problem": problem}
        )
    except Exception:
        # The database itself may be the problem; the loop must outlive it.
        log.exception("No heartbeat for %s", chore.name)
        connection.close()
