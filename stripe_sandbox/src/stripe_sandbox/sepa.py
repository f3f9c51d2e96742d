"""SEPA direct debit: the test IBANs and what each does."""

import re

from stripe_sandbox.errors import Invalid
from stripe_sandbox.merge import Obj

OUTCOMES = {
    "AT611904300234573201": "succeeds",
    "AT321904300235473204": "succeeds_slowly",
    "AT861904300235473202": "fails",
    "AT591904300235473203": "disputed",
}
"""What comes of a debit from each test account; any other valid IBAN succeeds."""


def compact(iban: str) -> str:
    """Without spaces, in capitals."""
    return re.sub(r"\s", "", iban).upper()


def is_valid(iban: str) -> bool:
    """Whether the form and the two check digits (ISO 13616) are right."""
    if not re.fullmatch(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}", iban):
        return False
    return int("".join(str(int(char, 36)) for char in iban[4:] + iban[:4])) % 97 == 1


def details(iban: str) -> Obj:
    """The `sepa_debit` hash of a payment method, without its fingerprint; raises Invalid for an IBAN that cannot be."""
    number = compact(iban)
    if number not in OUTCOMES and not is_valid(number):
        raise Invalid("The IBAN you provided is invalid.", "invalid_bank_account_iban", "sepa_debit[iban]")
    return {
        "bank_code": number[4:9],
        "branch_code": "",
        "country": number[:2],
        "generated_from": {"charge": None, "setup_attempt": None},
        "last4": number[-4:],
    }


def outcome(iban: str) -> str:
    """`succeeds`, `succeeds_slowly`, `fails` or `disputed`."""
    return OUTCOMES.get(iban, "succeeds")
