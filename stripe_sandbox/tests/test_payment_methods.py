"""Payment methods and customers."""

import pytest
import stripe
from payments import events, pay, told

CARD = {"number": "4242424242424242", "exp_month": 4, "exp_year": 2034, "cvc": "123"}


def make(client, **card):
    return client.v1.payment_methods.create({"type": "card", "card": {**CARD, **card}})


def test_by_number(client):
    method = make(client, number="3782 822463 10005", cvc="1234")
    assert (method.card.brand, method.card.last4) == ("amex", "0005")
    assert pay(client, method.id).status == "succeeded"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"number": "4242424242424241"}, "incorrect_number"),
        ({"number": "4242"}, "invalid_number"),
        ({"number": "four"}, "invalid_number"),
        ({"exp_month": 13}, "invalid_expiry_month"),
        ({"exp_year": 2019}, "invalid_expiry_year"),
        ({"cvc": "12"}, "invalid_cvc"),
        ({"number": "4111111111111111"}, "card_declined"),
    ],
)
def test_a_card_that_cannot_be_is_a_card_error(client, wrong, code):
    with pytest.raises(stripe.CardError) as refusal:
        make(client, **wrong)
    assert refusal.value.code == code
    assert told(client) == []


def test_two_digit_years_and_tokens(client):
    assert make(client, exp_year=34).card.exp_year == 2034
    assert (
        client.v1.payment_methods.create({"type": "card", "card": {"token": "tok_mastercard"}}).card.brand
        == "mastercard"
    )


def test_the_same_number_has_the_same_fingerprint(client, client_for):
    elsewhere = make(client_for("sk_test_sam")).card.fingerprint
    assert make(client).card.fingerprint == make(client).card.fingerprint != elsewhere


def test_kept_by_a_customer(client):
    customer = client.v1.customers.create({"name": "Priya Shah", "email": "priya@example.com"})
    method = client.v1.payment_methods.attach("pm_card_visa", {"customer": customer.id})
    listed = client.v1.payment_methods.list({"customer": customer.id, "type": "card"}).data
    assert [each.id for each in listed] == [method.id]
    updated = client.v1.payment_methods.update(method.id, {"billing_details": {"name": "P. Shah"}})
    assert updated.billing_details.name == "P. Shah"
    detached = client.v1.payment_methods.detach(method.id)
    assert detached.customer is None
    assert told(client)[1:] == ["payment_method.attached", "payment_method.updated", "payment_method.detached"]
    assert events(client, "payment_method.detached")[0].data.previous_attributes["customer"] == customer.id


def test_a_card_that_attaches_and_then_fails(client):
    customer = client.v1.customers.create()
    method = client.v1.payment_methods.attach("pm_card_chargeCustomerFail", {"customer": customer.id})
    with pytest.raises(stripe.CardError):
        pay(client, method.id, customer=customer.id)
    with pytest.raises(stripe.CardError):
        client.v1.payment_methods.attach("pm_card_chargeDeclined", {"customer": customer.id})


def test_one_customers_card_does_not_pay_for_another(client):
    mine, other = client.v1.customers.create(), client.v1.customers.create()
    method = client.v1.payment_methods.attach("pm_card_visa", {"customer": mine.id})
    with pytest.raises(stripe.InvalidRequestError, match="another Customer"):
        pay(client, method.id, customer=other.id)


def test_a_customer_comes_and_goes(client):
    customer = client.v1.customers.create({"email": "sam@example.com", "metadata": {"table": "4"}})
    updated = client.v1.customers.update(customer.id, {"name": "Sam", "metadata": {"table": "", "side": "left"}})
    assert (updated.name, updated.metadata.to_dict()) == ("Sam", {"side": "left"})
    assert events(client, "customer.updated")[0].data.previous_attributes.to_dict() == {
        "name": None,
        "metadata": {"table": "4", "side": None},
    }
    assert [each.id for each in client.v1.customers.list({"email": "sam@example.com"}).data] == [customer.id]
    assert client.v1.customers.delete(customer.id).deleted
    assert client.v1.customers.retrieve(customer.id).deleted
    assert client.v1.customers.list().data == []
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.customers.update(customer.id, {"name": "Again"})


def test_set_up_once_then_charged_without_a_challenge(client, world):
    from payments import authenticate

    customer = client.v1.customers.create()
    first = pay(client, "pm_card_authenticationRequiredOnSetup", customer=customer.id, setup_future_usage="off_session")
    authenticate(world, first, passed=True)
    method = client.v1.payment_intents.retrieve(first.id).payment_method
    assert pay(client, method, customer=customer.id, off_session=True).status == "succeeded"


def test_listed_by_customer_by_type_or_all(client):
    customer = client.v1.customers.create().id
    mine = client.v1.payment_methods.attach("pm_card_visa", {"customer": customer}).id
    loose = client.v1.payment_methods.create({"type": "card", "card": {"token": "tok_mastercard"}}).id
    account = {"type": "sepa_debit", "sepa_debit": {"iban": "AT611904300234573201"}}
    bank = client.v1.payment_methods.create(
        {**account, "billing_details": {"name": "Omar", "email": "o@example.com"}}
    ).id
    listed = client.v1.payment_methods.list
    assert [each.id for each in listed().data] == [bank, loose, mine]
    assert [each.id for each in listed({"type": "card"}).data] == [loose, mine]
    assert [each.id for each in listed({"customer": customer}).data] == [mine]
    assert listed({"customer": customer, "type": "sepa_debit"}).data == []
