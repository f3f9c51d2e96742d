"""The house as real processes: Stripe's sandbox, the site with two processes of its own, two workers."""

import os
import signal
import sys
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path
from random import Random
from urllib.error import URLError
from urllib.request import urlopen

from handfast.core.processes import site_command, worker_command
from handfast.core.supervisor import Child
from tests.processes import family, wait_for

SITE_PROCESS = "process of the site"
LONGEST_START = 300  # seconds, on a machine that is busy with other things


class House:
    """Starts, kills and starts again. Its data, logs and Stripe's state lie in `data`."""

    def __init__(self, data: Path, port: int) -> None:
        self.data, self.port = data, port
        self.site, self.stripe = f"http://127.0.0.1:{port}", f"http://127.0.0.1:{port + 1}"
        self.state = data / "stripe.sqlite3"
        self.children: dict[str, Child] = {}
        self.kills: Counter[str] = Counter()
        self.workers_killed_at: list[float] = []

    def open_stripe(self, key: str) -> None:
        """Starts the sandbox, in whose account `key` is known."""
        serve = ["serve", "--port", str(self.port + 1), "--state", str(self.state), "--api-key", key]
        self._start("sandbox", [sys.executable, "-m", "stripe_sandbox", *serve])
        self._must_answer(self.stripe)

    def open_site(self) -> None:
        """Starts the site and two workers, by the environment as it is now."""
        self._start("site", site_command("127.0.0.1", self.port, workers=2))
        self.open_workers()
        self._must_answer(f"{self.site}/accounts/login/")

    def open_workers(self) -> None:
        """Starts both workers."""
        for name in ("worker 1", "worker 2"):
            self._start(name, worker_command())

    def close_workers(self) -> None:
        """Asks both workers to end, and waits for it."""
        for name in ("worker 1", "worker 2"):
            self._end(name)

    def close(self) -> None:
        """Ends everything."""
        for name in list(self.children):
            self._end(name)

    def kill(self, name: str, dice: Random) -> None:
        """`kill -9` of the child of that name, with all that it started; or of one of the site's own processes."""
        if name == SITE_PROCESS:
            self.kills[name] += self._kill_one_process_of_the_site(dice)
            return
        self.kills[name] += self.children[name].runs
        self.children[name].bury()
        if name.startswith("worker"):
            self.workers_killed_at.append(time.time())

    def _kill_one_process_of_the_site(self, dice: Random) -> bool:
        """Whether there was one."""
        site = self.children["site"].process
        processes = family(site.pid)[1:] if site else []
        if not processes:
            return False
        with suppress(ProcessLookupError):
            os.kill(dice.choice(processes), signal.SIGKILL)
        return True

    def revive(self) -> None:
        """Starts again what does not run, as the supervisor does.

        The site sees to its own processes by itself, until they die too often: then it ends, and is started again too.
        """
        for child in self.children.values():
            if not child.runs:
                child.bury()
                child.start()

    def is_well(self) -> None:
        """Waits until the site and Stripe answer, and keeps all running meanwhile. Raises TimeoutError."""
        self._must_answer(self.stripe)
        self._must_answer(f"{self.site}/accounts/login/")

    def _start(self, name: str, command: list[str]) -> None:
        log = (self.data / f"{name}.log").open("ab")
        child = self.children[name] = Child(name, command, log)
        child.start()

    def _end(self, name: str) -> None:
        child = self.children.pop(name)
        child.signal(signal.SIGTERM)
        if not wait_for(lambda: not child.runs):
            child.signal(signal.SIGKILL)
        if child.process:
            child.process.wait()

    def _must_answer(self, address: str) -> None:
        if not wait_for(lambda: self._answers(address), LONGEST_START):
            raise TimeoutError(f"{address} does not answer. The logs end so:\n{self.last_words()}")

    def _answers(self, address: str) -> bool:
        self.revive()
        try:
            with urlopen(address, timeout=60) as answer:
                return answer.status == 200
        except (URLError, ConnectionError, TimeoutError):
            return False

    def last_words(self) -> str:
        """The end of every process's log."""
        return "\n".join(f"--- {log.stem}\n{log.read_text()[-1500:]}" for log in self.data.glob("*.log"))
