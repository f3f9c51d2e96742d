"""What an endpoint takes: the names it knows, what each value must be, and Stripe's words when it is not."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from stripe_sandbox import currencies, form
from stripe_sandbox.errors import Invalid, missing, unknown, unsupported
from stripe_sandbox.merge import MOST_KEYS

Read = Callable[[Any, str], Any]
"""Reads one value; the second argument is the parameter's full name, for the error."""

INTEGER = re.compile(r"^-?[0-9]{1,15}$")
EMAIL = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s.]+$")


class Shape:
    """The parameters of one endpoint, or of one nested object.

    `required` and `optional` map names to readers. `unsupported` names exist in Stripe but not here, and say so.
    """

    def __init__(
        self, required: Mapping[str, Read] | None = None, unsupported: str = "", /, **optional: Read | None
    ) -> None:
        self.required = dict(required or {})
        self.optional = {name: read for name, read in optional.items() if read}
        self.unsupported = frozenset(unsupported.split())

    def names(self) -> set[str]:
        """Every name that is accepted."""
        return {*self.required, *self.optional}

    def __call__(self, value: Any, param: str) -> dict[str, Any]:
        """Reads a nested object, so that a shape is a reader too."""
        if not isinstance(value, dict):
            raise Invalid("Invalid object", param=param)
        return self.read(value, param)

    def read(self, fields: Mapping[str, Any], inside: str = "") -> dict[str, Any]:
        """The values, converted. An optional one sent empty is None: Stripe's way to unset.

        Raises Invalid for a missing, unknown, unsupported or malformed parameter.
        """
        full = {name: f"{inside}[{name}]" if inside else name for name in {*fields, *self.required}}
        strange = [name for name in fields if name not in self.required and name not in self.optional]
        for name in strange:
            if name in self.unsupported:
                raise unsupported(full[name])
        if strange:
            raise unknown(full[name] for name in strange)
        for name in self.required:
            if name not in fields:
                raise missing(full[name])
        return {name: self._value(name, value, full[name]) for name, value in fields.items()}

    def _value(self, name: str, value: Any, param: str) -> Any:
        if value == "":
            if name in self.required:
                raise Invalid(
                    f"You passed an empty string for '{param}'. We assume empty values are an attempt to unset a "
                    f"parameter; however '{param}' cannot be unset.",
                    "parameter_invalid_empty",
                    param,
                )
            return None
        return (self.required.get(name) or self.optional[name])(value, param)


def text(value: Any, param: str, most: int = 5000) -> str:
    """A string of at most 5000 characters."""
    if not isinstance(value, str):
        raise Invalid(f"Invalid string: {value}", param=param)
    if len(value) > most:
        raise Invalid(f"Invalid string: must be at most {most} characters", param=param)
    return value


def short(most: int) -> Read:
    """A string of at most `most` characters."""
    return lambda value, param: text(value, param, most)


def integer(value: Any, param: str) -> int:
    """A whole number, as digits."""
    if not isinstance(value, str) or not INTEGER.match(value):
        raise Invalid(f"Invalid integer: {value}", "parameter_invalid_integer", param)
    return int(value)


def positive(value: Any, param: str) -> int:
    """A whole number from 1: every amount of money."""
    number = integer(value, param)
    if number < 1:
        raise Invalid("This value must be greater than or equal to 1.", "parameter_invalid_integer", param)
    return number


def boolean(value: Any, param: str) -> bool:
    """`true` or `false`."""
    if value not in ("true", "false"):
        raise Invalid(f"Invalid boolean: {value}", param=param)
    return bool(value == "true")


def choice(*allowed: str) -> Read:
    """One of the words given."""

    def read(value: Any, param: str) -> str:
        if value not in allowed:
            words = ", ".join(allowed[:-1]) + f" or {allowed[-1]}" if len(allowed) > 1 else allowed[0]
            raise Invalid(f"Invalid {param}: must be one of {words}", param=param)
        return str(value)

    return read


def each(read: Read, most: int = 100) -> Read:
    """A list whose items are read by `read`."""

    def read_all(value: Any, param: str) -> list[Any]:
        items = form.listed(value)
        if items is None:
            raise Invalid("Invalid array", param=param)
        if len(items) > most:
            raise Invalid(f"Invalid array: at most {most} values", param=param)
        return [read(item, f"{param}[{index}]") for index, item in enumerate(items)]

    return read_all


def currency(value: Any, param: str) -> str:
    """A currency code that can be charged, in lower case."""
    return currencies.check_currency(text(value, param), param)


def email(value: Any, param: str) -> str:
    """An e-mail address by its looks."""
    if not EMAIL.match(text(value, param, 512)):
        raise Invalid(f"Invalid email address: {value}", "email_invalid", param)
    return str(value)


def url(value: Any, param: str) -> str:
    """An http(s) address."""
    if not re.match(r"^https?://[^\s/]+", text(value, param)):
        raise Invalid("Not a valid URL", "url_invalid", param)
    return str(value)


def anything(value: Any, param: str) -> Any:
    """Taken as it is: parameters that the sandbox records but never acts on."""
    return value


def metadata(value: Any, param: str) -> dict[str, str | None]:
    """Up to 50 keys, of 40 characters with values of 500; an empty value (None) deletes its key."""
    if not isinstance(value, dict):
        raise Invalid("Invalid metadata: must be a hash of keys and values", param=param)
    if len(value) > MOST_KEYS:
        raise Invalid(f"Metadata can have at most {MOST_KEYS} keys.", param=param)
    for key, item in value.items():
        if len(key) > 40 or "[" in key or "]" in key:
            raise Invalid(f"Metadata keys have at most 40 characters and no square brackets: '{key}'", param=param)
        text(item, f"{param}[{key}]", 500)
    return {key: item or None for key, item in value.items()}


def created(value: Any, param: str) -> dict[str, int]:
    """A moment in UTC seconds, or a range of gt, gte, lt, lte."""
    if not isinstance(value, dict):
        moment = integer(value, param)
        return {"gte": moment, "lte": moment}
    return {name: limit for name, limit in RANGE(value, param).items() if limit is not None}


RANGE = Shape(gt=integer, gte=integer, lt=integer, lte=integer)

ADDRESS = Shape(city=text, country=text, line1=text, line2=text, postal_code=text, state=text)
BILLING_DETAILS = Shape(address=ADDRESS, email=email, name=text, phone=text, tax_id=text)
SHIPPING = Shape({"address": ADDRESS, "name": text}, carrier=text, phone=text, tracking_number=text)


def listing(unsupported: str = "", **filters: Read) -> Shape:
    """The parameters of a list, with its own filters."""
    return Shape(
        None,
        unsupported,
        **{**filters, "created": created},
        limit=integer,
        starting_after=text,
        ending_before=text,
    )
