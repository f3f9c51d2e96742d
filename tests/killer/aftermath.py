"""When the killing is over: all becomes quiet, time passes, one reconcile runs, and questions are asked."""

import time
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import cast
from urllib.request import Request, urlopen

from django.db.models import F
from django.utils import timezone
from stripe_sandbox.account import Account as StripesAccount
from stripe_sandbox.store import Store
from stripe_sandbox.world import World

from handfast.mail.models import Letter
from handfast.payments.models import Account, Checkout, Delivery, RefundRequest
from handfast.payments.reconcile import reconcile
from handfast.payments.states import state
from tests.killer.guest import SLUG, Guest
from tests.killer.house import House
from tests.killer.install import KEY
from tests.killer.post import Post
from tests.killer.sayings import Sayings
from tests.processes import wait_for
from tests.simulation import checks
from tests.simulation.bank import Bank
from tests.simulation.clock import Clock
from tests.simulation.findings import Findings
from tests.simulation.simulation import Simulation

HOURS = timedelta(hours=5)  # debits settle within it, and Stripe's last try at a delivery in test mode comes
A_WEEK = timedelta(days=8)
STILL = 1.5  # seconds without anything new: then it is quiet
LONGEST = 120


class Aftermath:
    """Asks the simulation's questions of a house that really stood through it."""

    def __init__(self, house: House, sayings: Sayings, findings: Findings) -> None:
        self.house, self.sayings, self.findings = house, sayings, findings

    def look_into(self, payer: Guest) -> None:
        """All of it, as the simulation does; `payer` tries to pay what is still unpaid. Adds to the findings."""
        self._time_passes(HOURS)
        self.sayings.judge(self._books(), self.findings)
        checks.webhooks_sufficed(self._evidence())
        self._reconcile()
        self._questions()
        self._everybody_may_still_pay(payer)
        self._time_passes(A_WEEK)
        self._questions()
        checks.refunds_are_answered(self._evidence())
        checks.given_up(self._evidence())

    def _time_passes(self, span: timedelta) -> None:
        """So long, as far as anybody can tell: what the site waits for lies nearer, and Stripe's clock has gone on.

        The workers are stopped meanwhile, so that no lease runs out under one that is at work.
        """
        self.house.close_workers()
        now = timezone.now()
        for rows in (Delivery.objects.filter(done_at=None), Letter.objects.filter(done_at=None)):
            rows.update(due_at=F("due_at") - span)
            rows.filter(leased_until__gt=now).update(leased_until=F("leased_until") - span)
        RefundRequest.objects.update(asked_at=F("asked_at") - span)
        if span >= A_WEEK:
            Checkout.objects.update(opened_at=F("opened_at") - span)
            Account.objects.update(reconciled_until=F("reconciled_until") - span)
        self._stripes_clock(span)
        self.house.open_workers()
        self._must(self._is_quiet, "deliveries or letters wait for ever")

    def _stripes_clock(self, span: timedelta) -> None:
        advance = f"advance={span.total_seconds():.0f}".encode()
        with urlopen(Request(f"{self.house.stripe}/_sandbox/clock", advance), timeout=LONGEST):
            pass

    def _is_quiet(self) -> bool:
        """Nothing waits, here or at Stripe, nothing is new for a moment, and both workers have come to their rest."""
        before = self._counts()
        time.sleep(STILL)
        waits = Delivery.objects.filter(done_at=None).exists() or Letter.objects.filter(done_at=None).exists()
        due = Account.objects.filter(reconciled_until__lt=timezone.now() - timedelta(hours=23)).exists()
        return not waits and not due and not self._stripe_has_to_tell() and before == self._counts()

    def _stripe_has_to_tell(self) -> bool:
        """Whether something is due at Stripe by now, and has not been done or has not been answered."""
        world = self._books().world
        due = world.schedule.next_due()
        return due is not None and due <= world.now()

    def _counts(self) -> tuple[int, int, int]:
        told = sum(len(each["attempts"]) for each in self._books().kinds["delivery"])
        return Delivery.objects.count(), Letter.objects.count(), told

    def _must(self, condition: Callable[[], bool], otherwise: str) -> None:
        if not wait_for(condition, LONGEST):
            self.findings.add("stuck", otherwise)

    def _reconcile(self) -> None:
        outcome = reconcile()
        if outcome.discrepancies:
            self.findings.add("stuck", f"the reconciler said {outcome}")

    def _questions(self) -> None:
        evidence = self._evidence()
        checks.ledger(evidence)
        checks.charged_once(evidence)
        checks.letters(evidence)
        checks.nothing_waits(evidence)
        checks.whole_rows(evidence)

    def _everybody_may_still_pay(self, payer: Guest) -> None:
        """Half of what its household could still pay is paid, with a good card; the rest is given up in time."""
        own = Checkout.objects.filter(contribution__household__user__username=payer.invited.code).order_by("pk")
        for checkout in [each for each in own if state(each).may_pay][::2]:
            answer = payer.browser.send(f"/{SLUG}/gifts/{checkout.token}/intent/").json()
            if answer.get("amount") != checkout.amount:
                self.findings.add("stuck", f"checkout {checkout.token} can never be paid: {answer.get('error')}")
            elif not payer.confirm(answer["clientSecret"], {"payment_method": "pm_card_visa"}):
                self.findings.add("stuck", f"checkout {checkout.token} cannot be paid with a good card")

    def _books(self) -> StripesAccount:
        """Stripe's books, out of the file that the sandbox writes through."""
        world, store = World(), Store(self.house.state)
        world.restore(store.rows())
        store.close()
        return world.account(KEY.removeprefix("sk_test_"), False)

    def _evidence(self) -> Simulation:
        """What the simulation's questions are asked of."""
        post = Post(self.house.data / "letters")
        return cast(
            Simulation,
            SimpleNamespace(
                stripe=SimpleNamespace(account=self._books()),
                findings=self.findings,
                bank=Bank(Clock()),  # at which nothing moves
                words=SimpleNamespace(letters=()),  # so no host says anything of it
                post=post,
                points=SimpleNamespace(excused=post.excused(self.house.workers_killed_at)),
                weather=SimpleNamespace(faults=frozenset()),
            ),
        )
