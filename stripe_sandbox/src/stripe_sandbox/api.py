"""The API as a function: a request value in, a response value out. Sockets are somebody else's business."""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from typing import Any

from stripe_sandbox import form, keys, routes, versions, wire
from stripe_sandbox.errors import ApiError, Invalid, publishable
from stripe_sandbox.exchange import Exchange, Request, Response, Visit
from stripe_sandbox.idempotency import Saved, fingerprint, in_use
from stripe_sandbox.resources.routing import Call
from stripe_sandbox.shapes import each, text
from stripe_sandbox.world import Cause, World

log = logging.getLogger(__name__)

EXPAND = each(text)
OTHER_BODIES = ("application/json", "multipart/form-data")


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
        visit = exchange.visit = self._open(exchange)
        self._faults_before(exchange)
        key = exchange.idempotency_key
        if key is None:
            return self._faults_after(exchange, self._execute(exchange, visit))
        mark = fingerprint(exchange.endpoint, exchange.form)
        if saved := visit.account.idempotency.recall(key, exchange.endpoint, mark):
            return self._replay(exchange, saved)
        try:
            response = self._execute(exchange, visit)
        except ApiError as error:
            if not error.saved:
                raise
            response = self._refusal(exchange, error)
        response = self._faults_after(exchange, response)
        place, body, now = self.world.next_sequence(), response.body.decode(), self.world.now()
        saved = Saved(place, exchange.endpoint, mark, response.status, body, exchange.id, now)
        used = visit.account.idempotency
        used.save(key, saved)
        held = response.events_first or response.wait
        return replace(response, answered=used.hold(key)) if held else response

    def _open(self, exchange: Exchange) -> Visit:
        """Finds out who asks for what; raises where Stripe turns them away at the door."""
        request = exchange.request
        fields = form.decode(request.query)
        if request.method == "POST":
            if request.headers.get("content-type", "").startswith(OTHER_BODIES):
                raise Invalid(
                    "Invalid request (check that your POST content type is application/x-www-form-urlencoded)."
                )
            fields |= form.decode(request.body)
        in_form = fields.pop("key", None)
        key = keys.parse(keys.sent(request.headers, in_form if isinstance(in_form, str) else None))
        exchange.form = fields
        versions.check(exchange.version)
        found = routes.find(request.method, request.path.rstrip("/"))
        if found is None:
            raise Invalid(
                f"Unrecognized request URL ({request.method}: {request.path}). Please see "
                "https://stripe.com/docs or we can help at https://support.stripe.com/.",
                status=404,
            )
        route, ids = found
        keys.check(key, self.world.key_rules.get(key.text), route.permission)
        if key.publishable and route.browser is None:
            raise publishable(self.world.settings.publishable_status)
        account = self.world.account(key.suffix, key.livemode)
        connected = request.headers.get("stripe-account")
        if connected and connected != account.id:
            raise ApiError(403, "invalid_request_error", f"The provided key does not have access to '{connected}'.")
        return Visit(account, key, route, ids)

    def _execute(self, exchange: Exchange, visit: Visit) -> Response:
        self.world.cause = Cause(exchange.id, exchange.idempotency_key)
        fields = dict(exchange.form)
        expand = EXPAND(fields.pop("expand"), "expand") if "expand" in fields else []
        public, route = visit.key.publishable, visit.route
        params = (route.browser if public and route.browser else route.shape).read(fields)
        answer = route.do(Call(visit.account, visit.ids, params, public, exchange.version))
        body = wire.render(visit.account, answer, expand)
        return self._response(exchange, 200, wire.publishable(body) if public else body)

    def _response(self, exchange: Exchange, status: int, body: Any) -> Response:
        return Response(status, self._headers(exchange), json.dumps(body).encode())

    def _headers(self, exchange: Exchange) -> dict[str, str]:
        headers = {
            "content-type": "application/json",
            "request-id": exchange.id,
            "stripe-version": exchange.version,
        }
        if exchange.idempotency_key:
            headers["idempotency-key"] = exchange.idempotency_key
        return headers

    def _refusal(self, exchange: Exchange, error: ApiError) -> Response:
        fields = error.fields()
        for name in ("payment_intent", "payment_method"):
            if name in fields and exchange.visit:
                shown = wire.expanded(exchange.visit.account, fields[name], [])
                fields[name] = wire.publishable(shown) if exchange.visit.key.publishable else shown
        response = self._response(exchange, error.status, {"error": fields})
        if error.retry is not None:
            response.headers["stripe-should-retry"] = "true" if error.retry else "false"
        if error.limited:
            response.headers["stripe-rate-limited-reason"] = error.limited
        return response

    def _replay(self, exchange: Exchange, saved: Saved) -> Response:
        headers = self._headers(exchange) | {"idempotent-replayed": "true", "original-request": saved.request}
        return Response(saved.status, headers, saved.body.encode())

    def _faults_before(self, exchange: Exchange) -> None:
        if exchange.onlooker:
            return
        strikes, endpoint = self.world.faults.strikes, exchange.endpoint
        if strikes("rate_limit", endpoint):
            raise _fault(429, "Request rate limit exceeded.", "rate_limit", None, limited="global-rate")
        if strikes("lock_timeout", endpoint):
            raise _fault(
                429, "This object cannot be accessed right now; another request holds it.", "lock_timeout", True
            )
        if strikes("conflict", endpoint):
            raise in_use()
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
        if fault := strikes("slow", endpoint):
            return replace(response, wait=fault.seconds)
        return response

    def _log(self, exchange: Exchange, response: Response) -> None:
        if exchange.visit is None or exchange.onlooker:
            return
        account = exchange.visit.account
        body = json.loads(response.body) if response.status >= 400 else {}
        entry = {
            "id": exchange.id,
            "object": "request",
            "account": account.name,
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
        self.world.tell(account, "request", entry)


def _fault(status: int, message: str, code: str, retry: bool | None, limited: str | None = None) -> ApiError:
    error = ApiError(status, "invalid_request_error", message, code)
    error.saved, error.retry, error.limited = False, retry, limited
    return error


def _broken() -> ApiError:
    error = ApiError(500, "api_error", "Sorry, there was a problem on the sandbox's side.")
    error.saved = False
    return error


def _without_secrets(value: Any, name: str = "") -> Any:
    """The parameters as the log shows them: no card number in full, no security code."""
    if items := form.listed(value):
        return [_without_secrets(item) for item in items]
    if isinstance(value, dict):
        return {key: _without_secrets(inner, key) for key, inner in value.items()}
    if name == "cvc":
        return "…"
    return f"…{value[-4:]}" if name in ("number", "iban") else value
