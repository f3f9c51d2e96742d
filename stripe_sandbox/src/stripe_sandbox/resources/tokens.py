"""Tokens: Stripe's older way to carry a card from the browser to the server. Good for one use."""

from stripe_sandbox.errors import missing
from stripe_sandbox.merge import Obj
from stripe_sandbox.resources import payment_methods
from stripe_sandbox.resources.routing import Call, Route
from stripe_sandbox.shapes import Shape, integer, short, text

BRANDS = {"amex": "American Express", "mastercard": "MasterCard", "visa": "Visa"}
"""As tokens write them; payment methods write them small."""


def _create(call: Call) -> Obj:
    account, given = call.account, call.params.get("card")
    if not given:
        raise missing("card")
    card, month, year = payment_methods.read_card(account, given)
    return account.add(
        {
            "id": account.draw("tok"),
            "object": "token",
            "card": {
                "id": account.draw("card"),
                "object": "card",
                **{name: given.get(name) for name in ADDRESS},
                "address_line1_check": None,
                "address_zip_check": None,
                "brand": BRANDS.get(card.brand, card.brand.capitalize()),
                "country": card.country,
                "cvc_check": "unchecked" if given.get("cvc") else None,
                "dynamic_last4": None,
                "exp_month": month,
                "exp_year": year,
                "fingerprint": payment_methods.fingerprint(account, card.number),
                "funding": card.funding,
                "last4": card.number[-4:],
                "metadata": {},
                "name": given.get("name"),
                "networks": {"preferred": None},
                "regulated_status": "unregulated",
                "tokenization_method": None,
            },
            "client_ip": None,
            "created": int(account.world.now()),
            "livemode": account.livemode,
            "type": "card",
            "used": False,
            "_number": card.number,
        }
    )


def _retrieve(call: Call) -> Obj:
    return call.named("token", "token", "token")


ADDRESS = ("address_city", "address_country", "address_line1", "address_line2", "address_state", "address_zip")
CARD = Shape(
    None,
    "currency networks",
    **dict.fromkeys((*ADDRESS, "name", "number"), text),
    cvc=short(10),
    exp_month=integer,
    exp_year=integer,
)
CREATE = Shape(None, "account bank_account customer cvc_update person pii", card=CARD)
ROUTES = [
    Route("POST", "/v1/tokens", _create, CREATE, browser=CREATE),
    Route("GET", "/v1/tokens/:id", _retrieve),
]
