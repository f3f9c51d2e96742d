"""What pages told people, held against what was so at Stripe."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime

from stripe_sandbox.merge import Obj

from handfast.payments.models import Checkout
from handfast.payments.states import State, state
from tests.simulation import asides, truth
from tests.simulation.bank import Bank
from tests.simulation.findings import Findings
from tests.simulation.scheduler import Scheduler
from tests.simulation.stripes_side import Stripe

# What a page may say while Stripe says so; `None` is before there is an intent.
HONEST = {
    None: {State.OPEN},
    "requires_payment_method": {State.OPEN, State.DECLINED},
    "requires_confirmation": {State.OPEN},
    "requires_action": {State.CHALLENGED},
    "processing": {State.ON_ITS_WAY},
    "succeeded": {State.ON_ITS_WAY, State.RECEIVED},
    "canceled": {State.CANCELLED},
}

AT_WORK = ("processing", "requires_capture", "succeeded")
HEARD = "SELECT max(asked_at) FROM payments_observation WHERE checkout_id = ?"
OVERTAKEN = """
    SELECT late.id, late.checkout_id FROM payments_observation late JOIN payments_observation early
    ON early.checkout_id = late.checkout_id AND early.id < late.id AND early.asked_at > late.asked_at
"""


class Claims:
    """Keeps how each checkout stood at Stripe from when on, and judges what pages say of it."""

    def __init__(self, at: Stripe, bank: Bank, scheduler: Scheduler, findings: Findings, counts: Counter[str]) -> None:
        self._stripe, self._bank, self._scheduler = at, bank, scheduler
        self._findings, self._counts = findings, counts
        self._history: dict[str, list[tuple[float, str]]] = {}
        self._overtaken: set[int] = set()

    def tide(self) -> None:
        """Notes every status that changed since the last look, and whatever was made beside one that is open still."""
        for intent in self._stripe.account.kinds["payment_intent"]:
            past = self._history.setdefault(intent["id"], [])
            if not past:
                self._is_alone(intent)
            if not past or past[-1][1] != intent["status"]:
                past.append((self._scheduler.clock.now, intent["status"]))

    def _is_alone(self, made: Obj) -> None:
        """However many tabs ask, and whatever was cancelled or lost: of a checkout one intent at a time can be paid."""
        token = made["metadata"].get(truth.TOKEN)
        for other in truth.intents(self._stripe.account):
            if other is not made and other["metadata"][truth.TOKEN] == token and other["status"] in truth.PAYABLE:
                self._findings.add("doubled", f"{other['id']} is open, and {made['id']} was made for the same checkout")

    def heard(self, checkout: Checkout) -> float:
        """When the latest answer about `checkout` that is written down was asked for: pages know that much."""
        [(last,)] = asides.ask(HEARD, checkout.pk)
        return datetime.fromisoformat(last).replace(tzinfo=UTC).timestamp() if last else 0.0

    def was_ever_at_work(self, token: str) -> bool:
        """Whether a bank ever took the checkout's money, or was about to."""
        intents = (each for each in self._history if self._token_of(each) == token)
        return any(status in AT_WORK for each in intents for _, status in self._history[each])

    def _token_of(self, intent: str) -> str:
        return self._stripe.account.objects[intent]["metadata"].get("handfast_checkout", "")

    def open_overtaken(self) -> None:
        """Opens a page on each checkout whose latest answer was overtaken by one asked for later: the riskiest time."""
        for answer, checkout_id in asides.ask(OVERTAKEN):
            if answer not in self._overtaken:
                self._overtaken.add(answer)
                self._counts["an answer was overtaken"] += 1
                checkout = Checkout.objects.get(pk=checkout_id)
                heard = self.heard(checkout)
                self.said(checkout, state(checkout), heard)

    def said(self, checkout: Checkout, said: State, heard: float) -> None:
        """A page said so, knowing what was `heard` before. It may be behind the truth, never behind what was heard."""
        self.tide()
        now = self._now(checkout)
        self._counts[f"page {now or 'no intent'} / {said}"] += 1
        honest = {state for status in self._statuses_since(checkout, heard) for state in HONEST[status]}
        honest |= self._by_bank(checkout)
        if said == State.HELD:
            self._findings.add("lost", "a page says that a payment is held, although nobody meddled with it")
        elif said == State.RECEIVED and now != "succeeded" and said not in honest:
            self._findings.add("lost", f"a page said “received” of what was {now}")
        elif said not in honest:
            self._findings.add("lost", f"a page said “{said}”, which was over when Stripe was last asked (now {now})")

    def _by_bank(self, checkout: Checkout) -> set[State]:
        """What a page may say beside, where its payer has said that a transfer is under way, or where one came: as far
        as the hosts know, who may be mistaken."""
        token = checkout.token
        came = self._bank.has_moved_for(token) or token in self._bank.mistaken
        moved = {State.RECEIVED, State.PARTLY} if came else set()
        return moved | ({State.SENT} if token in self._bank.announced else set())

    def handed_out(self, intent: str, asked_at: float) -> None:
        """A page that was asked for then let somebody pay `intent`, which was not to be over by that time."""
        self.tide()
        over = [since for since, status in self._history[intent] if status in ("succeeded", "canceled")]
        if over and over[0] < asked_at:
            self._findings.add("stuck", f"a page asked for a card for {intent}, which was over already")

    def blamed(self, asked_at: float) -> None:
        """A page that was asked for then said that Stripe does not answer: it had failed, or an intent was cancelled
        just when the page had made it."""
        self.tide()
        cancelled = [past[-1][0] for past in self._history.values() if past[-1][1] == "canceled"]
        if max([self._stripe.failed_at, *cancelled]) < asked_at:
            self._findings.add("stuck", "a page said that Stripe does not answer, and it had answered every question")

    def _now(self, checkout: Checkout) -> str | None:
        statuses = [intent["status"] for intent in self._intents(checkout)]
        return "succeeded" if "succeeded" in statuses else statuses[-1] if statuses else None

    def _intents(self, checkout: Checkout) -> Iterator[Obj]:
        for intent in self._stripe.account.kinds["payment_intent"]:
            if intent["metadata"].get("handfast_checkout") == checkout.token:
                yield intent

    def _statuses_since(self, checkout: Checkout, heard: float) -> Iterator[str | None]:
        """Every status that one of its intents was in, at that time or later."""
        if not heard:
            yield None
        for intent in self._intents(checkout):
            past = self._history[intent["id"]]
            for position, (_, status) in enumerate(past):
                ended = past[position + 1][0] if position + 1 < len(past) else float("inf")
                if ended >= heard:
                    yield status
