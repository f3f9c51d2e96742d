"""`events list` and `events resend`."""

import argparse
import json
import sys
from datetime import UTC, datetime
from typing import Any

from stripe_sandbox.cli import client


def add_to(commands: Any) -> None:
    """The commands' grammar."""
    actions = commands.add_parser("events", help="list events, send one again").add_subparsers(required=True)
    listing = actions.add_parser("list", help="the newest events")
    listing.add_argument("--type", help="only this type, or a prefix such as charge.*")
    listing.add_argument("--limit", type=int, default=10)
    listing.add_argument("--format", choices=["json"], help="print the answer as JSON")
    listing.set_defaults(run=run_list)
    resend = actions.add_parser("resend", help="deliver an event again")
    resend.add_argument("event", metavar="EVENT_ID")
    resend.add_argument("--webhook-endpoint", metavar="ID", help="only to this one")
    resend.set_defaults(run=run_resend)
    for parser in (listing, resend):
        client.add_options(parser)


def run_list(options: argparse.Namespace) -> int:
    """Prints the newest events."""
    params = {"limit": options.limit, **({"type": options.type} if options.type else {})}
    status, answer = client.Client(options).call("GET", "/v1/events", params)
    if status >= 400:
        return _refused(answer)
    if options.format:
        print(json.dumps(answer))
        return 0
    for event in answer["data"]:
        when = datetime.fromtimestamp(event["created"], UTC).strftime("%Y-%m-%d %H:%M:%S")
        print(f"{when}   {event['type']} [{event['id']}]")
    return 0


def run_resend(options: argparse.Namespace) -> int:
    """Sends an event again and prints it."""
    params = {"webhook_endpoint": options.webhook_endpoint} if options.webhook_endpoint else {}
    status, answer = client.Client(options).call("POST", f"/v1/events/{options.event}/retry", params)
    if status >= 400:
        return _refused(answer)
    print(json.dumps(answer, indent=2))
    return 0


def _refused(answer: Any) -> int:
    print(answer["error"]["message"], file=sys.stderr)
    return 1
