"""A gift in the middle of being given, and how its guest, its host and Stripe look at the site."""

import json
import time
from dataclasses import dataclass
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from handfast.guests.models import Household
from handfast.payments.models import Checkout
from handfast.registry.funds import main_fund
from handfast.registry.giving import Filled, give
from handfast.weddings.models import Wedding
from stripe_sandbox import webhooks
from tests.cast import signed_in

HERE = "/robin-and-sam"
SECRET = "whsec_handfasttests00000000"


@dataclass
class Giving:
    """£80 that Priya is about to give: her browser, and Stripe behind the site."""

    browser: Client
    checkout: Checkout
    stripe: Any

    def page(self, name: str) -> HttpResponse:
        """The gift's page of that name, as Priya opens it."""
        return self.browser.get(f"{HERE}/gifts/{self.checkout.token}/{name}/")

    def intent(self) -> HttpResponse:
        """What the pay page's script asks for."""
        return self.browser.post(f"{HERE}/gifts/{self.checkout.token}/intent/")

    def pays(self) -> None:
        """She pays with a good card, and Stripe has the money."""
        intent = self.intent().json()["clientSecret"].partition("_secret_")[0]
        self.stripe.confirm(intent)
        self.stripe.advance(2)

    def rings(self) -> HttpResponse:
        """Stripe delivers that she has paid."""
        event = next(each for each in self.stripe.events if each["type"] == "payment_intent.succeeded")
        body = json.dumps(event).encode()
        signed = webhooks.headers(body, (SECRET,), int(time.time()))
        return Client().post("/stripe/webhook/", body, "application/json", headers=signed)

    def says(self) -> str:
        """The thank-you page, which must come."""
        page = self.page("thanks")
        assert page.status_code == 200
        return page.content.decode()


@pytest.fixture
def giving(sandbox, robin_and_sams: Wedding, priya: Household) -> Giving:
    """Priya's gift is written down; she has not been asked for her card."""
    filled = Filled(8000, "Priya", "For two trains", "priya@example.org")
    made, _ = give(priya, main_fund(robin_and_sams), filled, "form")
    browser = signed_in(priya.user)
    browser.raise_request_exception = False  # a page that fails is to be read as anybody would
    return Giving(browser, made.checkout, sandbox)


@pytest.fixture
def as_robin(as_robin: Client) -> Client:
    """Robin's browser, to which a page that fails is a page, too."""
    as_robin.raise_request_exception = False
    return as_robin
