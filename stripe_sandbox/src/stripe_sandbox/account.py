"""One Stripe account in one mode: its objects, in the order they were made, and the ways to find them."""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_left, insort
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from stripe_sandbox.idempotency import Keys
from stripe_sandbox.merge import Obj, previous

if TYPE_CHECKING:
    from stripe_sandbox.world import World

INDEXED = {
    "charge": ("payment_intent", "customer"),
    "refund": ("charge", "payment_intent"),
    "dispute": ("charge", "payment_intent"),
    "payment_intent": ("customer",),
    "payment_method": ("customer", "type"),
    "balance_transaction": ("source", "type", "currency"),
    "customer": ("email",),
    "event": ("type", "_delivered"),
    "payout": ("status",),
    "delivery": ("event", "endpoint"),
}
"""The fields by which lists are filtered: each has an index, so that no request walks all objects."""

SUMMED = {"balance_transaction": "net"}
"""The figure of each kind that is kept added up, by status and currency: a balance, too, walks nothing."""


def sequence(obj: Obj) -> int:
    """An object's place in the order of creation."""
    return int(obj["_seq"])


def place(objects: list[Obj], obj: Obj) -> None:
    """Puts an object where the order of creation has it: nearly always last."""
    if not objects or objects[-1]["_seq"] < obj["_seq"]:
        objects.append(obj)
    else:
        insort(objects, obj, key=sequence)


def public(obj: Obj) -> Obj:
    """The object without what is the sandbox's own. An event's data is kept as text and read here."""
    shown = {key: value for key, value in obj.items() if key[0] != "_"}
    if "_data" in obj:
        shown["data"] = json.loads(obj["_data"])
    return shown


def frozen(obj: Obj) -> Obj:
    """A deep copy: later changes of the object must not reach it."""
    copy: Obj = json.loads(json.dumps(public(obj)))
    return copy


class Account:
    """The objects of one account and mode. `suffix` is what follows `sk_test_`; it names the account in both modes."""

    def __init__(self, world: World, suffix: str, livemode: bool) -> None:
        self.world = world
        self.suffix = suffix
        self.livemode = livemode
        self.id = f"acct_1{hashlib.sha256(suffix.encode()).hexdigest()[:16]}"
        self.objects: dict[str, Obj] = {}
        self.kinds: dict[str, list[Obj]] = defaultdict(list)
        self.idempotency = Keys(self)
        self.sums: dict[tuple[str, str, str], int] = defaultdict(int)
        self._index: dict[tuple[str, str, Any], list[Obj]] = defaultdict(list)

    @property
    def mode(self) -> str:
        """`test` or `live`, as in the keys."""
        return "live" if self.livemode else "test"

    @property
    def name(self) -> str:
        """What tells this account and mode from all others: `test/<suffix>`."""
        return f"{self.mode}/{self.suffix}"

    @property
    def secret_key(self) -> str:
        """A secret key that opens it."""
        return f"sk_{self.mode}_{self.suffix}"

    @property
    def publishable_key(self) -> str:
        """The key for the browser."""
        return f"pk_{self.mode}_{self.suffix}"

    def draw(self, prefix: str) -> str:
        """An identifier that nothing here has."""
        id = self.world.ids.draw(prefix)
        return id if id not in self.objects else self.draw(prefix)

    def add(self, obj: Obj) -> Obj:
        """Takes a new object in; it is the newest from now on."""
        obj["_seq"] = self.world.next_sequence()
        self.restore(obj)
        self.world.note(obj["_seq"], "object", f"{self.name}/{obj['id']}", obj)
        return obj

    def restore(self, obj: Obj) -> None:
        """Puts an object where it was, after a restart."""
        kind = obj["object"]
        self.objects[obj["id"]] = obj
        place(self.kinds[kind], obj)
        for field in INDEXED.get(kind, ()):
            place(self._index[kind, field, obj.get(field)], obj)
        self._add_up(obj, 1)

    def _add_up(self, obj: Obj, sign: int) -> None:
        if figure := SUMMED.get(obj["object"]):
            self.sums[obj["object"], obj["status"], obj["currency"]] += sign * obj[figure]

    def change(self, obj: Obj, **fields: Any) -> Obj:
        """Sets fields and returns what they were, in the form of `previous_attributes`."""
        before = previous({key: obj.get(key) for key in fields}, fields)
        for field in INDEXED.get(obj["object"], ()):
            if field in before:
                _take_out(self._index[obj["object"], field, obj.get(field)], obj)
                place(self._index[obj["object"], field, fields[field]], obj)
        self._add_up(obj, -1)
        obj.update(fields)
        self._add_up(obj, 1)
        self.world.note(obj["_seq"], "object", f"{self.name}/{obj['id']}", obj)
        return {key: value for key, value in before.items() if not key.startswith("_")}

    def remove(self, obj: Obj) -> None:
        """Takes an object out for good."""
        self._add_up(obj, -1)
        del self.objects[obj["id"]]
        _take_out(self.kinds[obj["object"]], obj)
        for field in INDEXED.get(obj["object"], ()):
            _take_out(self._index[obj["object"], field, obj.get(field)], obj)
        self.world.note(obj["_seq"])

    def find(self, kind: str, id: str) -> Obj | None:
        """The object of that kind and id, or None."""
        obj = self.objects.get(id)
        return obj if obj and obj["object"] == kind else None

    def where(self, kind: str, field: str, value: Any) -> list[Obj]:
        """All objects of a kind whose indexed field has the value, oldest first."""
        return self._index.get((kind, field, value), [])


def _take_out(objects: list[Obj], obj: Obj) -> None:
    del objects[bisect_left(objects, sequence(obj), key=sequence)]
