"""Where a transfer goes, checked and in words: IBAN and BIC in Europe, what takes their place elsewhere, and for euros
the code that a bank's app reads from the screen."""

from dataclasses import dataclass
from io import BytesIO

import segno.helpers
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from stdnum import bic, iban
from stdnum.exceptions import ValidationError as NotANumber
from stdnum.us import rtn

from handfast.core.money import Money
from handfast.payments.models import BankDetails, Checkout, Transfer
from handfast.payments.sums import still_due

Kind = BankDetails.Kind

# What the two numbers are called, and how many digits each has, where that is fixed.
LABELS: dict[str, tuple[str | Promise, str | Promise]] = {
    Kind.UK: (_("Sort code"), _("Account number")),
    Kind.US: (_("Routing number"), _("Account number")),
    Kind.AU: (_("BSB"), _("Account number")),
    Kind.OTHER: (_("Bank"), _("Account number")),
}
_DIGITS = {
    Kind.UK: (range(6, 7), range(7, 9)),
    Kind.US: (range(9, 10), range(4, 18)),
    Kind.AU: (range(6, 7), range(5, 11)),
}


class WrongNumber(ValueError):
    """A number that cannot be right; `field` is the one of BankDetails, the words are for who typed it."""

    def __init__(self, field: str, words: str | Promise) -> None:
        super().__init__(words)
        self.field, self.words = field, words


@dataclass(frozen=True)
class Way:
    """What a payer needs to send a transfer: `lines` of label and value, the amount still due, the reference, and for a
    bank's app a picture to scan (empty where there is no such thing)."""

    lines: list[tuple[str | Promise, str]]
    amount: int
    currency: str
    reference: str
    qr: SafeString


def checked(kind: str, numbers: dict[str, str]) -> dict[str, str]:
    """The numbers of an account as they are kept, without spaces: "iban" and "bic", or "bank_code" and
    "account_number". The others come back empty. Raises WrongNumber."""
    empty = dict.fromkeys(("iban", "bic", "bank_code", "account_number"), "")
    if kind == Kind.IBAN:
        return empty | {"iban": _iban(numbers["iban"]), "bic": _bic(numbers["bic"])}
    code, number = (numbers[name].strip() for name in ("bank_code", "account_number"))
    if kind in _DIGITS:
        code, number = _digits(kind, 0, "bank_code", code), _digits(kind, 1, "account_number", number)
    if kind == Kind.US and not rtn.is_valid(code):
        raise WrongNumber("bank_code", _("This is no routing number: its last digit does not fit the others."))
    if not number:
        raise WrongNumber("account_number", _("Enter the account number."))
    return empty | {"bank_code": code, "account_number": number}


def _iban(text: str) -> str:
    try:
        return iban.validate(text)
    except NotANumber:
        raise WrongNumber("iban", _("This is no IBAN: a letter or digit is wrong or missing.")) from None


def _bic(text: str) -> str:
    try:
        return bic.validate(text) if text.strip() else ""
    except NotANumber:
        raise WrongNumber("bic", _("This is no BIC: it has 8 or 11 letters and digits, such as BUKBGB22.")) from None


def _digits(kind: str, which: int, field: str, text: str) -> str:
    bare = "".join(sign for sign in text if sign not in " -")
    lengths = _DIGITS[Kind(kind)][which]
    if not (bare.isascii() and bare.isdigit() and len(bare) in lengths):
        words = _("Enter the %(label)s in digits, as it stands on a bank statement.")
        raise WrongNumber(field, words % {"label": str(LABELS[kind][which]).lower()})
    return bare


def lines_of(details: BankDetails) -> list[tuple[str | Promise, str]]:
    """The account as a payer copies it: label and value, one below the other."""
    numbers: list[tuple[str | Promise, str]]
    if details.kind == Kind.IBAN:
        numbers = [(_("IBAN"), iban.format(details.iban)), (_("BIC"), details.bic)]
    else:
        labels, pair = LABELS[details.kind], details.bank_code
        if details.kind == Kind.UK:
            pair = "-".join(pair[at : at + 2] for at in range(0, 6, 2))
        numbers = [(labels[0], pair), (labels[1], details.account_number)]
    return [(_("Account of"), details.holder), *((label, value) for label, value in numbers if value)]


def ending(details: BankDetails) -> str:
    """The last four signs of the account's number: enough to recognise it, too little to use."""
    return (details.iban or details.account_number)[-4:]


def way(details: BankDetails, checkout: Checkout, transfer: Transfer) -> Way:
    """All that a payer needs to send what `checkout` still lacks."""
    amount = still_due(checkout)
    return Way(
        lines=lines_of(details),
        amount=amount,
        currency=checkout.currency,
        reference=transfer.spaced,
        qr=_epc(details, amount, transfer.spaced) if _has_epc(details, checkout.currency, amount) else SafeString(""),
    )


def _has_epc(details: BankDetails, currency: str, amount: int) -> bool:
    return currency == "eur" and details.kind == Kind.IBAN and 0 < amount < 10**11


def _epc(details: BankDetails, amount: int, reference: str) -> SafeString:
    """The European banks' code for a transfer, as inline SVG: shapes alone, whatever the texts say.

    https://www.europeanpaymentscouncil.eu/document-library/guidance-documents/quick-response-code-guidelines-enable-data-capture-initiation
    """
    picture = BytesIO()
    euros = Money(amount, "eur").major
    code = segno.helpers.make_epc_qr(
        name=details.holder, iban=details.iban, amount=euros, text=reference, bic=details.bic or None
    )
    code.save(picture, kind="svg", xmldecl=False, svgns=False, omitsize=True, border=2)
    return mark_safe(picture.getvalue().decode())  # noqa: S308 - segno draws paths; no text of ours is in it
