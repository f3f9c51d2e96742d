"""What must be so when all is quiet again. Each check adds what is not to the run's findings."""

from collections import Counter

from django.db.models import Q, Sum
from stripe_sandbox.account import public

from handfast.mail.models import Letter
from handfast.mail.outbox import message_id
from handfast.payments.models import Checkout, Delivery, Discrepancy, Entry, RefundRequest
from handfast.payments.states import State, state
from handfast.payments.sums import wanted
from stripe_sandbox import deliveries
from tests.simulation import asides, counted, letters_due, truth
from tests.simulation.simulation import Simulation

BY_BANK = """
    SELECT c.token FROM payments_checkout c LEFT JOIN payments_transfer t ON t.checkout_id = c.id
    WHERE t.sent_at IS NOT NULL OR 0 < (SELECT sum(amount) FROM payments_entry
        WHERE checkout_id = c.id AND bank_line_id IS NOT NULL AND kind IN ('payment', 'payment_undone'))
"""


def ledger(run: Simulation) -> None:
    """The ledger is Stripe's balance, to the penny and fact by fact; each payment stands at its own checkout."""
    moved = truth.facts(run.stripe.account)
    by_card = Entry.objects.filter(bank_line=None)
    found = Counter(by_card.values_list("checkout__token", "kind", "stripe_id", "amount"))
    for fact in moved - found:
        run.findings.add("lost", f"Stripe moved it and the ledger has it not: {fact}")
    for fact in found - moved:
        run.findings.add("doubled", f"the ledger has it and Stripe does not: {fact}")
    total = by_card.aggregate(sum=Sum("amount"))["sum"] or 0
    if total != truth.balance(run.stripe.account):
        run.findings.add(
            "lost", f"the ledger comes to {total}, Stripe's balance to {truth.balance(run.stripe.account)}"
        )


def charged_once(run: Simulation) -> None:
    """No gift was charged twice, and no wish to give money back was granted twice."""
    paid = Counter(
        each["metadata"][truth.TOKEN] for each in truth.intents(run.stripe.account) if each["status"] == "succeeded"
    )
    for token, times in paid.items():
        if times > 1:
            run.findings.add("doubled", f"checkout {token} was charged {times} times")
    wished = Counter(RefundRequest.objects.values_list("checkout__intent_id", flat=True))
    marked = (each for each in run.stripe.account.kinds["refund"] if "handfast_refund" in each["metadata"])
    for intent, times in (Counter(each["payment_intent"] for each in marked) - wished).items():
        run.findings.add("doubled", f"{times} refunds of {intent} more than a host asked for")


def letters(run: Simulation) -> None:
    """Each payment whose giver has an address is acknowledged once, each bill is sent once, each transfer that has not
    come is asked after once, and nothing else is."""
    due = letters_due.keys() + Counter(run.words.letters)
    written = Counter(Letter.objects.exclude(key__contains=":reminder:").values_list("key", flat=True))
    for key in due - written:
        run.findings.add("lost", f"nobody was told: {key}")
    for key in written - due:
        run.findings.add("letters_doubled", f"one letter more than there is to tell: {key}")
    for letter in Letter.objects.all():
        name = message_id(letter)
        times = run.post.sent[name] - run.points.excused[name]
        if letter.done_at and not run.post.sent[name]:
            run.findings.add("lost", f"letter {letter.key} is said to be sent and was not")
        elif times > 1:
            run.findings.add("letters_doubled", f"letter {letter.key} was sent {times} times")


def transfers(run: Simulation) -> None:
    """The book has each line of the bank's statement once, for what it was meant for, and no others."""
    there = counted.by_line()
    for line in run.bank.lines:
        book = there.pop(line.payer, Counter())
        if book != line.meant:
            kind = "doubled" if abs(book.total()) > abs(line.amount) else "lost"
            run.findings.add(kind, f"the book has {dict(book)} of what the bank moved: {line}")
    for payer in there:
        run.findings.add("doubled", f"the book has a transfer that did not move: {payer}")
    for row in counted.more_than_they_are():
        run.findings.add("doubled", f"line {row} of the bank counts for more than it is")
    for row in counted.forms_that_counted_twice():
        run.findings.add("doubled", f"the form by hand that wrote line {row} counted twice")


