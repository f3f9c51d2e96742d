"""The API as a function: a request value in, a response value out. Sockets are somebody else's business."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from stripe_sandbox import API_VERSION, form, keys, routes, wire
from stripe_sandbox.account import Account
from stripe_sandbox.errors import ApiError, Invalid, publishable
from stripe_sandbox.idempotency import Saved, fingerprint
from stripe_sandbox.keys import Key
from stripe_sandbox.resources.routing import Call, Route
from stripe_sandbox.shapes import each, text
from stripe_sandbox.world import Cause, World

log = logging.getLogger(__name__)

EXPAND = each(text)


@dataclass(frozen=True)
class Request:
    """One HTTP request; header names in lower case, `query` without its question mark."""

    method: str
    path: str
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True)
class Response:
    """One answer. `cut`: drop the connection instead. `events_first`: deliver the request's events, then answer."""

    status: int
    headers: dict[str, str]
    body: bytes
    cut: bool = False
    events_first: bool = False


@dataclass
class Exchange:
    """One request on its way through: what is known of it so far."""

    request: Request
    id: str
    form: dict[str, Any] = field(default_factory=dict)
    account: Account | None = None
    key: Key | None = None
    route: Route | None = None
    ids: tuple[str, ...] = ()

    @property
    def endpoint(self) -> str:
        """`POST /v1/refunds`."""
        return f"{self.request.method} {self.request.path}"

    @property
    def idempotency_key(self) -> str | None:
        """The key, on POST only: elsewhere Stripe ignores it."""
        return self.request.headers.get("idempotency-key") if self.request.method == "POST" else None

    @property
    def onlooker(self) -> bool:
        """Whether the dashboard asks, so that a person may look: no fault befalls that, and no log tells of it."""
        return "sandbox-dashboard" in self.request.headers


