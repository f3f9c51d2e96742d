"""Property: whatever guests, banks and the clock do, in any order, what is given, held and free makes the whole."""

import contextlib
from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from handfast.registry import claiming, sharing
from handfast.registry.claiming import Taken
from handfast.registry.models import Claim, Contribution, Gift
from handfast.registry.sharing import NotThatMuch
from handfast.registry.tests import test_claiming, test_sharing
from handfast.registry.tests.stripe_says import says
from handfast.registry.tests.test_claiming import stands
from tests.cast import make_household, make_wedding

PRICE, WANTED = 10_000, 5
WHO, WHICH = st.integers(0, 2), st.integers(0, 3)
CLAIMS = st.one_of(
    st.tuples(st.just("claim"), WHO, st.integers(0, WANTED + 1)),
    st.tuples(st.sampled_from(["buy", "take back", "run out"]), WHICH, st.none()),
)
SHARES = st.one_of(
    st.tuples(st.just("share"), WHO, st.sampled_from([30, 3_333, 3_334, 5_000, 9_970, PRICE, PRICE + 1])),
    st.tuples(st.just("pay"), WHICH, st.none()),
    st.tuples(st.sampled_from(["bank at work", "decline", "cancel", "run out", "come back"]), WHICH, st.none()),
    st.tuples(st.sampled_from(["change", "refund"]), WHICH, st.sampled_from([30, 1_000, 3_000, 5_000])),
)


class NeverOversold(TestCase):
    """One gift of each way of giving, three households, and anything that may happen to them."""

    def _listed(self, **what: object) -> Gift:
        """A gift on the list, made inside the example, which is undone as a whole."""
        wedding = make_wedding("robin-and-sam", "Robin", "Sam")
        self.households = [make_household(wedding, name) for name in ("Priya", "Ada", "Ines")]
        return Gift.objects.create(wedding=wedding, **what)

    @settings(max_examples=15)
    @given(st.lists(CLAIMS, max_size=16))
    def test_claims_of_one_gift_never_exceed_it(self, happenings: list[tuple]) -> None:
        glasses = self._listed(name="Glasses", quantity=WANTED)
        for what, which, count in happenings:
            with contextlib.suppress(Taken):
                self._claim(glasses, what, which, count)
            now = stands(glasses)
            bought = sum(one.count for one in Claim.objects.filter(gift=glasses).exclude(bought_at=None))
            assert now.given == bought
            assert now.given + now.promised + now.free == WANTED

    def _claim(self, glasses: Gift, what: str, which: int, count: int) -> None:
        if what == "claim":
            claiming.claim(self.households[which], glasses, count)
            return
        act: Callable[[Claim], None] = {
            "buy": claiming.buy,
            "take back": claiming.take_back,
            "run out": test_claiming.run_out,
        }[what]
        for said in Claim.objects.filter(gift=glasses).order_by("pk")[which : which + 1]:
            act(said)

    @settings(max_examples=25)
    @given(st.lists(SHARES, max_size=16))
    def test_shares_of_one_gift_make_its_price(self, happenings: list[tuple]) -> None:
        oven = self._listed(name="Oven", price=PRICE, is_shared=True)
        self.came: dict[int, int] = {}  # what each share has brought and not given back, by this test's own account
        self.at_bank: set[int] = set()
        self.lapsed: set[int] = set()  # whose hold ran out, and was not taken again
        for number, (what, which, amount) in enumerate(happenings):
            with contextlib.suppress(NotThatMuch):
                self._share(oven, what, which, amount, f"form {number}")
            now = stands(oven)
            excess = max(0, now.given + now.promised - PRICE)
            assert now.given == sum(self.came.values())
            assert now.given + now.promised + now.free - excess == PRICE
            assert now.over <= excess <= self._late(oven)

    def _late(self, oven: Gift) -> int:
        """What was paid, or reached a bank, after its hold had run out: nothing else may ever be too much."""
        late = oven.contributions.filter(pk__in=self.lapsed & (self.at_bank | self.came.keys()))
        return sum(late.values_list("checkout__amount", flat=True))

    def _share(self, oven: Gift, what: str, which: int, amount: int, form: str) -> None:
        if what == "share":
            test_sharing.give(self.households[which], oven, amount, form)
            return
        found = oven.contributions.select_related("gift", "checkout__book__account").order_by("pk")
        for share in found[which : which + 1]:
            if share.pk not in self.came:
                self._happen(share, what, amount)
            elif what == "refund" and self.came[share.pk] == share.checkout.amount:
                self._refund(share, min(amount, share.checkout.amount))

    def _happen(self, share: Contribution, what: str, amount: int) -> None:
        if what == "run out":
            test_sharing.run_out(share)
            self.lapsed.add(share.pk)
        elif what in _STATUS:
            says(share, _STATUS[what])
            self.at_bank = self.at_bank | {share.pk} if what == "bank at work" else self.at_bank - {share.pk}
            if what == "pay":
                self.came[share.pk] = share.checkout.amount
        elif what in ("come back", "change") and share.pk not in self.at_bank:
            if what == "come back":
                sharing.hold(share)
            else:
                sharing.change(share, test_sharing.filled(amount))
            self.lapsed.discard(share.pk)

    def _refund(self, share: Contribution, part: int) -> None:
        says(share, "succeeded", back=(part,))
        self.came[share.pk] -= part


_STATUS = {
    "bank at work": "processing",
    "decline": "requires_payment_method",
    "cancel": "canceled",
    "pay": "succeeded",
}
