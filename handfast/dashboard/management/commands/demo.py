"""`handfast demo`: a sample wedding, its Stripe and its worker, up and running; Ctrl-C ends all of it."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any
from urllib.error import URLError
from urllib.request import urlopen

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections

from handfast.core import env_file
from handfast.core.processes import MANAGE, site_command, worker_command
from handfast.core.supervisor import Supervisor
from handfast.dashboard.demo import ground, stripe_account

# Of the environment, these are the demo's to say: its letters go nowhere, its Stripe is its own.
_OURS = ("SITE_URL", "ALLOWED_HOSTS", "TRUSTED_PROXIES", "DEBUG", "EMAIL_URL", "FROM_EMAIL", "STRIPE_")


class Command(BaseCommand):
    """Supervises site, worker and sandbox after filling in Robin & Sam's wedding."""

    help = "Runs a sample wedding on this machine, with its own Stripe. Ctrl-C ends it; what was entered stays."

    def add_arguments(self, parser: CommandParser) -> None:
        """The site's port (the sandbox takes the next), whether to begin anew, and how to tell what is ready."""
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--fresh", action="store_true", help="Forget what was entered before.")
        parser.add_argument("--json", action="store_true", help="Print addresses and sign-ins as one line of JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Returns when told to stop and everything has ended."""
        data, port = Path(settings.HANDFAST_DATA), options["port"]
        with ground.held(data):
            ground.refuse_a_real_site(data)
            ground.refuse_taken_ports(port)
            if options["fresh"]:
                ground.empty(data, settings.DATABASES["default"])
            with Supervisor() as supervisor:
                ready = Demo(supervisor, data, port).start()
                if not supervisor.stopping:
                    self.stdout.write(json.dumps(ready) if options["json"] else _words(ready, data))
                    self.stdout.flush()
                    supervisor.run()


class Demo:
    """Starts the demo's processes, each when what it needs is there."""

    def __init__(self, supervisor: Supervisor, data: Path, port: int) -> None:
        self.supervisor, self.data, self.port = supervisor, data, port
        self.site, self.sandbox = f"http://localhost:{port}", f"http://127.0.0.1:{port + 1}"

    def start(self) -> dict:
        """What the design promises to print: site, sandbox, wedding, host, guest. Raises CommandError on failure."""
        remembered = env_file.read(self.data / "handfast.env")
        environment = stripe_account.environment(remembered, self.site, self.sandbox)
        self._start("sandbox", self._sandbox_command(environment["STRIPE_SECRET_KEY"]))
        call_command("migrate", verbosity=0, interactive=False)
        call_command("collectstatic", verbosity=0, interactive=False)
        connections.close_all()
        self._wait("sandbox", lambda: stripe_account.answers(self.sandbox))
        self._remember(environment)
        self._start("site", site_command("127.0.0.1", self.port, workers=2))
        self._start("worker", worker_command())
        sign_ins = self._fill()
        self._wait("site", self._is_well)
        return {"site": self.site, "sandbox": self.sandbox, **sign_ins}

    def _sandbox_command(self, key: str) -> list[str]:
        state = self.data / "sandbox" / "state.sqlite3"
        state.parent.mkdir(exist_ok=True)
        serve = ["serve", "--port", str(self.port + 1), "--state", str(state), "--api-key", key]
        return [sys.executable, "-m", "stripe_sandbox", *serve]

    def _remember(self, environment: dict[str, str]) -> None:
        for name in [name for name in os.environ if name.startswith(_OURS)]:
            del os.environ[name]
        environment["STRIPE_WEBHOOK_SECRET"] = stripe_account.webhook_secrets(environment)
        env_file.remember(self.data / "handfast.env", environment)

    def _fill(self) -> dict:
        filled = subprocess.run(  # noqa: S603
            [sys.executable, MANAGE, "sample_wedding"], capture_output=True, text=True, check=False
        )
        if filled.returncode:
            raise CommandError(f"The sample wedding could not be made:\n{filled.stderr}")
        return json.loads(filled.stdout)

    def _start(self, name: str, command: list[str]) -> None:
        self.supervisor.start(name, command, self._log(name))

    def _log(self, name: str) -> IO[bytes]:
        folder = self.data / "logs"
        folder.mkdir(exist_ok=True)
        return (folder / f"{name}.log").open("wb")

    def _wait(self, name: str, ready: Callable[[], bool]) -> None:
        if not self.supervisor.wait_until(ready, seconds=90) and not self.supervisor.stopping:
            dead = [child.name for child in self.supervisor.children if not child.runs] or [name]
            log = self.data / "logs" / f"{dead[0]}.log"
            raise CommandError(f"The {dead[0]} did not start. {log} says:\n{log.read_text(errors='replace')[-2000:]}")

    def _is_well(self) -> bool:
        try:
            with urlopen(f"http://127.0.0.1:{self.port}/health/", timeout=5) as answer:
                return answer.status == 200
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
            return False


def _words(ready: dict, data: Path) -> str:
    host, guest = ready["host"], ready["guest"]
    return f"""
Handfast is running.

  The wedding   {ready["site"]}/{ready["wedding"]}/
  As a host     {ready["site"]}/accounts/login/
                {host["email"]}, password: {host["password"]}
  As a guest    code {guest["code"]}, words: {guest["passphrase"]}
                or by the link on their card: {guest["link"]}
  Its Stripe    {ready["sandbox"]} (on this machine; 4242 4242 4242 4242 is a good card)

What is entered stays in {data}; --fresh begins anew. Ctrl-C ends it.
"""
