"""The gift list as hosts see it: who gives what, and what is free."""

from dataclasses import dataclass
from datetime import datetime

from handfast.payments.states import State, state
from handfast.registry import holding
from handfast.registry.holding import Standing
from handfast.registry.models import Claim, Contribution, Gift
from handfast.registry.offers import FundOffer, fund_offers
from handfast.registry.standings import in_flight, is_held, paid, standing, with_promises
from handfast.weddings.models import Wedding


@dataclass(frozen=True)
class Claimed:
    """A household's claim: how many, and until when it keeps them; None once they are bought."""

    claim: Claim
    until: datetime | None
    is_held: bool


@dataclass(frozen=True)
class Shared:
    """A share that came or may come: `amount` in minor units, and how its payment stands."""

    contribution: Contribution
    amount: int
    state: State


@dataclass(frozen=True)
class Line:
    """A thing on the list; `place` is where it stands, from 0."""

    gift: Gift
    place: int
    standing: Standing
    claims: list[Claimed]
    shares: list[Shared]


def lines(wedding: Wedding, now: datetime) -> list[Line]:
    """Every thing of the wedding in its order: the same few queries however many."""
    return [_line(gift, place, now) for place, gift in enumerate(with_promises(wedding.gifts.all()))]


def funds(wedding: Wedding) -> list[FundOffer]:
    """Every fund of the wedding, hidden ones too."""
    return fund_offers(wedding.funds.all())


def overpaid(wedding: Wedding, now: datetime) -> list[Line]:
    """The things for which more came than they cost: some of it is to be given back, or kept with thanks."""
    shared = with_promises(wedding.gifts.filter(is_shared=True))
    return [line for line in (_line(gift, 0, now) for gift in shared) if line.standing.over]


def _line(gift: Gift, place: int, now: datetime) -> Line:
    claims = [
        Claimed(claim, None if claim.bought_at else claim.claimed_at + holding.CLAIM, is_held(claim, now))
        for claim in gift.claims.all()
    ]
    shares = [(share, paid(share), in_flight(share, now)) for share in gift.contributions.all()]
    return Line(
        gift=gift,
        place=place,
        standing=standing(gift, now),
        claims=claims,
        shares=[Shared(share, came or held, state(share.checkout)) for share, came, held in shares if came or held],
    )
