"""What the demo stands on: a data folder that is its own, and two free ports."""

import fcntl
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management.base import CommandError

from handfast.core import env_file

KEY_PREFIX = "sk_test_handfast"  # the keys of a demo's own Stripe account; no real key begins so
_MADE_BY_USE = (
    "handfast.sqlite3",
    "handfast.sqlite3-wal",
    "handfast.sqlite3-shm",
    "sandbox",
    "letters",
    "logs",
    "static",
)


@contextmanager
def held(data: Path) -> Iterator[None]:
    """Nobody else runs a demo on `data` meanwhile. Raises CommandError when somebody does; ends with the process."""
    data.mkdir(parents=True, exist_ok=True)
    with (data / "demo.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CommandError(
                f"A demo is running on {data} already. Stop it, or name another HANDFAST_DATA."
            ) from None
        yield


def refuse_a_real_site(data: Path) -> None:
    """Raises CommandError when `data` remembers Stripe keys that are not a demo's: somebody's wedding lives there."""
    key = env_file.read(data / "handfast.env").get("STRIPE_SECRET_KEY", "")
    if key and not key.startswith(KEY_PREFIX):
        raise CommandError(f"{data} belongs to a real site, whose Stripe keys are its own. Name another HANDFAST_DATA.")


def empty(data: Path, database: dict) -> None:
    """Throws away what use of the demo left in `data`. Raises CommandError when the database is not there."""
    if "sqlite3" not in database["ENGINE"] or Path(database["NAME"]).parent != data:
        raise CommandError("--fresh empties the data folder only. Empty the database that DATABASE_URL names yourself.")
    for name in _MADE_BY_USE:
        path = data / name
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


def refuse_taken_ports(site: int) -> None:
    """Raises CommandError unless `site` and the next port are free on this machine."""
    for port in (site, site + 1):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                raise CommandError(
                    f"Port {port} is taken. The demo needs two ports in a row: ./run demo --port {site + 100}"
                ) from None
