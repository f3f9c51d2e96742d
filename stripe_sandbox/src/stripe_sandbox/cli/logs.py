"""`logs tail`: the requests as they are answered."""

import argparse
import json
import sys
from datetime import UTC, datetime
from typing import Any

from stripe_sandbox.cli import client

SHOWN = ("type", "code", "decline_code", "param", "message")


def add_to(commands: Any) -> None:
    """The command's grammar."""
    actions = commands.add_parser("logs", help="watch requests").add_subparsers(required=True)
    tail = actions.add_parser("tail", help="show requests as they are answered")
    tail.add_argument("--filter-http-method", metavar="METHODS", help="only these, by comma")
    tail.add_argument("--filter-request-path", metavar="PATHS", help="only these, by comma")
    tail.add_argument("--filter-status-code", metavar="CODES", help="only these, by comma")
    tail.add_argument("--format", choices=["json", "JSON"], help="a line of JSON each")
    client.add_options(tail)
    tail.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Shows requests until interrupted or until the sandbox goes."""
    for line in client.Client(options).stream():
        if "ready" in line:
            print("> Ready! You're now waiting to receive API request logs (^C to quit)", file=sys.stderr, flush=True)
        if "request" in line and wanted(options, line["request"]):
            print(json.dumps(line["request"]) if options.format else written(line["request"]), flush=True)
    return 0


def wanted(options: argparse.Namespace, entry: dict[str, Any]) -> bool:
    """Whether a request passes the filters."""
    filters = (
        (options.filter_http_method, entry["method"]),
        (options.filter_request_path, entry["path"]),
        (options.filter_status_code, str(entry["status"])),
    )
    return all(allowed is None or value in allowed.split(",") for allowed, value in filters)


def written(entry: dict[str, Any]) -> str:
    """One request as the real CLI writes it, with the error's fields below."""
    when = datetime.fromtimestamp(entry["created"], UTC).strftime("%Y-%m-%d %H:%M:%S")
    error = entry["error"] or {}
    lines = [f"{when} [{entry['status']}] {entry['method']} {entry['path']} [{entry['id']}]"]
    lines += [f"  > {name}: {error[name]}" for name in SHOWN if name in error]
    return "\n".join(lines)
