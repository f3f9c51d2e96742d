"""Payments a second: create, confirm, retrieve with the official SDK, against a server with one constant answer.

    python bench/throughput.py [--slices 15] [--stored 0 1000 10000] [--threads 1 8]

Prints one JSON list of {what, value, unit, against, ratio}. Each figure and the one it is held against are taken turn
by turn in short slices, so that a noisy machine disturbs both alike; the median slice and the median ratio are told.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import stripe

from stripe_sandbox.api import Api
from stripe_sandbox.exchange import Request
from stripe_sandbox.store import Store
from stripe_sandbox.world import World

stripe.enable_telemetry = False
HERE = Path(__file__).parent
KEY = "sk_test_bench"
INTENT = {"amount": 2000, "currency": "gbp", "payment_method_types": ["card"], "metadata": {"checkout": "12"}}
SLICE = 1.0  # second


@contextmanager
def process(*arguments, **environment):
    """A server in a process of its own; yields the address that it prints."""
    with subprocess.Popen(
        [sys.executable, *map(str, arguments)], stdout=subprocess.PIPE, text=True, env={**os.environ, **environment}
    ) as server:
        yield json.loads(server.stdout.readline())["url"]
        server.terminate()


def fill(path, count):
    """A state file with so many paid intents in it."""
    api = Api(World())
    store = Store(path)
    api.world.keep = store.write
    headers = {"authorization": f"Bearer {KEY}"}
    body = b"amount=2000&currency=gbp&payment_method_types[]=card&payment_method=pm_card_visa&confirm=true"
    with api.world.turn():
        for _ in range(count):
            api.handle(Request("POST", "/v1/payment_intents", "", headers, body))
    api.world.advance(2)
    store.close()


def cycle(client):
    """One payment, as a site makes it."""
    intent = client.v1.payment_intents.create(INTENT)
    client.v1.payment_intents.confirm(intent.id, {"payment_method": "pm_card_visa"})
    client.v1.payment_intents.retrieve(intent.id)


class Crowd:
    """So many threads, each with a client of its own that stays connected."""

    def __init__(self, url, threads):
        self.clients = [stripe.StripeClient(KEY, base_addresses={"api": url}) for _ in range(threads)]
        self.rate()

    def rate(self):
        """Cycles a second, over one slice."""
        counts, end = [], time.monotonic() + SLICE
        workers = [threading.Thread(target=self._work, args=(client, end, counts)) for client in self.clients]
        began = time.monotonic()
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        return sum(counts) / (time.monotonic() - began)

    def _work(self, client, end, counts):
        count = 0
        while time.monotonic() < end:
            cycle(client)
            count += 1
        counts.append(count)


def compare(stored, threads, slices):
    """Our figure and the constant server's, slice by slice."""
    with tempfile.TemporaryDirectory() as folder:
        state = Path(folder) / "state.db"
        fill(state, stored)
        ours = process(
            "-m", "stripe_sandbox", "serve", "--port", 0, "--json", "--state", state, STRIPE_SANDBOX_HOME=folder
        )
        with ours as url, process(HERE / "constant.py") as constant:
            mine, most = Crowd(url, threads), Crowd(constant, threads)
            pairs = [(mine.rate(), most.rate()) for _ in range(slices)]
    return {
        "what": f"create + confirm + retrieve, {threads} thread{'s' * (threads > 1)}, {stored} stored",
        "value": round(statistics.median(mine for mine, _ in pairs), 1),
        "unit": "cycles/s",
        "against": round(statistics.median(most for _, most in pairs), 1),
        "ratio": round(statistics.median(mine / most for mine, most in pairs), 2),
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--slices", type=int, default=15)
    parser.add_argument("--stored", type=int, nargs="+", default=[0, 1000, 10_000])
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 8])
    options = parser.parse_args()
    results = [compare(stored, threads, options.slices) for threads in options.threads for stored in options.stored]
    print(json.dumps(results))
