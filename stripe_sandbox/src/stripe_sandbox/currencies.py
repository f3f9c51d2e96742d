"""Which currencies there are, how many decimals they have and the least that can be charged in each."""

from stripe_sandbox.errors import Invalid

ZERO_DECIMAL = frozenset(
    ["bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "vnd", "vuv", "xaf", "xof", "xpf"]
)
THREE_DECIMAL = frozenset(["bhd", "jod", "kwd", "omr", "tnd"])
TWO_DECIMAL = frozenset(
    [
        "aed",
        "all",
        "amd",
        "aud",
        "azn",
        "bam",
        "bgn",
        "brl",
        "bwp",
        "cad",
        "chf",
        "cny",
        "cop",
        "crc",
        "czk",
        "dkk",
        "dop",
        "egp",
        "etb",
        "eur",
        "fjd",
        "gbp",
        "gel",
        "ghs",
        "gip",
        "gmd",
        "gtq",
        "hkd",
        "hnl",
        "huf",
        "idr",
        "ils",
        "inr",
        "isk",
        "jmd",
        "kes",
        "khr",
        "kzt",
        "lkr",
        "mad",
        "mdl",
        "mkd",
        "mop",
        "mur",
        "mvr",
        "mwk",
        "mxn",
        "myr",
        "mzn",
        "nad",
        "ngn",
        "nio",
        "nok",
        "npr",
        "nzd",
        "pab",
        "pen",
        "pgk",
        "php",
        "pkr",
        "pln",
        "qar",
        "ron",
        "rsd",
        "sar",
        "scr",
        "sek",
        "sgd",
        "szl",
        "thb",
        "top",
        "try",
        "ttd",
        "twd",
        "tzs",
        "uah",
        "usd",
        "uyu",
        "uzs",
        "wst",
        "yer",
        "zar",
        "zmw",
    ]
)
SUPPORTED = ZERO_DECIMAL | THREE_DECIMAL | TWO_DECIMAL

MAXIMUM = 99_999_999
"""The largest amount in minor units that Stripe takes in one payment."""

MINIMUM = {
    **dict.fromkeys(["usd", "aud", "brl", "cad", "chf", "eur", "inr", "nzd", "sgd", "jpy"], 50),
    **dict.fromkeys(["aed", "myr", "pln", "ron"], 200),
    **dict.fromkeys(["nok", "sek"], 300),
    **dict.fromkeys(["mxn", "thb"], 1000),
    "gbp": 30,
    "bgn": 100,
    "dkk": 250,
    "hkd": 400,
    "czk": 1500,
    "huf": 17500,
}
"""The least that can be charged, in minor units; currencies that Stripe gives no figure for take 1."""


def check_currency(code: str, param: str = "currency") -> str:
    """The code in lower case; raises Invalid for one that Stripe does not take (or, as UGX, takes contradictorily)."""
    lower = code.lower()
    if lower not in SUPPORTED:
        listed = ", ".join(sorted(SUPPORTED))
        raise Invalid(f"Invalid currency: {code}. Stripe currently supports these currencies: {listed}", param=param)
    return lower


def check_amount(amount: int, currency: str, param: str = "amount") -> int:
    """An amount in minor units that can be charged in that currency; raises Invalid with Stripe's codes."""
    least = MINIMUM.get(currency, 1)
    if amount < least:
        raise Invalid(f"Amount must be at least {least} {currency}, in its minor unit.", "amount_too_small", param)
    if amount > MAXIMUM:
        raise Invalid(f"Amount must be no more than {MAXIMUM} {currency}.", "amount_too_large", param)
    if currency in THREE_DECIMAL and amount % 10:
        raise Invalid(f"Amounts in {currency} must be a multiple of 10.", "parameter_invalid_integer", param)
    if currency == "isk" and amount % 100:
        raise Invalid("Amounts in isk must be a multiple of 100.", "parameter_invalid_integer", param)
    return amount
