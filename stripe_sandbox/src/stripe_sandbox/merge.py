"""Stripe's rules for changing a hash in part."""

from typing import Any

from stripe_sandbox.errors import Invalid

MOST_KEYS = 50
"""How many keys of metadata one object may have."""

Obj = dict[str, Any]
"""An object as Stripe writes it. Keys that begin with an underscore are the sandbox's own and never leave it."""


def metadata(old: dict[str, str], new: dict[str, str | None] | None) -> dict[str, str]:
    """Merged key by key: an empty value deletes its key, None (`metadata=`) clears all.

    Raises Invalid when more than 50 keys would remain.
    """
    if new is None:
        return {}
    merged = {key: value for key, value in {**old, **new}.items() if value is not None}
    if len(merged) > MOST_KEYS:
        raise Invalid(f"Metadata can have at most {MOST_KEYS} keys.", param="metadata")
    return merged


def full(template: Obj, given: Obj | None) -> Obj:
    """The template's keys, each with the value given or the template's: Stripe sends nulls, never leaves keys out."""
    given = given or {}
    return {
        key: full(default, given.get(key)) if isinstance(default, dict) else given.get(key, default)
        for key, default in template.items()
    }


def previous(old: Obj, new: Obj) -> Obj:
    """What an event's `previous_attributes` says: the old value of each changed key, null for one that is new."""
    changed: Obj = {}
    for key in {**old, **new}:
        before, after = old.get(key), new.get(key)
        if before == after:
            continue
        changed[key] = previous(before, after) if isinstance(before, dict) and isinstance(after, dict) else before
    return changed
