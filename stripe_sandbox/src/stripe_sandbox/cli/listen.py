"""`listen`: forwards events to a local server, and shows them as they pass."""

import argparse
import json
import re
import sys
import threading
import time
from datetime import datetime
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from stripe_sandbox import API_VERSION, courier, webhooks
from stripe_sandbox.cli import client
from stripe_sandbox.event_types import EVENT_TYPES
from stripe_sandbox.pool import Pool

AT_ONCE = 32


def add_to(commands: Any) -> None:
    """The command's grammar."""
    parser = commands.add_parser("listen", help="forward events to a local server")
    parser.add_argument("--forward-to", metavar="URL", type=target, help="a port, /path, host:port/path or URL")
    parser.add_argument("--events", default="*", help="which types, by comma (default: all)")
    parser.add_argument("--print-secret", action="store_true", help="print the signing secret and end")
    parser.add_argument("--skip-verify", action="store_true", help="accept any https certificate")
    parser.add_argument("--format", choices=["json", "JSON"], help="print each event as a line of JSON")
    client.add_options(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Listens until interrupted or until the sandbox goes."""
    server = client.Client(options)
    secret = server.control("GET", "listen")["secret"]
    if options.print_secret:
        print(secret)
        return 0
    forwarder = Forwarder(options, secret)
    for name in sorted(forwarder.types - EVENT_TYPES - {"*"}):
        print(f"Warning: there is no event type {name}.", file=sys.stderr, flush=True)
    for line in server.stream():
        if "ready" in line:
            print(
                f"> Ready! You are using Stripe API Version [{API_VERSION}]. "
                f"Your webhook signing secret is {secret} (^C to quit)",
                file=sys.stderr,
                flush=True,
            )
        if "event" in line:
            forwarder.take(line["event"])
    return 0


def target(text: str) -> str:
    """The URL that a port, a path, host:port or a URL stands for; raises ValueError for one that leads nowhere."""
    if re.match(r"^https?://", text):
        url = text
    elif text.isdigit():
        url = f"http://localhost:{text}"
    else:
        url = f"http://localhost{text}" if text.startswith("/") else f"http://{text}"
    address = urlsplit(url)
    if not address.hostname or address.port == 0:
        raise ValueError(f"{url} leads nowhere")
    return url


class Forwarder:
    """Posts events concurrently, so that their order is scrambled as it is with the real one; tries each once."""

    def __init__(self, options: argparse.Namespace, secret: str) -> None:
        self.types = set(options.events.split(","))
        self._url = options.forward_to
        self._secret = secret
        self._verify = not options.skip_verify
        self._json = bool(options.format)
        self._pool = Pool(AT_ONCE, "forwarder")
        self._speaking = threading.Lock()

    def take(self, event: dict[str, Any]) -> None:
        """Shows an event, if it is wanted, and forwards it."""
        if not webhooks.wanted(self.types, event["type"]):
            return
        if self._json:
            self._say(json.dumps(event))
        else:
            self._say(f"{_now()}   --> {event['type']} [{event['id']}]")
        if self._url:
            self._pool.submit(partial(self._forward, event, self._url))

    def _forward(self, event: dict[str, Any], url: str) -> None:
        body = json.dumps(event, indent=2).encode()
        answer = courier.post(url, body, webhooks.headers(body, (self._secret,), int(time.time())), self._verify)
        if self._json:
            return
        if answer.status is None:
            self._say(f"{_now()}            [ERROR] Failed to POST: {answer.error}")
        else:
            self._say(f"{_now()}  <--  [{answer.status}] POST {url} [{event['id']}]")

    def _say(self, line: str) -> None:
        with self._speaking:
            print(line, flush=True)


def _now() -> str:
    return datetime.now().astimezone().strftime("%Y-%m-%d %H:%M:%S")
