"""Keeping a few processes running, and leaving none behind.

Each child has a session of its own, so that Ctrl-C reaches only us and a whole child, with the workers that it forked,
can be ended by its group. When we are killed outright, the kernel tells the children to stop.
"""

import ctypes
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import IO

log = logging.getLogger(__name__)

POLL = 0.1  # seconds between two looks at the children
PATIENCE = 10  # seconds that a child has to end after SIGTERM
LONGEST_WAIT = 30  # seconds before a child that keeps dying is started again
STEADY = 60  # a child that ran so many seconds is well, and its next death counts as the first
_PR_SET_PDEATHSIG = 1


def _die_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass
class Child:
    """A process to keep running: its name in our log, its command, and where its output goes (None: with ours)."""

    name: str
    command: Sequence[str]
    output: IO[bytes] | None = None
    deaths: int = 0
    start_again_at: float = 0
    started_at: float = 0
    process: subprocess.Popen | None = field(default=None, repr=False)

    def start(self) -> None:
        """Starts the process, in a session of its own."""
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603 (the commands are ours)
            self.command,
            stdin=subprocess.DEVNULL,
            stdout=self.output,
            stderr=self.output,
            start_new_session=True,
            preexec_fn=_die_with_parent,
        )

    @property
    def runs(self) -> bool:
        """Whether the process is alive."""
        return self.process is not None and self.process.poll() is None

    def signal(self, sign: signal.Signals) -> None:
        """Sends `sign` to the process and all that it started, also when it is gone itself."""
        if self.process is not None:
            try:
                os.killpg(self.process.pid, sign)
            except ProcessLookupError:
                return

    def bury(self) -> None:
        """After its death: ends what it left behind and settles when it is started again."""
        self.signal(signal.SIGKILL)
        steady = time.monotonic() - self.started_at > STEADY
        self.deaths = 1 if steady else self.deaths + 1
        self.start_again_at = time.monotonic() + min(2 ** (self.deaths - 1), LONGEST_WAIT)


class Supervisor:
    """Runs children until it is told to stop (`stop`, SIGTERM, SIGHUP or Ctrl-C), then ends them all."""

    def __init__(self) -> None:
        self.children: list[Child] = []
        self.stopping = False

    def __enter__(self) -> "Supervisor":
        """From here on a signal asks for a clean end."""
        for sign in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(sign, self.stop)
        return self

    def __exit__(self, *error: object) -> None:
        """Whatever happened: no child is left."""
        self.end_all()

    def stop(self, *_: object) -> None:
        """Asks for the end; also a signal's handler."""
        self.stopping = True

    def start(self, name: str, command: Sequence[str], output: IO[bytes] | None = None) -> Child:
        """Starts a child that is kept running from now on."""
        child = Child(name, command, output)
        self.children.append(child)
        child.start()
        return child

    def wait_until(self, ready: Callable[[], bool], seconds: float) -> bool:
        """Waits for `ready`; False when time ran out, a child died or we were told to stop."""
        until = time.monotonic() + seconds
        while not self.stopping and time.monotonic() < until and all(child.runs for child in self.children):
            if ready():
                return True
            time.sleep(POLL)
        return False

    def run(self) -> None:
        """Keeps every child running until told to stop."""
        while not self.stopping:
            for child in self.children:
                self._look_after(child)
            time.sleep(POLL)

    def _look_after(self, child: Child) -> None:
        if child.runs:
            return
        if child.process is not None:
            code = child.process.returncode
            child.bury()
            child.process = None
            wait = child.start_again_at - time.monotonic()
            log.warning("The %s ended (%s); starting it again in %.0f s.", child.name, code, wait)
        elif time.monotonic() >= child.start_again_at:
            child.start()

    def end_all(self) -> None:
        """Asks all children to end, the last started first, and ends what does not."""
        for child in reversed(self.children):
            child.signal(signal.SIGTERM)
        until = time.monotonic() + PATIENCE
        while any(child.runs for child in self.children) and time.monotonic() < until:
            time.sleep(POLL / 2)
        for child in self.children:
            child.signal(signal.SIGKILL)
            if child.process is not None:
                child.process.wait()
