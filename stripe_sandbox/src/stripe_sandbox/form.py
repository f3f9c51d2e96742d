"""Stripe's form encoding: `a[b][0]=c` in, nested dicts of strings out."""

import re
from typing import Any
from urllib.parse import parse_qsl

from stripe_sandbox.errors import Invalid

MAX_FIELDS = 2000
MAX_DEPTH = 8
NAME = re.compile(r"^([^\[\]]+)((?:\[[^\[\]]*\])*)$")


def decode(text: str | bytes) -> dict[str, Any]:
    """The fields of a query string or a form body.

    Accepts `x[]`, `x[0]` and any nesting, as the SDKs and the CLI's fixtures write them. Values stay strings, and lists
    stay dicts by number: what they mean is for the endpoint's shape to say, for metadata may have the key `0` as well.
    Raises Invalid for what is not UTF-8 and for contradictory names.
    """
    try:
        raw = text.decode("ascii") if isinstance(text, bytes) else text
        pairs = parse_qsl(raw, keep_blank_values=True, errors="strict", max_num_fields=MAX_FIELDS)
    except UnicodeDecodeError:
        raise Invalid("Invalid request: the parameters are not valid UTF-8.") from None
    except ValueError:
        raise Invalid(f"Invalid request: more than {MAX_FIELDS} parameters.") from None
    root: dict[str, Any] = {}
    for name, value in pairs:
        _put(root, _path(name), value, name)
    return root


def _path(name: str) -> list[str]:
    match = NAME.match(name)
    if not match:
        return [name]
    head, rest = match.groups()
    path = [head, *re.findall(r"\[([^\[\]]*)\]", rest)]
    if len(path) > MAX_DEPTH:
        raise Invalid(f"Invalid request: {head} is nested too deeply.", param=head)
    return path


def _put(node: dict[str, Any], path: list[str], value: str, name: str) -> None:
    for index, key in enumerate(path[:-1]):
        key = _append_key(node, path[index + 1 :]) if key == "" else key
        node = node.setdefault(key, {})
        if not isinstance(node, dict):
            raise Invalid(f"Invalid request: {name} is given both as a value and as an object.", param=path[0])
    last = path[-1] if path[-1] or len(path) == 1 else str(len(node))
    if isinstance(node.get(last), dict):
        raise Invalid(f"Invalid request: {name} is given both as a value and as an object.", param=path[0])
    node[last] = value


def _append_key(node: dict[str, Any], rest: list[str]) -> str:
    """`x[][a]=1&x[][b]=2` is one element until a name comes twice."""
    last = str(len(node) - 1)
    return last if last in node and isinstance(node[last], dict) and rest[0] not in node[last] else str(len(node))


def listed(value: Any) -> list[Any] | None:
    """The list that a dict whose keys are all numbers stands for, holes closed; None for anything else."""
    if not isinstance(value, dict) or not all(key.isascii() and key.isdigit() for key in value):
        return None
    return [value[key] for key in sorted(value, key=lambda key: (len(key), key))]
