"""The command line, in the manner of Stripe's own."""

import argparse
import sys
from collections.abc import Sequence

from stripe_sandbox.cli import clock, events, faults, listen, logs, serve, trigger
from stripe_sandbox.cli.client import Unreachable

COMMANDS = (serve, listen, trigger, events, logs, faults, clock)


def parser() -> argparse.ArgumentParser:
    """The grammar of all commands."""
    root = argparse.ArgumentParser(prog="stripe-sandbox", description="Stripe on your own machine.")
    commands = root.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.add_to(commands)
    return root


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; returns the exit status: 0 done, 1 not done, 130 interrupted."""
    options = parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except Unreachable as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:
        return 1
    except KeyboardInterrupt:
        return 130
