"""Money and Stripe, knowing nothing of weddings. Nothing here stores "paid": entries and observations are asked.

Checkout, Call ── what we want of Stripe, committed before it is asked.
Delivery ──────── Stripe rang: a durable doorbell, never believed, always looked up.
Observation ───── how Stripe said things stand.
Entry ─────────── one money fact, once; the ledger only grows.
Discrepancy ───── what does not fit; a host sees it.

Transfers by bank have their own rows in `bank/models.py`, what owners say and ask for in `owners.py`.
"""

import secrets
import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from handfast.core.leases import Leased
from handfast.payments.bank.models import BankDetails, BankFile, BankLine, Transfer  # noqa: F401 - Django looks here
from handfast.payments.owners import Acknowledgement, Comparison  # noqa: F401 - and here


def new_token() -> str:
    """132 random bits for an address: whoever has it has been given it."""
    return secrets.token_urlsafe(16)


def new_instance() -> str:
    """A name for this install among others that may share its Stripe account."""
    return uuid.uuid4().hex[:16]


class Account(models.Model):
    """An account with Stripe, in test or in live mode. `stripe_id` is empty until Stripe was first asked."""

    name = models.CharField(max_length=120, default="This site's Stripe account")
    stripe_id = models.CharField(max_length=60, blank=True)
    livemode = models.BooleanField(default=False)
    # Where Stripe has it (ISO 3166, two capitals), which decides its fees. Empty until Stripe was asked.
    country = models.CharField(max_length=2, blank=True)
    # Written into the metadata of all we create: two installs may share one account (contract, invariant 20).
    instance = models.CharField(max_length=16, default=new_instance, unique=True)
    # When the last complete comparison with Stripe began.
    reconciled_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.stripe_id or self.name


class Book(models.Model):
    """A ledger of its own in one currency, kept in one account; a wedding has one."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="books")
    name = models.CharField(max_length=120)
    currency = models.CharField(max_length=3, default="gbp")
    # Whether payers may add Stripe's fee of their own accord.
    offers_fee = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name


class Checkout(models.Model):
    """One attempt to collect an amount (minor units). Committed before Stripe is called."""

    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="checkouts")
    token = models.CharField(max_length=32, default=new_token, unique=True)
    amount = models.PositiveBigIntegerField()
    # The part of the amount that the payer adds for Stripe's fee; a bank transfer is asked for without it.
    fee_added = models.PositiveBigIntegerField(default=0)
    currency = models.CharField(max_length=3)
    description = models.CharField(max_length=200)
    payer_name = models.CharField(max_length=200, blank=True)
    payer_email = models.EmailField(blank=True)
    opened_at = models.DateTimeField(auto_now_add=True)
    # Null until Stripe has answered the call that makes the intent.
    intent_id = models.CharField(max_length=60, null=True, unique=True)  # noqa: DJ001 - unique where known

    class Meta:
        indexes = [models.Index(fields=["book", "-opened_at"])]

    def __str__(self) -> str:
        return f"{self.description}, {self.amount} {self.currency}"


class Call(models.Model):
    """A call to Stripe that changes something, committed before it is made; `key` is its idempotency key.

    The nth call of an action has a key of its own: what makes something is said again under it where the answer was
    lost, and a new wish never replays an old answer. `amount` is what that call asked for: an intent may honestly
    stand at any.
    """

    checkout = models.ForeignKey(Checkout, on_delete=models.PROTECT, related_name="calls")
    action = models.CharField(max_length=20)
    n = models.PositiveIntegerField()
    amount = models.PositiveBigIntegerField()
    made_at = models.DateTimeField(auto_now_add=True)
    answered_at = models.DateTimeField(null=True)

    # Whether this is at least the second time: then Stripe answers what it answered first, however things stand now.
    is_repeated = False

    class Meta:
        constraints = [models.UniqueConstraint(fields=["checkout", "action", "n"], name="one_call_a_key")]

    def __str__(self) -> str:
        return self.key

    @property
    def key(self) -> str:
        """`checkout:action:n`."""
        return f"{self.checkout.token}:{self.action}:{self.n}"


class RefundRequest(models.Model):
    """A host's wish to give `amount` (minor units) back: who, why, and what Stripe answered to it.

    Whether the money went back is asked of the ledger. `problem` holds why Stripe would not, where it would not.
    """

    class Reason(models.TextChoices):
        """Stripe's own reasons. https://docs.stripe.com/api/refunds/create#create_refund-reason"""

        ASKED = "requested_by_customer", "The giver asked for it"
        TWICE = "duplicate", "It was given twice"
        FRAUD = "fraudulent", "Somebody else used the card"

    checkout = models.ForeignKey(Checkout, on_delete=models.PROTECT, related_name="refund_requests")
    call = models.OneToOneField(Call, on_delete=models.PROTECT, related_name="refund_request")
    amount = models.PositiveBigIntegerField()
    reason = models.CharField(max_length=30, choices=Reason.choices, default=Reason.ASKED)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    form_token = models.CharField(max_length=32)
    stripe_id = models.CharField(max_length=60, blank=True)
    problem = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["checkout", "form_token"], name="one_refund_a_form")]

    def __str__(self) -> str:
        return f"{self.amount} back of {self.checkout}"


