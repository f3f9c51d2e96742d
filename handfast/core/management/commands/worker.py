"""`handfast worker`: looks up deliveries, sends letters, keeps the clocks, until it is told to stop."""

import signal
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand

from handfast.core import worker


class Command(BaseCommand):
    """Runs the worker's loop in this process."""

    help = "Runs the background work until SIGTERM or Ctrl-C; any number of workers may run at once."

    def handle(self, *args: Any, **options: Any) -> None:
        """Stops after the chore under way when it is asked to."""
        stop = Event()
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, lambda *_: stop.set())
        worker.run(stop)
