"""HTTP at the edge: the API, Stripe.js and its pages, the controls, on loopback."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request as HttpRequest
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from stripe_sandbox.account import Account, public
from stripe_sandbox.admin import Admin
from stripe_sandbox.api import Api
from stripe_sandbox.engine import Engine
from stripe_sandbox.errors import ApiError
from stripe_sandbox.exchange import Request
from stripe_sandbox.exchange import Response as Answer
from stripe_sandbox.merge import Obj
from stripe_sandbox.stripe_js import STATIC, bundle

OURS = ["127.0.0.1", "localhost", "[::1]", "testserver"]
"""The names under which we answer: a page elsewhere must not reach us by a name of its own that leads here."""

CORS = {
    "access-control-allow-origin": "*",
    "access-control-allow-methods": "GET, POST, DELETE, OPTIONS",
    "access-control-allow-headers": "authorization, content-type, idempotency-key, stripe-account, stripe-version",
    "access-control-max-age": "600",
}
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "font-src * data:; base-uri 'none'; "
)
FRAMED = CSP + "form-action 'none'; frame-ancestors *"
ALONE = CSP + "form-action 'self'; frame-ancestors 'none'"


API = ("/v1/", "/v2/")
"""Where Stripe's API is; of the second version there is nothing here, which it says in Stripe's form."""

EVENTS_FIRST_FOR = 10.0
"""Seconds for which an answer waits, at most, until the events before it have been delivered."""

CUT = "stripe_sandbox.cut"
"""The ASGI extension by which the API drops a connection unanswered."""


class Cutting(HttpToolsProtocol):
    """uvicorn's HTTP, with a way to drop the connection."""

    def on_message_begin(self) -> None:
        """A request begins: it learns how to end the connection it came by."""
        super().on_message_begin()
        self.scope["extensions"] = {CUT: {"abort": self.transport.abort}}


class Pages(StaticFiles):
    """Static files that are always asked for anew and may run no script but their own."""

    def __init__(self, folder: str, policy: str) -> None:
        super().__init__(directory=STATIC / folder, html=True, check_dir=False)
        self._policy = policy

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        """The file, with the headers of its folder."""
        response = super().file_response(*args, **kwargs)
        response.headers["cache-control"] = "no-cache"
        response.headers["content-security-policy"] = self._policy
        response.headers["x-content-type-options"] = "nosniff"
        return response


class ApiEndpoint:
    """`/v1/…` as a bare ASGI callable: it is the busiest part, and has no use for more."""

    def __init__(self, api: Api, engine: Engine) -> None:
        self._api = api
        self._engine = engine

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        if scope["method"] == "OPTIONS":
            await _send(send, 204, CORS, b"")
            return
        body = await _body(receive)
        path, query = scope["path"], scope["query_string"].decode("latin-1")
        response = self._api.handle(Request(scope["method"], path, query, headers, body))
        if response.events_first or response.wait:
            await self._hold(response)
        if response.cut:
            scope["extensions"][CUT]["abort"]()
            await asyncio.sleep(0)  # so that the server learns of it before it looks for an answer
            return
        await _send(send, response.status, response.headers | CORS, response.body)

    async def _hold(self, response: Answer) -> None:
        """Keeps an answer back, as a fault will have it."""
        try:
            if response.events_first:
                with contextlib.suppress(TimeoutError):  # an endpoint that hangs must not swallow the answer
                    await run_in_threadpool(self._engine.settle, EVENTS_FIRST_FOR)
            await asyncio.sleep(response.wait)
        finally:
            if response.answered:
                response.answered()


async def _body(receive: Receive) -> bytes:
    parts = []
    while True:
        message = await receive()
        parts.append(message.get("body", b""))
        if not message.get("more_body"):
            return b"".join(parts)


async def _send(send: Send, status: int, headers: dict[str, str], body: bytes) -> None:
    raw = [(name.encode("latin-1", "replace"), value.encode("latin-1", "replace")) for name, value in headers.items()]
    raw.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": raw})
    await send({"type": "http.response.body", "body": body})


def stripe_js(request: HttpRequest) -> Response:
    """Stripe.js, under every release train's address."""
    headers = {"cache-control": "no-cache", "access-control-allow-origin": "*", "x-content-type-options": "nosniff"}
    return PlainTextResponse(bundle(), media_type="text/javascript", headers=headers)


class Controls:
    """`/_sandbox/…` over HTTP."""

    def __init__(self, admin: Admin) -> None:
        self._admin = admin

    async def answer(self, request: HttpRequest) -> Response:
        """One verb. A page of another origin may not pull these levers."""
        origin = request.headers.get("origin")
        if origin and origin != f"{request.url.scheme}://{request.headers.get('host')}":
            return JSONResponse({"error": {"message": "Not from another origin."}}, 403)
        body = await request.body()
        status, value = self._admin.handle(request.method, request.url.path, request.url.query, body)
        return JSONResponse(value, status)

    async def stream(self, request: HttpRequest) -> Response:
        """What happens in an account, as it happens: one JSON value a line: `event`, `request` or `delivery`."""
        try:
            account = self._admin.account(dict(request.query_params))
        except ApiError as error:
            return JSONResponse({"error": error.fields()}, error.status)
        return StreamingResponse(self._lines(account), media_type="application/x-ndjson")

    async def _lines(self, account: Account) -> AsyncIterator[bytes]:
        loop, queue = asyncio.get_running_loop(), asyncio.Queue[bytes]()

        def hear(whose: Account, what: str, obj: Obj) -> None:
            if whose is account:
                line = json.dumps({what: public(obj)}).encode() + b"\n"
                loop.call_soon_threadsafe(queue.put_nowait, line)

        self._admin.world.listeners.append(hear)
        try:
            yield json.dumps({"ready": account.id}).encode() + b"\n"
            while True:
                yield await queue.get()
        finally:
            self._admin.world.listeners.remove(hear)


def dashboard(request: HttpRequest) -> Response:
    """The dashboard, at the root."""
    headers = {"cache-control": "no-cache", "content-security-policy": ALONE, "x-content-type-options": "nosniff"}
    return FileResponse(Path(STATIC) / "dashboard" / "index.html", headers=headers)


class Front:
    """The whole server as an ASGI application: the API's requests go straight to it, past what pages need."""

    def __init__(self, engine: Engine) -> None:
        self._api = ApiEndpoint(Api(engine.world), engine)
        self._pages = pages(Controls(Admin(engine.world)))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        app = self._api if scope["path"].startswith(API) else self._pages
        await app(scope, receive, send)


def pages(controls: Controls) -> Starlette:
    """Everything but the API."""
    return Starlette(
        routes=[
            Route("/_sandbox/stream", controls.stream),
            Route("/_sandbox/{path:path}", controls.answer, methods=["GET", "POST", "DELETE"]),
            Route("/", dashboard),
            Mount("/common", Pages("common", FRAMED)),
            Mount("/element", Pages("element", FRAMED)),
            Mount("/3ds", Pages("3ds", FRAMED)),
            Mount("/dashboard", Pages("dashboard", ALONE)),
            Route("/{train}/stripe.js", stripe_js),
        ],
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=OURS)],
    )
