"""Accounts are checked before money is sent to them, and shown as a payer copies them."""

import pytest

from handfast.payments.bank.details import WrongNumber, checked, ending, lines_of, way
from handfast.payments.models import BankDetails, Checkout, Transfer

Kind = BankDetails.Kind
NONE = {"iban": "", "bic": "", "bank_code": "", "account_number": ""}
GOOD = [
    (Kind.IBAN, {"iban": "de89 3704 0044 0532 0130 00", "bic": "cobadeff"}, "DE89370400440532013000"),
    (Kind.IBAN, {"iban": "GB33BUKB20201555555555"}, "GB33BUKB20201555555555"),
    (Kind.UK, {"bank_code": "20-20-15", "account_number": "5555 5555"}, "55555555"),
    (Kind.US, {"bank_code": "111000025", "account_number": "123456789"}, "123456789"),
    (Kind.AU, {"bank_code": "062-000", "account_number": "12345678"}, "12345678"),
    (Kind.OTHER, {"bank_code": "Bank of Elsewhere", "account_number": "A 12/3"}, "A 12/3"),
]
BAD = [
    (Kind.IBAN, {"iban": "DE89370400440532013001"}, "iban"),
    (Kind.IBAN, {"iban": ""}, "iban"),
    (Kind.IBAN, {"iban": "DE89370400440532013000", "bic": "COBA"}, "bic"),
    (Kind.UK, {"bank_code": "20-20", "account_number": "55555555"}, "bank_code"),
    (Kind.UK, {"bank_code": "202015", "account_number": "5555"}, "account_number"),
    (Kind.US, {"bank_code": "111000026", "account_number": "123456789"}, "bank_code"),
    (Kind.OTHER, {"bank_code": "Elsewhere"}, "account_number"),
]


@pytest.mark.parametrize(("kind", "typed", "kept"), GOOD)
def test_a_good_account_is_kept_bare(kind, typed, kept):
    found = checked(kind, NONE | typed)
    assert kept in (found["iban"], found["account_number"])
    assert ending(BankDetails(kind=kind, holder="Robin", **found)) == kept[-4:]


@pytest.mark.parametrize(("kind", "typed", "field"), BAD)
def test_a_wrong_one_names_its_field(kind, typed, field):
    with pytest.raises(WrongNumber) as wrong:
        checked(kind, NONE | typed)
    assert wrong.value.field == field


def shown(currency="eur", **fields):
    details = BankDetails(holder="Robin & Sam", **(checked(fields["kind"], NONE | fields) | {"kind": fields["kind"]}))
    return details, Checkout(amount=8000, currency=currency), Transfer(reference="HF7K3M9PX")


def test_the_lines_are_what_a_banks_form_asks():
    details, *_rest = shown(kind=Kind.UK, bank_code="202015", account_number="55555555")
    assert [(str(label), value) for label, value in lines_of(details)] == [
        ("Account of", "Robin & Sam"), ("Sort code", "20-20-15"), ("Account number", "55555555"),
    ]  # fmt: skip


@pytest.mark.django_db
def test_euros_to_an_iban_have_a_code_to_scan_and_nothing_else_has(checkout_in):
    for currency, drawn in (("eur", True), ("gbp", False)):
        details, _, transfer = shown(kind=Kind.IBAN, iban="DE89370400440532013000")
        found = way(details, checkout_in(currency), transfer)
        assert (found.amount, found.reference) == (8000, "HF 7K3 M9PX")
        assert found.qr.startswith("<svg") == drawn
