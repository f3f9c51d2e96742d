"""What may answer in Stripe's place: nobody, somebody slow, or somebody who talks nonsense. Real servers, all."""

import socket
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from tests.answering import answering

NONSENSE = {
    "a page": (200, "<!doctype html><title>Welcome to the hotel's network</title>"),
    "half an answer": (200, '{"id": "pi_1", "object": "payment_int'),
    "nothing": (200, ""),
    "an empty object": (200, "{}"),
    "a list": (200, "[]"),
    "null": (200, "null"),
    "a number": (200, "42"),
    "something else": (200, '{"id": "cus_1", "object": "customer", "status": "succeeded", "amount": 8000}'),
    "a wrong amount": (200, '{"id": "pi_1", "object": "payment_intent", "status": "succeeded", "amount": "a lot"}'),
    "a failure as a page": (502, "<html><h1>Bad gateway</h1></html>"),
    "a refusal without words": (400, "{}"),
    "an unknown address": (404, "not found"),
}


@contextmanager
def nobody() -> Iterator[str]:
    """An address at which nobody listens."""
    with socket.socket() as reserved:
        reserved.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{reserved.getsockname()[1]}"


def nonsense(kind: str) -> AbstractContextManager[str]:
    """A server that gives one of the answers of NONSENSE to whatever it is asked."""
    status, body = NONSENSE[kind]
    return answering(status, status, body)


@contextmanager
def slow(stripe: str, seconds: float) -> Iterator[str]:
    """Stripe, but each answer takes so many seconds longer."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.pass_on(None)

        def do_POST(self) -> None:
            self.pass_on(self.rfile.read(int(self.headers.get("Content-Length", 0))))

        def pass_on(self, body: bytes | None) -> None:
            time.sleep(seconds)
            kept = {name: value for name, value in self.headers.items() if name.lower() not in ("host", "connection")}
            try:
                answer = urlopen(Request(stripe + self.path, body, kept))
            except HTTPError as refused:
                answer = refused
            text = answer.read()
            self.send_response(answer.status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, *args: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
