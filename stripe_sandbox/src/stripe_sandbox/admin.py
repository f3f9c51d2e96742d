"""The sandbox's own controls: the clock, faults, deliveries, keys, challenges. Pure, like the API."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import asdict
from math import isfinite
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

from stripe_sandbox import cards, deliveries, faults, form, keys, sepa, webhooks
from stripe_sandbox.account import Account, public
from stripe_sandbox.errors import ApiError, Invalid, missing, no_such
from stripe_sandbox.merge import Obj
from stripe_sandbox.resources import confirmation
from stripe_sandbox.world import World


def listen_secret(account: Account) -> str:
    """The secret that `listen` signs with: the same at every start, as the real CLI's is."""
    return f"whsec_{hashlib.sha256(f'listen {account.name}'.encode()).hexdigest()}"


class Admin:
    """Answers `/_sandbox/…`. Each verb takes the fields sent and returns plain values."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.verbs: dict[tuple[str, str], Callable[[dict[str, Any], str], Any]] = {
            ("GET", "accounts"): self._accounts,
            ("GET", "cards"): self._cards,
            ("GET", "clock"): self._clock,
            ("POST", "clock"): self._advance,
            ("GET", "deliveries"): self._deliveries,
            ("POST", "deliveries"): self._resend,
            ("GET", "requests"): self._requests,
            ("GET", "faults"): self._faults,
            ("POST", "faults"): self._add_fault,
            ("DELETE", "faults"): self._clear_faults,
            ("POST", "keys"): self._rule_key,
            ("GET", "listen"): self._listen,
            ("POST", "roll"): self._roll,
            ("GET", "3ds"): self._challenge,
            ("POST", "3ds"): self._authenticate,
        }

    def handle(self, method: str, path: str, query: str, body: bytes) -> tuple[int, Any]:
        """Status and JSON value for `/_sandbox/<verb>[/<id>]`."""
        verb, _, id = path.removeprefix("/_sandbox/").partition("/")
        with self.world.turn():
            try:
                do = self.verbs.get((method, verb))
                if do is None:
                    raise Invalid(f"There is no {method} {path} here.", status=404)
                return 200, do(form.decode(query) | form.decode(body), id)
            except ApiError as error:
                return error.status, {"error": error.fields()}

    def account(self, fields: dict[str, Any]) -> Account:
        """The account whose key is in the field `key`; without one, the account used first."""
        text = fields.get("key")
        if text:
            key = keys.parse(str(text))
            return self.world.account(key.suffix, key.livemode)
        return next(iter(self.world.accounts.values()), None) or self.world.account("sandbox", False)

    def _accounts(self, fields: dict[str, Any], id: str) -> Any:
        return [
            {
                "id": account.id,
                "name": account.name,
                "livemode": account.livemode,
                "secret_key": account.secret_key,
                "publishable_key": account.publishable_key,
                "payment_intents": len(account.kinds["payment_intent"]),
            }
            for account in self.world.accounts.values()
        ]

    def _cards(self, fields: dict[str, Any], id: str) -> Any:
        listed = [
            {**asdict(card), "brand": card.brand, "payment_method": f"pm_card_{card.name}"} for card in cards.CARDS
        ]
        return {"cards": listed, "ibans": [{"iban": iban, "outcome": what} for iban, what in sepa.OUTCOMES.items()]}

    def _clock(self, fields: dict[str, Any], id: str) -> Any:
        return {"now": self.world.now(), "offset": self.world.offset, "next_due": self.world.schedule.next_due()}

    def _advance(self, fields: dict[str, Any], id: str) -> Any:
        seconds = _number(fields, "advance")
        if seconds < 0 or seconds > 400 * 86400:
            raise Invalid("The clock goes forward only, and by at most 400 days at once.", param="advance")
        self.world.advance(seconds)
        return self._clock(fields, id)

    def _deliveries(self, fields: dict[str, Any], id: str) -> Any:
        account = self.account(fields)
        if id:
            return public(self._delivery(account, id))
        newest = reversed(account.kinds["delivery"][-200:])
        return [{**public(each), "delivered": deliveries.delivered(each)} for each in newest]

    def _delivery(self, account: Account, id: str) -> Obj:
        delivery = account.find("delivery", id)
        if delivery is None:
            raise no_such("delivery", id, "id", 404)
        return delivery

    def _resend(self, fields: dict[str, Any], id: str) -> Any:
        account = self.account(fields)
        delivery = self._delivery(account, id.removesuffix("/resend"))
        return [
            public(each)
            for each in deliveries.resend(account, account.objects[delivery["event"]], delivery["endpoint"])
        ]

    def _requests(self, fields: dict[str, Any], id: str) -> Any:
        name = self.account(fields).name
        return [entry for entry in reversed(self.world.requests) if entry["account"] == name][:200]

    def _faults(self, fields: dict[str, Any], id: str) -> Any:
        return {"rules": self.world.faults.listed(), "kinds": faults.KINDS}

    def _add_fault(self, fields: dict[str, Any], id: str) -> Any:
        options: dict[str, Any] = {"match": str(fields.get("match", ""))}
        for name in ("probability", "seconds"):
            if fields.get(name):
                options[name] = _number(fields, name)
        if fields.get("times"):
            options["times"] = int(_number(fields, "times"))
        try:
            return asdict(self.world.faults.add(str(fields.get("kind", "")), **options))
        except ValueError as error:
            raise Invalid(str(error), param="kind") from None

    def _clear_faults(self, fields: dict[str, Any], id: str) -> Any:
        self.world.faults.clear(id or fields.get("kind"))
        return self._faults(fields, id)

    def _rule_key(self, fields: dict[str, Any], id: str) -> Any:
        key = keys.parse(str(fields.get("key", "")))
        granted = form.listed(fields.get("permissions"))
        permissions = None if granted is None else frozenset(map(str, granted))
        self.world.rule(key.text, fields.get("expired") == "true", permissions)
        return {"key": key.text, "expired": fields.get("expired") == "true", "permissions": granted}

    def _listen(self, fields: dict[str, Any], id: str) -> Any:
        account = self.account(fields)
        return {"account": account.id, "secret": listen_secret(account)}

    def _roll(self, fields: dict[str, Any], id: str) -> Any:
        account = self.account(fields)
        endpoint = account.find("webhook_endpoint", id)
        if endpoint is None:
            raise no_such("webhook endpoint", id, "id", 404)
        overlap = _number(fields, "overlap") if fields.get("overlap") else webhooks.ROLL_MOST
        return {"id": id, "secret": webhooks.roll(account, endpoint, overlap)}

    def find_challenge(self, id: str) -> tuple[Account, Obj]:
        """The challenge and its account, whichever that is; the page that asks has no key."""
        for account in self.world.accounts.values():
            if challenge := account.find("challenge", id):
                return account, challenge
        raise no_such("authentication", id, "id", 404)

    def _challenge(self, fields: dict[str, Any], id: str) -> Any:
        account, challenge = self.find_challenge(id)
        intent = account.objects[challenge["intent"]]
        method = account.objects[challenge["payment_method"]]
        return {
            "attempt": id,
            "amount": intent["amount"],
            "currency": intent["currency"],
            "card": {key: method["card"][key] for key in ("brand", "last4")},
            "status": intent["status"],
            "return_url": intent["_return_url"],
            "merchant": account.suffix,
        }

    def _authenticate(self, fields: dict[str, Any], id: str) -> Any:
        if fields.get("outcome") not in ("pass", "fail"):
            raise missing("outcome")
        account, challenge = self.find_challenge(id)
        intent = confirmation.authenticated(account, challenge, fields["outcome"] == "pass")
        return {"status": intent["status"], "return_url": return_address(intent)}


def return_address(intent: Obj) -> str | None:
    """The page to return to, with what Stripe appends: hints for the page, proof of nothing."""
    if not intent["_return_url"]:
        return None
    parts = urlsplit(intent["_return_url"])
    hints = {
        "payment_intent": intent["id"],
        "payment_intent_client_secret": intent["client_secret"],
        "redirect_status": "failed" if intent["last_payment_error"] else "succeeded",
    }
    query = "&".join(filter(None, [parts.query, urlencode(hints)]))
    return urlunsplit(parts._replace(query=query))


def _number(fields: dict[str, Any], name: str) -> float:
    try:
        number = float(fields[name])
    except (KeyError, TypeError, ValueError):
        raise Invalid(f"{name} must be a number of seconds or a share.", param=name) from None
    if not isfinite(number):
        raise Invalid(f"{name} must be a number.", param=name)
    return number
