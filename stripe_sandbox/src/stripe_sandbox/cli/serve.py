"""`serve`: runs the sandbox."""

import argparse
import gc
import json
import os
import signal
import sys
from types import FrameType
from typing import Any

from stripe_sandbox import keys
from stripe_sandbox.cli import home
from stripe_sandbox.errors import ApiError
from stripe_sandbox.world import World

PORT = 12111


def add_to(commands: Any) -> None:
    """The command's grammar."""
    parser = commands.add_parser("serve", help="run the sandbox")
    parser.add_argument("--port", type=int, default=PORT, help=f"default {PORT}; 0 takes a free one")
    parser.add_argument("--state", metavar="FILE", help="keep everything in this SQLite file (default: in memory)")
    parser.add_argument("--api-key", default=home.DEFAULT_KEY, metavar="KEY", help="the account to announce")
    parser.add_argument("--seed", help="draw ids and faults from this seed")
    parser.add_argument("--json", action="store_true", help="say where it runs as one line of JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Serves until interrupted or told to end."""
    # The web server takes longest to import, and no other command needs it.
    from stripe_sandbox.serving import Serving

    try:
        key = keys.parse(options.api_key)
        serving = Serving(World(seed=options.seed), options.port, options.state)
    except (ApiError, OSError) as error:
        print(f"The sandbox cannot start: {error}", file=sys.stderr)
        return 1
    _spare_the_collector()
    account = serving.world.account(key.suffix, key.livemode)
    said = {
        "url": serving.url,
        "pid": os.getpid(),
        "api_key": account.secret_key,
        "publishable_key": account.publishable_key,
    }
    home.announce(said)
    signal.signal(signal.SIGTERM, _interrupt)
    print(json.dumps(said) if options.json else _words(said), flush=True)
    try:
        serving.run()
    finally:
        home.withdraw(os.getpid())
    return 0


def _spare_the_collector() -> None:
    """What the sandbox keeps has no cycles: looking through all of it again and again would slow it as it fills."""
    gc.freeze()
    gc.set_threshold(50_000, 50, 1000)


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _words(said: dict[str, object]) -> str:
    return (
        f"stripe_sandbox is running at {said['url']} (^C to quit)\n"
        f"  secret key       {said['api_key']}\n"
        f"  publishable key  {said['publishable_key']}\n"
        f"  Stripe.js        {said['url']}/v3/stripe.js\n"
        "Any sk_test_… key opens an account of its own."
    )
