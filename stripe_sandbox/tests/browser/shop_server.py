"""A shop that embeds the Payment Element, under as strict a Content-Security-Policy as a page can have."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

FILES = Path(__file__).parent / "shop"
TYPES = {".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript"}
PAGES = {"/pay": "pay.html", "/pay.css": "pay.css", "/pay.js": "pay.js"}


@contextmanager
def serving(sandbox_url: str) -> Iterator[str]:
    """Runs the shop on a free port of its own, hence another origin than the sandbox's; yields its address."""
    policy = (
        f"default-src 'none'; script-src 'self' {sandbox_url}; style-src 'self'; frame-src {sandbox_url}; "
        f"connect-src {sandbox_url}; img-src 'self'; base-uri 'none'; form-action 'self'; object-src 'none'"
    )

    class Shop(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            name = PAGES.get(urlsplit(self.path).path)
            body = (FILES / name).read_text("utf-8").replace("SANDBOX", sandbox_url) if name else "<h1>Thank you</h1>"
            self.send_response(200)
            self.send_header("Content-Type", TYPES[Path(name).suffix if name else ".html"])
            self.send_header("Content-Security-Policy", policy)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            """The test's own failures say enough."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Shop)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
