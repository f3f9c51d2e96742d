"""A proxy before the site that passes requests on without the name that it was asked by."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import requests


@contextmanager
def forwarding(site: str) -> Iterator[str]:
    """Passes every GET and POST on to `site`, its Host header left out; the proxy's address, without a last slash."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.forward(b"")

        def do_POST(self) -> None:
            self.forward(self.rfile.read(int(self.headers.get("Content-Length", 0))))

        def forward(self, body: bytes) -> None:
            headers = {name: value for name, value in self.headers.items() if name.lower() != "host"}
            answer = requests.request(self.command, site + self.path, data=body, headers=headers, timeout=10)
            self.send_response(answer.status_code)
            for name in ("Content-Type", "Set-Cookie"):
                if name in answer.headers:
                    self.send_header(name, answer.headers[name])
            self.send_header("Content-Length", str(len(answer.content)))
            self.end_headers()
            self.wfile.write(answer.content)

        def log_message(self, *args: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://localhost:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
