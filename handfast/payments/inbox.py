"""The inbox: one row for each event that Stripe delivers, however often it comes."""

from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.utils import timezone

from handfast.payments.models import Delivery

_NOT_YET = {"id", "leased_until", "done_at", "checkout"}
_FIELDS = [field for field in Delivery._meta.concrete_fields if field.name not in _NOT_YET]
# In SQL, because this is the one statement that Stripe waits for: through the ORM the same INSERT takes twice as long.
_INSERT = (
    f"INSERT INTO {Delivery._meta.db_table} ({', '.join(str(field.column) for field in _FIELDS)})"  # noqa: S608
    f" VALUES ({', '.join(['%s'] * len(_FIELDS))}) ON CONFLICT (event_id) DO NOTHING"
)


def keep(event: dict[str, Any]) -> bool:
    """Keeps `event` for the worker in one statement; False when it was kept before. Raises DatabaseError."""
    row = facts(event)
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [field.get_db_prep_save(row[field.name], connection) for field in _FIELDS])
        return cursor.rowcount == 1


def facts(event: dict[str, Any]) -> dict[str, Any]:
    """The row for an event: what leads to its checkout, and nothing else of its body."""
    thing, now = event["data"]["object"], timezone.now()
    is_intent = thing.get("object") == "payment_intent"
    intent = thing.get("id") if is_intent else thing.get("payment_intent")
    metadata = thing.get("metadata")
    return {
        "event_id": str(event["id"])[:60],
        "type": str(event["type"])[:80],
        "livemode": bool(event["livemode"]),
        "api_version": str(event.get("api_version") or "")[:40],
        "object_id": str(thing.get("id") or "")[:60],
        "intent_id": intent[:60] if isinstance(intent, str) else "",
        "metadata": metadata if isinstance(metadata, dict) else {},
        "happened_at": datetime.fromtimestamp(int(event["created"]), UTC),
        "received_at": now,
        "due_at": now,
        "attempts": 0,
        "outcome": "",
    }
