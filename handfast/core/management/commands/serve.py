"""`handfast serve`: the site and its worker, kept running until it is told to stop."""

import logging
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from handfast.core.processes import site_command, worker_command
from handfast.core.supervisor import Supervisor

log = logging.getLogger(__name__)


class Command(BaseCommand):
    """Supervises granian and one worker; one that dies is started again, ever more slowly."""

    help = "Runs the site and its worker. Behind a proxy that speaks https; SIGTERM or Ctrl-C ends both."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to listen, and how many processes answer."""
        parser.add_argument("--host", default="127.0.0.1", help="Address to listen on (default: this machine only).")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=2, help="Processes that answer requests.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Returns when told to stop and both have ended."""
        with Supervisor() as supervisor:
            supervisor.start("site", site_command(options["host"], options["port"], options["workers"]))
            supervisor.start("worker", worker_command())
            log.info("The site answers on http://%s:%s", options["host"], options["port"])
            supervisor.run()
