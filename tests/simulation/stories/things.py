"""Things on the gift list: one dear one that several give together, and one of which several are wanted."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from django.utils import timezone

from handfast.payments.chores import close_cards_after_transfers
from handfast.payments.models import Account, BankDetails, Checkout
from handfast.payments.states import state
from handfast.registry import paying
from handfast.registry.holding import CLAIM
from handfast.registry.models import Claim, Gift
from tests.simulation import asides, holds
from tests.simulation.actors.bookkeeper import Bookkeeper
from tests.simulation.actors.claimer import Claimer
from tests.simulation.actors.giver import Giver
from tests.simulation.actors.lister import Lister
from tests.simulation.browser import Browser
from tests.simulation.chore import Chore
from tests.simulation.promises import Promises
from tests.simulation.simulation import Simulation
from tests.simulation.stories.story import ROBIN, SAM, Story, households, owner

COUNTRY = {"gbp": "GB", "eur": "IE"}


class Things(Story):
    """Guests promise, claim and pay; a host changes the list; another reads the bank's statement."""

    def __init__(self, run: Simulation) -> None:
        super().__init__(run)
        self.watched = Promises(run)
        self.bookkeeper = Bookkeeper(run, owner(ROBIN), owner(SAM))
        run.chores = (Chore(run, close_cards_after_transfers),)

    def begins(self) -> None:
        """Two or more that give a share, and all that claim."""
        guests = households()
        [wedding] = {each.wedding for each in guests}
        Account.objects.update(country=COUNTRY[self.run.weather.currency])
        BankDetails.objects.create(book=wedding.book, holder="Robin and Sam", iban="GB82WEST12345698765432")
        price = self.dice.randint(60, 600) * 100
        oven = Gift.objects.create(wedding=wedding, name="An oven", price=price, is_shared=True)
        glasses = Gift.objects.create(wedding=wedding, position=1, name="Glasses", quantity=self.dice.randint(1, 4))
        self._was_claimed(glasses, guests[0])
        self.watched.of = [oven.pk, glasses.pk]
        self._set_out(Lister(self.run, owner(SAM), self.watched.of).live, *self.bookkeeper.lives(), name="host")
        for number in range(self.run.habits.payers):
            self._set_out(Giver(self.run, self.dice.choice(guests), oven.pk, str(number)).begin)
        for household in guests:
            self._set_out(Claimer(self.run, household, glasses.pk).live)

    def _was_claimed(self, gift: Gift, by: object) -> None:
        """A week ago, or nearly: the claim runs out while others look at the gift."""
        if self.dice.random() < 0.6:
            age = CLAIM.total_seconds() - self.dice.uniform(0, self.run.weather.length)
            at = timezone.now() - timedelta(seconds=age)
            Claim.objects.create(gift=gift, household=by, claimed_at=at)
            self.run.counts["a claim runs out"] += 1

    def _set_out(self, *live: Callable[[], None], name: str = "guest") -> None:
        for each in live:
            self.run.scheduler.spawn(name, each, self.dice.uniform(0, self.run.weather.length / 2))

    def watch(self) -> None:
        """Nothing is promised twice, at no time."""
        self.watched.look()
        self.run.words.look()

    def settles(self) -> None:
        """The couple goes through the whole statement once more."""
        self.bookkeeper.settles()

    def asks(self) -> None:
        """How the list stands, and that what is too much is told."""
        self.watched.add_up()

    def late_payers(self) -> list[Callable[[], None]]:
        """Those whose shares nobody else has given."""
        unpaid = Checkout.objects.select_related("contribution__household__user").order_by("pk")
        return [partial(self._pay_if_free, checkout) for checkout in unpaid if state(checkout).may_pay]

    def _pay_if_free(self, checkout: Checkout) -> None:
        browser = Browser(checkout.contribution.household.user)
        form = self.run.in_the_site(lambda: browser.post(paying.intent, token=checkout.token))
        if form.status_code == 200 or self._is_free(checkout):
            self.pay(checkout, lambda _checkout: form)

    def _is_free(self, checkout: Checkout) -> bool:
        """Whether its part of the price is left, and what then is left is nothing or can be paid."""
        [(wanted, gift)] = asides.ask(SHARE, checkout.pk)
        now, thing = self.run.clock.now, holds.thing(gift)
        others = [each for each in thing.promises if each.token != checkout.token]
        left = thing.wanted - sum(each.came + each.keeps(now) for each in others)
        return left == wanted or left - wanted >= LEAST


SHARE = """
    SELECT c.amount - c.fee_added, s.gift_id FROM registry_contribution s
    JOIN payments_checkout c ON c.id = s.checkout_id WHERE c.id = ?
"""
LEAST = 50  # minor units of euros, and more than pounds need: so little no card can pay
