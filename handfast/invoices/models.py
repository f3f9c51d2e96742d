"""Bills. Whether one is paid, overdue or credited is asked of its rows and of the ledger, and stored nowhere.

Invoice ──────── a draft until it has a number; then it never changes. With `corrects` it is a credit note.
Line ─────────── what it is for.
Voiding ──────── it was issued by mistake, and nothing is owed.
Link ─────────── the address under which whoever has it sees and pays it, until it is withdrawn.
InvoicePayment ─ an attempt to pay some of it; points down to the checkout that collects it.
"""

import datetime
import secrets
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone

from handfast.guests.models import Household
from handfast.invoices.arithmetic import Item
from handfast.invoices.frozen import LinesUntilIssued, UntilIssued
from handfast.payments.models import Checkout
from handfast.weddings.models import Wedding


def new_form_token() -> str:
    """96 random bits that tell one showing of a form from another; it is no secret."""
    return secrets.token_urlsafe(12)


class Invoice(models.Model):
    """A bill, or with `corrects` a credit note that takes some of one back. Amounts are minor units of `currency`.

    `year` and `number` are given when it is issued (numbering.py). From then on the row refuses to change.
    """

    wedding = models.ForeignKey(Wedding, on_delete=models.PROTECT, related_name="invoices")
    corrects = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="credit_notes")
    household = models.ForeignKey(
        Household, null=True, blank=True, on_delete=models.PROTECT, related_name="invoices", help_text="Whom it is to."
    )
    to_name = models.CharField(max_length=200)
    to_address = models.TextField(blank=True)
    to_email = models.EmailField(blank=True)
    sender = models.TextField(help_text="Who bills: name, address, tax number, a line each.")
    currency = models.CharField(max_length=3)
    due_on = models.DateField(null=True, blank=True, help_text="None for a credit note.")
    words = models.TextField(blank=True, help_text="For the foot of the paper; on a credit note, why.")
    made_at = models.DateTimeField(auto_now_add=True)
    form_token = models.CharField(max_length=32, help_text="The form that made it: sent twice, it makes one.")
    year = models.PositiveSmallIntegerField(null=True)
    number = models.PositiveIntegerField(null=True)
    issued_at = models.DateTimeField(null=True)

    objects = UntilIssued.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["wedding", "year", "number"], condition=models.Q(corrects=None), name="one_invoice_a_number"
            ),
            models.UniqueConstraint(
                fields=["wedding", "year", "number"],
                condition=models.Q(corrects__isnull=False),
                name="one_credit_note_a_number",
            ),
            models.CheckConstraint(
                condition=models.Q(issued_at=None, year=None, number=None)
                | models.Q(issued_at__isnull=False, year__isnull=False, number__isnull=False),
                name="issued_with_a_number",
            ),
        ]
        indexes = [models.Index(fields=["wedding", "-issued_at"], name="invoices_by_issue")]

    def __str__(self) -> str:
        return f"{self.label or 'Draft'} for {self.to_name}"

    def save(self, *args: Any, **options: Any) -> None:
        """Raises IsIssued once the row in the database is issued."""
        if self.pk:
            Invoice.objects.filter(pk=self.pk).refuse_issued()
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        """Raises IsIssued once the row in the database is issued: a number is never free again."""
        Invoice.objects.filter(pk=self.pk).refuse_issued()
        return super().delete(*args, **options)

    @property
    def is_credit_note(self) -> bool:
        """Whether it takes back some of another."""
        return self.corrects_id is not None

    @property
    def label(self) -> str:
        """Its number as it is printed: "2027-0001", "CN-2027-0001" for a credit note; empty for a draft."""
        if self.number is None:
            return ""
        return f"{'CN-' if self.is_credit_note else ''}{self.year}-{self.number:04d}"

    @property
    def issued_on(self) -> datetime.date | None:
        """The day of issue where the wedding is."""
        return self.issued_at.astimezone(self.wedding.tz).date() if self.issued_at else None


class Line(models.Model):
    """What is billed: so many of it at a price (minor units, without tax; negative for a discount), taxed at a rate."""

    invoice = models.ForeignKey(Invoice, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField()
    description = models.CharField(max_length=300)
    quantity = models.DecimalField(
        max_digits=8, decimal_places=3, default=1, validators=[MinValueValidator(Decimal("0.001"))]
    )
    unit_price = models.BigIntegerField()
    tax_rate = models.DecimalField(
        max_digits=5, decimal_places=2, default=0, validators=[MinValueValidator(0), MaxValueValidator(100)]
    )

    objects = LinesUntilIssued.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["invoice", "position"], name="one_line_a_place")]

    def __str__(self) -> str:
        return f"{self.quantity.normalize():f} × {self.description}"

    def save(self, *args: Any, **options: Any) -> None:
        """Raises IsIssued once its invoice is issued."""
        Invoice.objects.filter(pk=self.invoice_id).refuse_issued()
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        """Raises IsIssued once its invoice is issued."""
        Invoice.objects.filter(pk=self.invoice_id).refuse_issued()
        return super().delete(*args, **options)

    @property
    def item(self) -> Item:
        """The line as arithmetic knows it."""
        return Item(Decimal(self.quantity), self.unit_price, Decimal(self.tax_rate))


class Voiding(models.Model):
    """Says that an invoice was issued by mistake: nothing of it is owed. Its number stays taken."""

    invoice = models.OneToOneField(Invoice, on_delete=models.PROTECT, related_name="voiding")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    why = models.CharField(max_length=300)

    def __str__(self) -> str:
        return f"{self.invoice.label} void: {self.why}"


class Link(models.Model):
    """An address under which an invoice is seen and paid without signing in. The address is signed (links.py)."""

    GOOD_FOR = datetime.timedelta(days=400)

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="links")
    made_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["invoice"], condition=models.Q(withdrawn_at=None), name="one_good_link_an_invoice"
            )
        ]

    def __str__(self) -> str:
        return f"Link to {self.invoice}"

    @property
    def good_until(self) -> datetime.datetime:
        """When it stops being good unless it is withdrawn sooner."""
        return self.made_at + self.GOOD_FOR

    @property
    def is_good(self) -> bool:
        """Whether it still opens its invoice."""
        return self.withdrawn_at is None and timezone.now() < self.good_until


class InvoicePayment(models.Model):
    """An attempt to pay an invoice, or part of it. How it went is asked of its checkout."""

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="payments")
    checkout = models.OneToOneField(Checkout, on_delete=models.PROTECT, related_name="invoice_payment")

    def __str__(self) -> str:
        return f"{self.checkout.amount} {self.checkout.currency} of {self.invoice}"
