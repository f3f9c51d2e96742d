"""Nothing is promised twice: looked at after each commit, and added up in the end."""

from collections import Counter

from django.utils import timezone

from handfast.registry import overview
from handfast.weddings.models import Wedding
from tests.simulation import holds, truth
from tests.simulation.holds import SHARE, Claimed, Share, Thing
from tests.simulation.simulation import Simulation


class Promises:
    """Watches the things whose primary keys are in `of`."""

    def __init__(self, run: Simulation) -> None:
        self.run = run
        self.of: list[int] = []
        self._wanted: dict[int, int] = {}
        self._seen: dict[tuple[bool, int], tuple] = {}
        self._held: dict[str, list[tuple[float, float]]] = {}

    def look(self) -> None:
        """Whatever was promised since the last look was free, and no price fell below what was promised."""
        for id in self.of:
            thing = holds.thing(id)
            for each in thing.promises:
                key = (thing.is_shared, each.id)
                if self._seen.get(key) != each.promise:
                    self._seen[key] = each.promise
                    self._was_free(thing, each)
            if thing.wanted < self._wanted.get(id, 0):
                self._may_be_less(thing)
            self._wanted[id] = thing.wanted

    def _was_free(self, thing: Thing, promise: Claimed | Share) -> None:
        now = self.run.clock.now
        if isinstance(promise, Share):
            self._held.setdefault(promise.token, []).append((now, promise.held_from))
        others = sum(each.came + each.keeps(now) for each in thing.promises if each is not promise)
        mine = promise.keeps(now) if thing.is_shared else promise.came + promise.keeps(now)
        if mine and others + mine > thing.wanted:
            words = f"{mine} was promised, and {others} of {thing.wanted} was promised or given to others"
            self.run.findings.add("doubled", f"{words}: {promise}")

    def _may_be_less(self, thing: Thing) -> None:
        promised = thing.given + thing.promised(self.run.clock.now)
        if thing.wanted < promised:
            self.run.findings.add("doubled", f"a thing is wanted {thing.wanted} times, {promised} is promised")

    def add_up(self) -> None:
        """The site says what is given, promised and free as it is; what is too much came late, and hosts are told."""
        wedding, now = Wedding.objects.get(), timezone.now()
        told = {line.gift.pk for line in overview.overpaid(wedding, now)}
        for line in overview.lines(wedding, now):
            thing = holds.thing(line.gift.pk)
            says = line.standing.given, line.standing.promised, line.standing.free
            given = self._truly_given(thing)
            owns = (
                given,
                thing.promised(self.run.clock.now),
                max(0, thing.wanted - given - thing.promised(now.timestamp())),
            )
            if says != owns:
                self.run.findings.add("lost", f"{line.gift} is said to be {says} (given, promised, free): it is {owns}")
            over = given - thing.wanted
            if (over > 0) != (line.gift.pk in told) or line.standing.over != max(0, over):
                self.run.findings.add("lost", f"hosts are told wrongly that {over} too much came for {line.gift}")
            if over > self._late(thing):
                self.run.findings.add("doubled", f"{over} too much came for {line.gift}, and not because it came late")

    def _truly_given(self, thing: Thing) -> int:
        """By the books of Stripe and the bank."""
        if not thing.is_shared:
            return thing.given
        by_card, back = truth.taken(self.run.stripe.account), truth.given_back(self.run.stripe.account)
        by_bank = self.run.bank.brought()
        return sum(
            max(0, by_card[each.token] - min(each.fee, by_card[each.token]) + by_bank[each.token] - back[each.token])
            for each in thing.promises
        )

    def _late(self, thing: Thing) -> int:
        """All that may have come beyond the price: what was taken when its part was kept no more, what came by bank,
        and what came back after others had given it."""
        late = Counter(self.run.bank.brought()) + truth.returned(self.run.stripe.account)
        tokens = {each.token for each in thing.promises} if thing.is_shared else set()
        for token, taken_at, amount in truth.charges(self.run.stripe.account):
            held = [since for at, since in self._held.get(token, ()) if at <= taken_at - self.run.stripe.skew]
            if not held or taken_at - self.run.stripe.skew >= held[-1] + SHARE:
                late[token] += amount
        return sum(late[token] for token in tokens)
