"""The gift list as a guest's household sees it: what is still wanted, and what it has promised itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from handfast.guests.models import Household
from handfast.registry import holding
from handfast.registry.holding import Standing
from handfast.registry.models import Claim, Contribution, Fund, Gift
from handfast.registry.standings import in_flight, is_held, paid, standing, with_promises
from handfast.weddings.models import Wedding


@dataclass(frozen=True)
class Promise:
    """A household's claim. `until`: when it stops keeping the gift from others; `is_held`: whether it still does."""

    claim: Claim
    until: datetime
    is_held: bool


@dataclass(frozen=True)
class Offer:
    """A gift, how it stands, and what the household that looks has promised of it."""

    gift: Gift
    standing: Standing
    promises: list[Promise]
    givers: list[str]
    free_again: datetime | None

    @property
    def counts(self) -> range:
        """How many of it one may claim now: 1, 2 … of what is free, and of what one has claimed already."""
        mine = sum(one.claim.count for one in self.promises if one.is_held)
        return range(1, self.standing.free + mine + 1)


@dataclass(frozen=True)
class FundOffer:
    """A fund, what it has (minor units), and who gave to it as far as they wish that to be known."""

    fund: Fund
    given: int
    givers: list[str]

    @property
    def percent(self) -> int:
        """How much of the goal is there: whole per cent, 100 only when it is reached."""
        return min(100, 100 * self.given // self.fund.goal) if self.fund.goal else 0


def shown(wedding: Wedding) -> QuerySet[Gift]:
    """The gifts that guests may see, as `offer` wants them."""
    return with_promises(wedding.gifts.filter(is_hidden=False))


def offer(gift: Gift, household: Household, now: datetime) -> Offer:
    """One of `shown` for a household."""
    mine = [claim for claim in gift.claims.all() if claim.household_id == household.pk]
    shares = list(gift.contributions.all())
    lapses = [share.held_from + holding.SHARE for share in shares if in_flight(share, now)]
    return Offer(
        gift=gift,
        standing=standing(gift, now),
        promises=[Promise(claim, claim.claimed_at + holding.CLAIM, is_held(claim, now)) for claim in mine],
        givers=_givers(shares),
        free_again=min((lapse for lapse in lapses if lapse > now), default=None),
    )


def funds(wedding: Wedding) -> list[FundOffer]:
    """The funds that guests may see, in their order: the same few queries however many."""
    return fund_offers(wedding.funds.filter(is_hidden=False))


def fund_offers(funds: QuerySet[Fund]) -> list[FundOffer]:
    """What each of `funds` has, and who gave to it."""
    return [_fund_offer(fund) for fund in funds.prefetch_related("contributions__checkout__entries")]


def _fund_offer(fund: Fund) -> FundOffer:
    given = list(fund.contributions.all())
    return FundOffer(fund, sum(map(paid, given)), _givers(given))


def _givers(contributions: Iterable[Contribution]) -> list[str]:
    """Whose gifts came, each once, without those who keep it to themselves."""
    names = [one.names for one in contributions if not one.is_private and paid(one)]
    return list(dict.fromkeys(names))
