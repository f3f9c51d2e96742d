"""The stage: an empty install becomes Robin and Sam's, with Stripe's endpoint set up and the house open."""

import os
from dataclasses import dataclass

from django.core.management import call_command

from handfast.accounts import cards
from handfast.dashboard.demo import stripe_account
from handfast.registry.funds import main_fund
from tests.cast import make_host, make_household, make_wedding
from tests.killer.house import House
from tests.killer.install import KEY

CURRENCY = "eur"  # so that debits are among the ways to pay


@dataclass(frozen=True)
class Invited:
    """How a household signs in."""

    code: str
    words: str


def build(house: House) -> list[Invited]:
    """Sets everything up, invites the cast and opens the house."""
    house.open_stripe(KEY)
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    os.environ["STRIPE_WEBHOOK_SECRET"] = stripe_account.webhook_secrets(dict(os.environ))
    invited = _invite()
    house.open_site()
    return invited


def _invite() -> list[Invited]:
    wedding = make_wedding("robin-and-sam", "Robin", "Sam", CURRENCY)
    make_host(wedding, "Robin")
    main_fund(wedding)
    households = [
        make_household(wedding, "Priya Nair & Omar Aziz", ("Priya", "Nair", "priya@example.org"), ("Omar", "Aziz", "")),
        make_household(wedding, "The Okafors", ("Ada", "Okafor", "ada@example.org")),
        make_household(wedding, "Lin Wei", ("Lin", "Wei", "lin@example.org")),
    ]
    read = [cards.read(household.user.card) for household in households]
    return [Invited(card.code, card.words) for card in read]
