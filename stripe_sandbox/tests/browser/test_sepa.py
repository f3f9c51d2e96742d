"""Omar pays from a bank account."""

import pytest
from playwright.sync_api import expect

from .checkout import Checkout

SUCCEEDS = "AT611904300234573201"
FAILS = "AT861904300235473202"


@pytest.fixture
def omar(checkout: Checkout) -> Checkout:
    """Omar with the bank details open."""
    checkout.open(("card", "sepa_debit"), currency="eur", options={"business": {"name": "Robin and Sam"}})
    checkout.element.get_by_role("radio", name="SEPA Direct Debit").check()
    return checkout


def fill(omar: Checkout, iban: str) -> None:
    omar.element.get_by_label("IBAN").fill(iban)
    omar.element.get_by_label("Full name").fill("Omar Haddad")
    omar.element.get_by_label("Email").fill("omar@example.com")


@pytest.mark.parametrize("iban", [SUCCEEDS, FAILS])
def test_a_debit_is_on_its_way_at_first(omar: Checkout, iban: str) -> None:
    fill(omar, iban)
    assert omar.pay()["paymentIntent"]["status"] == "processing"
    assert omar.status == "processing"


def test_the_account_and_its_holder_reach_the_payment_method(omar: Checkout) -> None:
    fill(omar, SUCCEEDS)
    omar.pay()
    intent = omar.client.v1.payment_intents.retrieve(omar.intent.id, {"expand": ["payment_method"]})
    method = intent.payment_method
    assert not isinstance(method, str | None)
    assert (method.type, method.billing_details.name, method.billing_details.email) == (
        "sepa_debit",
        "Omar Haddad",
        "omar@example.com",
    )
    assert method.sepa_debit is not None
    assert method.sepa_debit.last4 == "3201"


def test_the_mandate_names_the_merchant(omar: Checkout) -> None:
    expect(omar.element.locator("#mandate")).to_contain_text("you allow Robin and Sam")


@pytest.mark.parametrize(
    ("iban", "code"),
    [
        ("", "incomplete_iban"),
        ("AT6119043002345732", "incomplete_iban"),
        ("AT611904300234573202", "invalid_iban"),
        ("XX611904300234573201", "invalid_iban_country_code"),
    ],
)
def test_an_iban_that_cannot_be_one_is_never_sent(omar: Checkout, iban: str, code: str) -> None:
    fill(omar, iban)
    assert omar.pay()["error"]["code"] == code
    expect(omar.element.get_by_label("IBAN")).to_be_focused()


def test_an_intent_for_debits_only_offers_no_choice(checkout: Checkout) -> None:
    checkout.open(("sepa_debit",), currency="eur")
    expect(checkout.element.get_by_label("IBAN")).to_be_visible()
    expect(checkout.element.get_by_role("radio")).to_have_count(0)
    expect(checkout.element.get_by_label("Card number")).to_be_hidden()


def test_an_iban_is_set_in_groups_of_four(omar: Checkout) -> None:
    field = omar.element.get_by_label("IBAN")
    field.press_sequentially("at6119043002")
    expect(field).to_have_value("AT61 1904 3002")
