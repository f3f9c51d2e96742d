"""Webhook deliveries acknowledged per second: the site's view and middleware against the least that could do."""

import hashlib
import hmac
import http.client
import json
import os
import secrets
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from django.db import connection

SENDERS, SECONDS, ROUNDS = 8, 1, 15
SECRET = "whsec_" + secrets.token_hex(16)
TABLE = "CREATE TABLE bench_ring (event_id varchar(60) PRIMARY KEY, type varchar(80), at timestamptz DEFAULT now())"
SITE, LEAST = "handfast.wsgi:application", "tests.bench.minimal:application"


def bench_webhook() -> dict:
    """Both servers stand at once and are asked in turns, so that whatever else the machine does meets both alike."""
    with connection.cursor() as cursor:
        cursor.execute(TABLE)
    with tempfile.TemporaryDirectory() as data:
        (Path(data) / "static").mkdir()
        with served(SITE, data) as site, served(LEAST, data) as least:
            rates = [(send(site, SECONDS), send(least, SECONDS)) for _ in range(ROUNDS + 1)][1:]  # the first is warming
    return {
        "what": "webhook deliveries verified, stored and answered",
        "value": round(statistics.median(ours for ours, _ in rates), 1),
        "unit": "a second",
        "against": f"a minimal view with one INSERT ({statistics.median(theirs for _, theirs in rates):,.0f})",
        "ratio": round(statistics.median(ours / theirs for ours, theirs in rates), 3),
    }


@contextmanager
def served(application: str, data: str) -> Iterator[int]:
    """Granian with two processes and persistent connections, on the bench's own database."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "2", "--blocking-threads", "8"]
    process = subprocess.Popen(
        [*command, "--host", "127.0.0.1", "--port", str(port), "--log-level", "error", application],
        env={**os.environ, **environment(data)},
    )
    try:
        _wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)


def environment(data: str) -> dict[str, str]:
    """For a process of the site: the bench's own database, and a folder for its data."""
    database = connection.settings_dict
    host = quote(database["HOST"] or database["OPTIONS"].get("host", ""), safe="/")
    address = f"postgresql://{database['USER']}:{database['PASSWORD']}@/{database['NAME']}?host={host}"
    own = {"DATABASE_URL": address, "HANDFAST_DATA": data, "LOG_LEVEL": "ERROR"}
    return {**own, "STRIPE_WEBHOOK_SECRET": SECRET, "DJANGO_SETTINGS_MODULE": "handfast.settings"}


def _wait_for(port: int) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise TimeoutError("the server did not start")


def send(port: int, seconds: float) -> float:
    """Deliveries answered 200 per second by as many senders as fit, each with a connection of its own."""
    counts, until = [0] * SENDERS, time.monotonic() + seconds
    threads = [threading.Thread(target=_send_until, args=(port, until, counts, n)) for n in range(SENDERS)]
    started = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / (time.monotonic() - started)


def _send_until(port: int, until: float, counts: list[int], me: int) -> None:
    server = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    while time.monotonic() < until:
        body, signature = _delivery()
        server.request("POST", "/stripe/webhook/", body, {"Stripe-Signature": signature, "Host": "localhost"})
        answer = server.getresponse()
        answer.read()
        if answer.status != 200:
            raise RuntimeError(f"answered {answer.status}")
        counts[me] += 1


_INTENT = {
    "id": "pi_bench",
    "object": "payment_intent",
    "amount": 7500,
    "amount_received": 7500,
    "currency": "gbp",
    "status": "succeeded",
    "metadata": {"checkout": "bench", "instance": "bench"},
    "description": "x" * 1_000,
}


def _delivery() -> tuple[bytes, str]:
    now = int(time.time())
    event = {
        "id": f"evt_{secrets.token_hex(12)}",
        "object": "event",
        "type": "payment_intent.succeeded",
        "created": now,
    }
    event |= {"created": now, "livemode": False, "api_version": None, "data": {"object": _INTENT}}
    body = json.dumps(event).encode()
    return body, f"t={now},v1={hmac.new(SECRET.encode(), b'%d.' % now + body, hashlib.sha256).hexdigest()}"
