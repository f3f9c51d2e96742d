"""Ways to pay that the tests share."""

from typing import Any

import stripe

from stripe_sandbox.world import World

CARD = {"amount": 2000, "currency": "gbp", "payment_method_types": ["card"]}


def pay(client: stripe.StripeClient, card: str = "pm_card_visa", **params: Any) -> stripe.PaymentIntent:
    """Creates and confirms at once."""
    return client.v1.payment_intents.create({**CARD, "payment_method": card, "confirm": True, **params})


def told(client: stripe.StripeClient) -> list[str]:
    """The types of all events, oldest first."""
    return [event.type for event in client.v1.events.list({"limit": 100}).data][::-1]


def events(client: stripe.StripeClient, type: str) -> list[Any]:
    """The events of one type, oldest first."""
    return client.v1.events.list({"type": type, "limit": 100}).data[::-1]


def debit(client: stripe.StripeClient, iban: str = "AT611904300234573201") -> stripe.PaymentIntent:
    """Omar pays 50 euros by SEPA debit."""
    return client.v1.payment_intents.create(
        {
            "amount": 5000,
            "currency": "eur",
            "payment_method_types": ["sepa_debit"],
            "payment_method_data": {
                "type": "sepa_debit",
                "sepa_debit": {"iban": iban},
                "billing_details": {"name": "Omar Haddad", "email": "omar@example.com"},
            },
            "mandate_data": {"customer_acceptance": {"type": "offline"}},
            "confirm": True,
        }
    )


def authenticate(world: World, intent: stripe.PaymentIntent, passed: bool) -> None:
    """The bank's page is answered."""
    from stripe_sandbox.admin import Admin

    attempt = intent.next_action.use_stripe_sdk["source"]
    status, _ = Admin(world).handle(
        "POST", f"/_sandbox/3ds/{attempt}", "", f"outcome={'pass' if passed else 'fail'}".encode()
    )
    assert status == 200