class Delivery(Leased):
    """One webhook event that Stripe delivered: verified, stored, answered 200; the worker looks it up afterwards.

    What is kept is what leads to the checkout, not the event's body, which is a frozen picture and is never believed.
    """

    event_id = models.CharField(max_length=60)
    type = models.CharField(max_length=80)
    livemode = models.BooleanField()
    api_version = models.CharField(max_length=40, blank=True)
    object_id = models.CharField(max_length=60, blank=True)
    intent_id = models.CharField(max_length=60, blank=True)
    metadata = models.JSONField(default=dict)
    happened_at = models.DateTimeField()
    received_at = models.DateTimeField(auto_now_add=True)
    checkout = models.ForeignKey(
        Checkout, null=True, on_delete=models.PROTECT, related_name="deliveries", db_index=False
    )
    outcome = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name_plural = "deliveries"
        # Each index is paid for by every delivery while Stripe waits: `unique=True` would add one for searching parts
        # of ids, and the ForeignKey's own would hold the rows that have no checkout yet.
        constraints = [models.UniqueConstraint(fields=["event_id"], name="deliveries_once")]
        indexes = [
            models.Index(fields=["due_at"], condition=models.Q(done_at=None), name="deliveries_waiting"),
            models.Index(fields=["checkout"], condition=~models.Q(checkout=None), name="deliveries_of_checkout"),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.event_id}"


class Refusal(models.Model):
    """Deliveries answered 400, counted by reason and never kept: anybody may knock. `doctor` tells of them."""

    reason = models.CharField(max_length=40, unique=True)
    count = models.PositiveBigIntegerField(default=0)
    last_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.reason}: {self.count}"


class Observation(models.Model):
    """How Stripe said a checkout stands. Asked again with the same answer, the row's `asked_at` moves on.

    `asked_at` was taken before the call: of two answers the one asked for later counts, whichever came back first.
    """

    checkout = models.ForeignKey(Checkout, on_delete=models.PROTECT, related_name="observations")
    first_asked_at = models.DateTimeField()
    asked_at = models.DateTimeField()
    because = models.CharField(max_length=40, help_text="Who rang: a delivery, the return page, the reconciler.")
    status = models.CharField(max_length=40)
    snapshot = models.JSONField()

    class Meta:
        indexes = [models.Index(fields=["checkout", "-asked_at"])]

    def __str__(self) -> str:
        return f"{self.status} at {self.asked_at:%Y-%m-%d %H:%M:%S}"


class Entry(models.Model):
    """One line of the ledger: a money fact, once. Amounts in minor units, what leaves us is negative. Never changed.

    What came by bank points to the bank's line, and has that line's key in the place of Stripe's id.
    """

    class Kind(models.TextChoices):
        """What moved the money."""

        PAYMENT = "payment", "Payment"
        PAYMENT_UNDONE = "payment_undone", "Transfer that was matched by mistake"
        FEE = "fee", "Stripe's fee"
        REFUND = "refund", "Refund"
        REFUND_RETURNED = "refund_returned", "Refund that came back"
        DISPUTE = "dispute", "Dispute"
        DISPUTE_FEE = "dispute_fee", "Stripe's fee for a dispute"
        DISPUTE_RETURNED = "dispute_returned", "Dispute that was won"

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="entries")
    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="entries")
    checkout = models.ForeignKey(Checkout, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    stripe_id = models.CharField(max_length=60)
    bank_line = models.ForeignKey(BankLine, null=True, on_delete=models.PROTECT, related_name="entries")
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    occurred_at = models.DateTimeField()
    posted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "entries"
        constraints = [models.UniqueConstraint(fields=["account", "kind", "stripe_id"], name="one_entry_a_fact")]
        indexes = [models.Index(fields=["book", "occurred_at"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount} {self.currency} {self.stripe_id}"


class Discrepancy(models.Model):
    """Something at Stripe that does not fit what we asked for or already wrote. Nothing is credited; a host decides."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="discrepancies")
    checkout = models.ForeignKey(Checkout, null=True, on_delete=models.PROTECT, related_name="discrepancies")
    kind = models.CharField(max_length=40)
    about = models.CharField(max_length=60, help_text="Stripe's id of what does not fit.")
    message = models.TextField()
    found_at = models.DateTimeField(auto_now_add=True)
    # Since when it stands in these words: Stripe may tell other figures of the same thing later.
    stands_since = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "discrepancies"
        constraints = [models.UniqueConstraint(fields=["account", "kind", "about"], name="one_discrepancy_a_fact")]

    def __str__(self) -> str:
        return f"{self.kind} {self.about}"
