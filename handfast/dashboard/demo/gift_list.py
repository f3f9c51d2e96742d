"""Robin & Sam's gift list: things and funds, and what two households have promised of them."""

from pathlib import Path

from handfast.guests.models import Household
from handfast.registry import claiming, listing
from handfast.registry.funds import main_fund
from handfast.registry.models import Fund, Gift
from handfast.registry.pictures import keep
from handfast.weddings.models import Wedding

_PICTURES = Path(__file__).parent / "pictures"
_GLASSES = "Wine glasses"
_PLATES = "Painted dinner plates"
_THINGS = (
    {
        "name": _GLASSES,
        "words": "The kind that one may drop. We have two left.",
        "price": 1_250,
        "quantity": 6,
        "shops": ["https://shop.example.org/glasses"],
        "picture": "glasses",
    },
    {
        "name": "A bread oven for the garden",
        "words": "Sam has wanted one since the summer in Puglia. It is dear, so please do it together, if at all.",
        "price": 48_000,
        "is_shared": True,
        "picture": "oven",
    },
    {
        "name": _PLATES,
        "words": "Four of them, by a potter in Ludlow.",
        "price": 6_200,
        "shops": ["https://pottery.example.com/plates", "https://shop.example.org/plates"],
        "picture": "plates",
    },
    {"name": "A tall green vase", "price": 3_800, "shops": ["https://shop.example.org/vase"], "picture": "vase"},
)


def write(wedding: Wedding) -> None:
    """Puts things and funds on the list of a new wedding."""
    for thing in _THINGS:
        picture = keep(wedding, (_PICTURES / f"{thing['picture']}.webp").read_bytes())
        listing.write(Gift(wedding=wedding, **{**thing, "picture": picture}))
    honeymoon = main_fund(wedding)
    honeymoon.name = "The night train to Palermo"
    honeymoon.words = "Two weeks, two tickets and one suitcase each. Whatever you add brings us a little further south."
    honeymoon.goal = 180_000
    listing.write_fund(honeymoon)
    listing.write_fund(
        Fund(
            wedding=wedding,
            name="The hospice in Shrewsbury",
            words="They were good to Robin’s grandmother. All of it goes to them.",
            suggested=[1_000, 2_500, 5_000],
        )
    )


def promise(wedding: Wedding, first: Household, second: Household) -> None:
    """The first household has bought the plates, the second means to buy two of the glasses."""
    claiming.buy(claiming.claim(first, wedding.gifts.get(name=_PLATES), 1))
    claiming.claim(second, wedding.gifts.get(name=_GLASSES), 2)
