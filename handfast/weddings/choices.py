"""What a wedding can choose from: currencies that Stripe collects, and the world's time zones."""

import zoneinfo

from babel.numbers import get_currency_name

# The currencies of the countries where Stripe serves businesses: https://docs.stripe.com/currencies
CURRENCIES = (
    "aed",
    "aud",
    "bgn",
    "brl",
    "cad",
    "chf",
    "czk",
    "dkk",
    "eur",
    "gbp",
    "gip",
    "hkd",
    "huf",
    "idr",
    "inr",
    "jpy",
    "krw",
    "mxn",
    "myr",
    "nok",
    "nzd",
    "pln",
    "ron",
    "sek",
    "sgd",
    "thb",
    "usd",
    "zar",
)


def currency_choices(locale: str = "en_GB") -> list[tuple[str, str]]:
    """(code, name) of each currency, in the order of their names: ("gbp", "British Pound")."""
    return sorted(
        ((code, get_currency_name(code.upper(), locale=locale)) for code in CURRENCIES), key=lambda one: one[1]
    )


def time_zone_choices() -> list[tuple[str, str]]:
    """(name, words) of each time zone that is named for a place, as ("Europe/London", "Europe, London")."""
    names = (
        name for name in zoneinfo.available_timezones() if "/" in name and not name.startswith(("Etc/", "SystemV/"))
    )
    return sorted((name, name.replace("/", ", ").replace("_", " ")) for name in names)