def card_forms(run: Simulation) -> None:
    """Where a transfer has come, or its payer says that it is under way, no old window can pay by card as well."""
    by_bank = {token for (token,) in asides.ask(BY_BANK)}
    for intent in truth.intents(run.stripe.account):
        token = intent["metadata"][truth.TOKEN]
        if token in by_bank and intent["status"] in truth.PAYABLE:
            run.findings.add("doubled", f"{intent['id']} can be paid by card beside the transfer for {token}")


def nothing_waits(run: Simulation) -> None:
    """Deliveries and letters are done, no doubt is left, and every page knows how it ended."""
    for delivery in Delivery.objects.filter(done_at=None):
        run.findings.add("stuck", f"delivery of {delivery.type} waits: {delivery.outcome}")
    for letter in Letter.objects.filter(done_at=None):
        run.findings.add("stuck", f"letter {letter.key} waits: {letter.problem}")
    for odd in Discrepancy.objects.all():
        run.findings.add("stuck", f"a host is told of {odd.kind}, and nobody meddled: {odd.message}")
    paid = truth.paid(run.stripe.account)
    by_bank = run.bank.came()
    for checkout in Checkout.objects.select_related("transfer").prefetch_related(
        "entries", "observations", "discrepancies"
    ):
        came = checkout.token in paid or 0 < wanted(checkout) <= by_bank[checkout.token]
        if (state(checkout) == State.RECEIVED) != came:
            run.findings.add("lost", f"checkout {checkout.token} says {state(checkout)}, which is not so")


def whole_rows(run: Simulation) -> None:
    """No row stands there without those that are written with it."""
    halves = {
        "a checkout without its gift or bill": Checkout.objects.filter(contribution=None, invoice_payment=None),
        "an intent that nobody asked for": Checkout.objects.filter(calls=None).exclude(intent_id=None),
        "a payment without the answer it came from": Entry.objects.filter(bank_line=None, checkout__observations=None),
        "a refund asked of an unpaid gift": RefundRequest.objects.exclude(checkout__entries__kind="payment"),
        "an entry in another book": Entry.objects.exclude(Q(book__checkouts__entries__isnull=False)),
    }
    for words, rows in halves.items():
        if rows.exists():
            run.findings.add("lost", words)


def webhooks_sufficed(run: Simulation) -> None:
    """What Stripe told us of, and we took, has reached the ledger without a reconciler's help."""
    account = run.stripe.account
    untold: set[str] = set()
    told = [(each, _about(public(each))) for each in account.kinds["event"]]
    for intent in truth.intents(account):
        events = [each for each, about in told if about == intent["id"]]
        heard = [
            each for each in events if any(map(deliveries.delivered, account.where("delivery", "event", each["id"])))
        ]
        if len(heard) < len(events) or "no_charge_updated" in run.weather.faults:
            untold.add(intent["metadata"][truth.TOKEN])
    found = Counter(Entry.objects.values_list("checkout__token", "kind", "stripe_id", "amount"))
    for fact in truth.facts(account) - found:
        if fact[0] not in untold:
            run.findings.add("lost", f"Stripe told us and we did nothing: {fact}")


def _about(event: dict) -> str | None:
    thing = event["data"]["object"]
    return thing["id"] if thing["object"] == "payment_intent" else thing.get("payment_intent")


def refunds_are_answered(run: Simulation) -> None:
    """Each wish was granted or refused. To be asked a day later, when Stripe repeats no failure any more."""
    for wish in RefundRequest.objects.filter(stripe_id="", problem=""):
        run.findings.add("stuck", f"refund {wish.call.key} was never answered")


def refunds_are_known(run: Simulation) -> None:
    """What Stripe gave back at a host's wish, the host knows by now; she might wish for it once more."""
    granted = {each["metadata"].get("handfast_refund") for each in run.stripe.account.kinds["refund"]}
    for wish in RefundRequest.objects.filter(stripe_id="", problem="").select_related("call__checkout"):
        if wish.call.key in granted:
            run.findings.add("stuck", f"refund {wish.call.key} was made, and its host waits for it")


def given_up(run: Simulation) -> None:
    """What was begun and left is open at Stripe no more."""
    for intent in truth.intents(run.stripe.account):
        if intent["status"] not in ("succeeded", "canceled"):
            run.findings.add("stuck", f"{intent['id']} is {intent['status']} for ever")