class Api:
    """Answers requests out of a world."""

    def __init__(self, world: World) -> None:
        self.world = world

    def handle(self, request: Request) -> Response:
        """The answer to one request. Never raises: what goes wrong inside is a 500 in Stripe's form, and logged."""
        with self.world.turn():
            exchange = Exchange(request, self.world.ids.draw("req"))
            try:
                response = self._answer(exchange)
            except ApiError as error:
                response = self._refusal(exchange, error)
            except Exception:
                log.exception("%s failed", exchange.endpoint)
                response = self._refusal(exchange, _broken())
            finally:
                self.world.cause = Cause()
            self._log(exchange, response)
            return response

    def _answer(self, exchange: Exchange) -> Response:
        self._open(exchange)
        self._faults_before(exchange)
        key = exchange.idempotency_key
        if key is None or exchange.account is None:
            return self._faults_after(exchange, self._execute(exchange))
        mark = fingerprint(exchange.endpoint, exchange.form)
        if saved := exchange.account.idempotency.recall(key, exchange.endpoint, mark):
            return self._replay(exchange, saved)
        try:
            response = self._execute(exchange)
        except ApiError as error:
            if not error.saved:
                raise
            response = self._refusal(exchange, error)
        response = self._faults_after(exchange, response)
        saved = Saved(exchange.endpoint, mark, response.status, response.body.decode(), exchange.id, self.world.now())
        exchange.account.idempotency.save(key, saved)
        return response

    def _open(self, exchange: Exchange) -> None:
        """Finds out who asks for what; raises where Stripe turns them away at the door."""
        request = exchange.request
        fields = form.decode(request.query)
        if request.method == "POST":
            fields |= form.decode(request.body)
        in_form = fields.pop("key", None)
        key = keys.parse(keys.sent(request.headers, in_form if isinstance(in_form, str) else None))
        exchange.key, exchange.form = key, fields
        found = routes.find(request.method, request.path.rstrip("/"))
        if found is None:
            raise Invalid(
                f"Unrecognized request URL ({request.method}: {request.path}). Please see "
                "https://stripe.com/docs or we can help at https://support.stripe.com/.",
                status=404,
            )
        exchange.route, exchange.ids = found
        keys.check(key, self.world.key_rules.get(key.text), exchange.route.permission)
        if key.publishable and exchange.route.browser is None:
            raise publishable(self.world.settings.publishable_status)
        exchange.account = self.world.account(key.suffix, key.livemode)
        connected = request.headers.get("stripe-account")
        if connected and connected != exchange.account.id:
            raise ApiError(403, "invalid_request_error", f"The provided key does not have access to '{connected}'.")

    def _execute(self, exchange: Exchange) -> Response:
        assert exchange.account and exchange.key and exchange.route
        self.world.cause = Cause(exchange.id, exchange.idempotency_key)
        fields = dict(exchange.form)
        expand = EXPAND(fields.pop("expand"), "expand") if "expand" in fields else []
        public = exchange.key.publishable
        shape = exchange.route.browser if public and exchange.route.browser else exchange.route.shape
        params = shape.read(fields)
        answer = exchange.route.do(Call(exchange.account, exchange.ids, params, public))
        body = wire.render(exchange.account, answer, expand)
        return self._response(exchange, 200, wire.publishable(body) if public else body)

    def _response(self, exchange: Exchange, status: int, body: Any) -> Response:
        return Response(status, self._headers(exchange), json.dumps(body).encode())

    def _headers(self, exchange: Exchange) -> dict[str, str]:
        headers = {
            "content-type": "application/json",
            "request-id": exchange.id,
            "stripe-version": exchange.request.headers.get("stripe-version", API_VERSION),
        }
        if exchange.idempotency_key:
            headers["idempotency-key"] = exchange.idempotency_key
        return headers

    def _refusal(self, exchange: Exchange, error: ApiError) -> Response:
        fields = error.fields()
        for name in ("payment_intent", "payment_method"):
            if name in fields and exchange.account:
                shown = wire.expanded(exchange.account, fields[name], [])
                browser = exchange.key is not None and exchange.key.publishable
                fields[name] = wire.publishable(shown) if browser else shown
        response = self._response(exchange, error.status, {"error": fields})
        if error.retry is not None:
            response.headers["stripe-should-retry"] = "true" if error.retry else "false"
        return response

    def _replay(self, exchange: Exchange, saved: Saved) -> Response:
        headers = self._headers(exchange) | {"idempotent-replayed": "true", "original-request": saved.request}
        return Response(saved.status, headers, saved.body.encode())

    def _faults_before(self, exchange: Exchange) -> None:
        if exchange.onlooker:
            return
        strikes, endpoint = self.world.faults.strikes, exchange.endpoint
        if strikes("rate_limit", endpoint):
            raise _fault(429, "Request rate limit exceeded.", "rate_limit", None)
        if strikes("lock_timeout", endpoint):
            raise _fault(
                429, "This object cannot be accessed right now; another request holds it.", "lock_timeout", True
            )
        if strikes("conflict", endpoint):
            raise _fault(409, "There is another in-progress request using this key.", "idempotency_key_in_use", True)
        if strikes("error_before", endpoint):
            raise _broken()

    def _faults_after(self, exchange: Exchange, response: Response) -> Response:
        if exchange.onlooker:
            return response
        strikes, endpoint = self.world.faults.strikes, exchange.endpoint
        if strikes("error_after", endpoint):
            return self._refusal(exchange, _broken())
        if strikes("cut_after", endpoint):
            return replace(response, cut=True)
        if strikes("event_first", endpoint):
            return replace(response, events_first=True)
        return response

    def _log(self, exchange: Exchange, response: Response) -> None:
        if exchange.account is None or exchange.onlooker:
            return
        body = json.loads(response.body) if response.status >= 400 else {}
        entry = {
            "id": exchange.id,
            "object": "request",
            "account": exchange.account.name,
            "created": int(self.world.now()),
            "method": exchange.request.method,
            "path": exchange.request.path,
            "status": response.status,
            "idempotency_key": exchange.idempotency_key,
            "replayed": "idempotent-replayed" in response.headers,
            "params": _without_secrets(exchange.form),
            "error": body.get("error"),
            "fault": "cut_after" if response.cut else None,
        }
        self.world.requests.append(entry)
        self.world.tell(exchange.account, "request", entry)


def _fault(status: int, message: str, code: str, retry: bool | None) -> ApiError:
    error = ApiError(status, "invalid_request_error", message, code)
    error.saved, error.retry = False, retry
    return error


def _broken() -> ApiError:
    error = ApiError(500, "api_error", "Sorry, there was a problem on the sandbox's side.")
    error.saved = False
    return error


def _without_secrets(value: Any, name: str = "") -> Any:
    """The parameters as the log shows them: no card number in full, no security code."""
    if isinstance(value, dict):
        return {key: _without_secrets(inner, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [_without_secrets(item) for item in value]
    if name == "cvc":
        return "…"
    return f"…{value[-4:]}" if name in ("number", "iban") else value
