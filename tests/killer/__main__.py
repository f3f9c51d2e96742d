"""`python -m tests.killer --rounds 50 --database postgres`."""

import argparse
import json
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tests import postgres
from tests.killer import install
from tests.ports import two_free_ports

if TYPE_CHECKING:
    from tests.killer.killer import Killed


def main() -> int:
    """Kills, tells, and answers 1 where anything was lost, doubled or stuck."""
    options = _options()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="handfast-killer-") as folder, _database(options, folder) as address:
        port = two_free_ports()
        install.enter(Path(folder), address, port)
        from tests.killer.killer import kill  # stands on the site, which the install has just set up

        killed = kill(Path(folder), port, options.rounds, options.seed)
    seconds = round(time.monotonic() - began, 1)
    told = {
        "database": options.database,
        "rounds": options.rounds,
        **{kind: len(words) for kind, words in killed.findings.told.items()},
        "gifts": killed.gifts,
        "payments": killed.payments,
        "refunds": killed.refunds,
        "pages": killed.pages,
        "kills": dict(sorted(killed.kills.items())),
        "seconds": seconds,
    }
    print(json.dumps(told) if options.json else _words(told, killed))  # noqa: T201
    if killed.findings:
        print(f"Seed {options.seed}, {options.database}:\n{killed.findings}", file=sys.stderr)  # noqa: T201
    return 1 if killed.findings else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run kill", description="Kills processes at random; is anything lost?")
    parser.add_argument("--rounds", type=int, default=50, help="how often something is killed (default 50)")
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--seed", type=int, default=1, help="decides who is killed and when, and who does what")
    parser.add_argument("--json", action="store_true", help="tell it as one line of JSON")
    return parser.parse_args()


@contextmanager
def _database(options: argparse.Namespace, folder: str) -> Iterator[str]:
    if options.database == "sqlite":
        yield install.sqlite(Path(folder))
    else:
        with postgres.running() as address:
            yield address


def _words(told: dict, killed: "Killed") -> str:
    kills = ", ".join(f"{times} × {name}" for name, times in told["kills"].items())
    return (
        f"{told['rounds']} rounds on {told['database']} in {told['seconds']} s: {kills}.\n"
        f"{told['payments']} payments of {told['gifts']} gifts, {told['refunds']} refunds, {told['pages']} pages.\n"
        + ("Nothing was lost, doubled or stuck." if not killed.findings else "This went wrong:")
    )


if __name__ == "__main__":
    sys.exit(main())
