"""Posts webhook deliveries: concurrently, never following a redirect, each within 30 seconds."""

import http.client
import ssl
import threading
import time
from functools import partial
from urllib.parse import SplitResult, urlsplit

from stripe_sandbox import deliveries
from stripe_sandbox.deliveries import Answer, Attempt
from stripe_sandbox.pool import Pool
from stripe_sandbox.world import World

TIMEOUT = 30.0
AT_ONCE = 32


def post(url: str, body: bytes, headers: dict[str, str], verify: bool = True) -> Answer:
    """One POST, and what came of it; never raises. `verify` is whether an https certificate must be good."""
    began = time.monotonic()
    try:
        address = urlsplit(url)
        connection = _connect(address, verify)
        try:
            target = (address.path or "/") + (f"?{address.query}" if address.query else "")
            connection.request("POST", target, body, headers)
            response = connection.getresponse()
            text = response.read(65_536).decode("utf-8", "replace")
            return Answer(response.status, text, None, time.monotonic() - began)
        finally:
            connection.close()
    except (OSError, http.client.HTTPException, ValueError) as error:
        words = getattr(error, "strerror", None) or str(error) or type(error).__name__
        return Answer(None, "", words, time.monotonic() - began)


def _connect(address: SplitResult, verify: bool) -> http.client.HTTPConnection:
    host = address.hostname or ""
    if address.scheme != "https":
        return http.client.HTTPConnection(host, address.port, timeout=TIMEOUT)
    context = ssl.create_default_context()
    if not verify:
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return http.client.HTTPSConnection(host, address.port, timeout=TIMEOUT, context=context)


class Courier:
    """Takes attempts from a world's outbox, posts them and hands back the answers."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._pool = Pool(AT_ONCE, "courier")
        self._under_way = 0
        self._lock = threading.RLock()

    def send(self) -> None:
        """Begins every attempt that stands in the outbox."""
        if not self._world.outbox:
            return
        # Under one lock, so that no attempt is neither in the outbox nor under way when somebody asks.
        with self._lock:
            with self._world.turn():
                attempts, self._world.outbox = self._world.outbox, []
            for attempt in attempts:
                self._under_way += 1
                self._pool.submit(partial(self._deliver, attempt))

    def _deliver(self, attempt: Attempt) -> None:
        try:
            body = attempt.body()
            answer = post(attempt.url, body, attempt.headers(body))
            with self._world.turn():
                deliveries.answered(attempt.account, attempt.delivery, answer)
        finally:
            with self._lock:
                self._under_way -= 1

    @property
    def busy(self) -> bool:
        """Whether an attempt is under way."""
        with self._lock:
            return self._under_way > 0

    def close(self) -> None:
        """Stops; attempts that wait are given up."""
        self._pool.close()
