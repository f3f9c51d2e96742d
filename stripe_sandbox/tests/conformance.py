"""Is an object what the official SDK's types say? Keys, kinds of value and the members of every enumeration."""

import inspect
import sys
import types
import typing
from functools import cache
from typing import Any, Literal, Union

import stripe
from stripe._error_object import ErrorObject
from stripe._object_classes import get_object_class


class Names(dict[str, Any]):
    """The names that the SDK's annotations use and import only for type checkers."""

    def __missing__(self, name: str) -> Any:
        renamed = {"CardResource": "Card", "DisputeResource": "Dispute"}.get(name, name)
        return getattr(stripe, renamed, Any)


@cache
def hints(kind: type) -> dict[str, Any]:
    """The annotated fields of one of the SDK's classes."""
    found = {}
    for base in reversed(kind.__mro__):
        if base.__module__.startswith("stripe._") and base.__name__ not in BASES:
            names = vars(sys.modules[base.__module__])
            for key, annotation in inspect.get_annotations(base).items():
                found[key] = typing._eval_type(  # type: ignore[attr-defined]
                    typing.ForwardRef(annotation, is_class=True) if isinstance(annotation, str) else annotation,
                    names,
                    Names(vars(base)),
                )
    return {key: hint for key, hint in found.items() if not key.startswith("_") and key != "OBJECT_NAME"}


BASES = ("StripeObject", "APIResource")


def faults(value: Any, where: str = "") -> list[str]:
    """What is wrong with a top-level object, or a list of them; empty if nothing."""
    if value.get("object") == "list":
        return [fault for index, each in enumerate(value["data"]) for fault in faults(each, f"{where}[{index}]")]
    kind = get_object_class("V1", value["object"])
    return _object(value, kind, where or value["object"])


def faults_of_error(error: Any) -> list[str]:
    """What is wrong with the inside of an error envelope, and with what is embedded in it."""
    return _object(error, ErrorObject, "error")


def _object(value: Any, kind: type, where: str) -> list[str]:
    if not isinstance(value, dict):
        return [f"{where}: {value!r} is no {kind.__name__}"]
    known = hints(kind)
    if value.get("deleted"):
        known = {key: hint for key, hint in known.items() if key in ("id", "object", "deleted")}
    found = [f"{where}.{key}: the SDK knows no such key" for key in value if key not in known]
    for key, hint in known.items():
        if key in value:
            found += _value(value[key], hint, f"{where}.{key}")
        elif not _optional(hint):
            found.append(f"{where}.{key}: missing")
    if value.get("object") == "event":
        found += faults(value["data"]["object"], f"{where}.data.object")
    return found


def _optional(hint: Any) -> bool:
    return hint is Any or type(None) in typing.get_args(hint)


def _value(value: Any, hint: Any, where: str) -> list[str]:
    origin = typing.get_origin(hint)
    if hint is Any:
        return []
    if origin in (Union, types.UnionType):
        return _union(value, typing.get_args(hint), where)
    if origin is Literal:
        return [] if value in typing.get_args(hint) else [f"{where}: {value!r} is no member of {hint}"[:300]]
    if origin is list and not isinstance(value, list):
        return [f"{where}: {value!r} is no list"]
    if origin is list:
        return [f for i, each in enumerate(value) for f in _value(each, typing.get_args(hint)[0], f"{where}[{i}]")]
    kind = origin or hint
    if not isinstance(kind, type):
        return []
    if kind is stripe.ListObject:
        return faults(value, where)
    if issubclass(kind, stripe.StripeObject):
        return _object(value, kind, where) if hints(kind) else []
    exact = isinstance(value, kind) and not (kind is int and isinstance(value, bool))
    return [] if exact else [f"{where}: {value!r} is no {kind.__name__}"]


def _union(value: Any, kinds: tuple[Any, ...], where: str) -> list[str]:
    """An enumeration is written Literal | str: then the members count, and the str does not."""
    if any(typing.get_origin(kind) is Literal for kind in kinds):
        kinds = tuple(kind for kind in kinds if kind is not str)
    tried = [_value(value, kind, where) for kind in kinds if kind is not type(None)]
    if value is None and type(None) in kinds:
        return []
    return min(tried, key=len)
