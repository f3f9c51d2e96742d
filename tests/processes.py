"""Looking at processes from outside: who is alive, who belongs to whom, what answers."""

import os
import socket
import time
from collections.abc import Callable
from pathlib import Path

# What a process of its own must not take from the tests: their database and their secrets.
_OF_THE_TESTS = ("DATABASE_URL", "SECRET_KEY", "CARD_KEYS", "SITE_URL", "DJANGO_SETTINGS_MODULE")


def environment(data: Path, **more: str) -> dict[str, str]:
    """The environment for a process of the site with data of its own in `data`."""
    kept = {name: value for name, value in os.environ.items() if name not in _OF_THE_TESTS}
    return {**kept, "HANDFAST_DATA": str(data), "STRIPE_SANDBOX_HOME": str(data / "sandbox"), **more}


def alive(pid: int) -> bool:
    """Whether that process runs; one that only waits to be buried does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def family(pid: int) -> list[int]:
    """`pid` and all that it started, and they."""
    found, waiting = [], [pid]
    while waiting:
        found.append(one := waiting.pop())
        for task in Path(f"/proc/{one}/task").glob("*/children"):
            waiting.extend(map(int, task.read_text().split()))
    return found


def answers(port: int) -> bool:
    """Whether anybody listens on that port of this machine."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def wait_for(condition: Callable[[], bool], seconds: float = 120) -> bool:
    """Whether `condition` came true in time. It is waited for long, since the machine may be busy with all else."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if condition():
            return True
        time.sleep(0.05)
    return False
