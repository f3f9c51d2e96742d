"""`faults`: what is to go wrong."""

import argparse
import json
from typing import Any

from stripe_sandbox.cli import client
from stripe_sandbox.faults import KINDS


def add_to(commands: Any) -> None:
    """The commands' grammar."""
    actions = commands.add_parser("faults", help="let things go wrong").add_subparsers(required=True)
    listing = actions.add_parser("list", help="the rules in force, and the kinds there are")
    listing.set_defaults(run=run_list)
    add = actions.add_parser("add", help="put a rule in force")
    add.add_argument("kind", choices=sorted(KINDS))
    add.add_argument("--probability", type=float, help="from 0 to 1 (default 1)")
    add.add_argument("--times", type=int, help="how often it strikes (default: for ever)")
    add.add_argument("--match", help="only where this occurs in the endpoint or the event type")
    add.add_argument("--seconds", type=float, help="how long, for delay and reorder")
    add.set_defaults(run=run_add)
    clear = actions.add_parser("clear", help="lift the rules")
    clear.add_argument("kind", nargs="?", choices=sorted(KINDS), help="only of this kind")
    clear.set_defaults(run=run_clear)
    for parser in (listing, add, clear):
        parser.add_argument("--format", choices=["json"], help="print the answer as JSON")
        client.add_options(parser)


def run_list(options: argparse.Namespace) -> int:
    """Prints the rules and the kinds."""
    return _show(options, client.Client(options).control("GET", "faults"))


def run_add(options: argparse.Namespace) -> int:
    """Puts one rule in force."""
    named = {name: getattr(options, name) for name in ("kind", "probability", "times", "match", "seconds")}
    server = client.Client(options)
    server.control("POST", "faults", **{name: value for name, value in named.items() if value is not None})
    return _show(options, server.control("GET", "faults"))


def run_clear(options: argparse.Namespace) -> int:
    """Lifts rules."""
    server = client.Client(options)
    return _show(options, server.control("DELETE", f"faults/{options.kind}" if options.kind else "faults"))


def _show(options: argparse.Namespace, answer: dict[str, Any]) -> int:
    if options.format:
        print(json.dumps(answer))
        return 0
    print("In force:" if answer["rules"] else "Nothing is to go wrong. There is:")
    for rule in answer["rules"]:
        times = "always" if rule["times"] is None else f"{rule['times']} times"
        print(f"  {rule['kind']}  probability {rule['probability']}, {times} {rule['match']}".rstrip())
    if not answer["rules"]:
        print("\n".join(f"  {kind:18} {words}" for kind, words in answer["kinds"].items()))
    return 0
