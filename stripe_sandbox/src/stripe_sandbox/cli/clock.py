"""`clock`: the sandbox's time, and how to move it."""

import argparse
import json
import re
from datetime import UTC, datetime
from typing import Any

from stripe_sandbox.cli import client

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def duration(text: str) -> float:
    """Seconds that `90`, `90s`, `3m`, `24h` or `7d` stand for; raises ValueError for anything else."""
    match = re.fullmatch(r"(\d+(?:\.\d+)?)([smhd]?)", text)
    if not match:
        raise ValueError(text)
    return float(match[1]) * UNITS[match[2] or "s"]


def add_to(commands: Any) -> None:
    """The commands' grammar."""
    parser = commands.add_parser("clock", help="see the sandbox's time, or advance it")
    parser.add_argument("--advance", type=duration, metavar="TIME", help="such as 90s, 3m, 24h, 7d")
    parser.add_argument("--format", choices=["json"], help="print the answer as JSON")
    client.add_options(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Prints the time, moved forward if asked."""
    server = client.Client(options)
    advance = options.advance is not None
    answer = server.control("POST", "clock", advance=options.advance) if advance else server.control("GET", "clock")
    if options.format:
        print(json.dumps(answer))
        return 0
    now = datetime.fromtimestamp(answer["now"], UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    print(f"{now}, {answer['offset']:.0f} s ahead" if answer["offset"] else now)
    return 0
