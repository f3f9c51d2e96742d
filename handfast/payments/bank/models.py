"""The fee-free way: where transfers go, which payer was given which reference, and what a host read in the bank's
statement. Whether a transfer has arrived is asked of the ledger, as with a card.

BankDetails ─ where a book's transfers go; rows are only added, the latest counts.
Transfer ──── a payer's wish to pay a checkout by bank, with its reference.
BankFile ──── a statement that was uploaded, until it is applied or forgotten.
BankLine ──── one line of it that was matched, or that a host wrote down; an entry of the ledger points to it.
"""

from django.conf import settings
from django.db import models

from handfast.payments.bank.references import draw, spaced


class BankDetails(models.Model):
    """Where transfers to a book go, from `set_at` on. Without a holder the way is closed."""

    class Kind(models.TextChoices):
        """How an account is named there."""

        IBAN = "iban", "IBAN (Europe and more)"
        UK = "uk", "Sort code and account number (UK)"
        US = "us", "Routing number and account number (US)"
        AU = "au", "BSB and account number (Australia)"
        OTHER = "other", "Bank and account number (elsewhere)"

    book = models.ForeignKey("payments.Book", on_delete=models.PROTECT, related_name="bank_details")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.IBAN)
    holder = models.CharField(max_length=70, blank=True)
    iban = models.CharField(max_length=34, blank=True)
    bic = models.CharField(max_length=11, blank=True)
    bank_code = models.CharField(max_length=40, blank=True, help_text="Sort code, routing number, BSB, or its like.")
    account_number = models.CharField(max_length=40, blank=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    set_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "bank details"
        indexes = [models.Index(fields=["book", "-set_at"])]

    def __str__(self) -> str:
        return self.holder or "closed"


class Transfer(models.Model):
    """A payer was told where to send the money for a checkout, and under which reference.

    `sent_at` is when they said that they have sent it, which moves no money: a host says when it is there.
    """

    checkout = models.OneToOneField("payments.Checkout", on_delete=models.PROTECT, related_name="transfer")
    reference = models.CharField(max_length=12, unique=True, default=draw)
    asked_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.spaced

    @property
    def spaced(self) -> str:
        """The reference as one copies it."""
        return spaced(self.reference)


class BankFile(models.Model):
    """A bank's statement that a host uploaded. Its lines are thrown away once they are applied; matched ones stay."""

    book = models.ForeignKey("payments.Book", on_delete=models.PROTECT, related_name="bank_files")
    name = models.CharField(max_length=200)
    lines = models.JSONField(default=list, help_text="The incoming lines, as they were read.")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    applied_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    applied_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class BankLine(models.Model):
    """Money that moved at the couple's bank, as a host read it: minor units, negative what they sent back.

    `key` is made of what the line says, so that the same line uploaded twice is the same row. `same_as` is the key of
    the statement's line that a host said to be what was written down here by hand: it is not asked about again.
    """

    book = models.ForeignKey("payments.Book", on_delete=models.PROTECT, related_name="bank_lines")
    key = models.CharField(max_length=40)
    same_as = models.CharField(max_length=40, blank=True)
    booked_on = models.DateField()
    amount = models.BigIntegerField()
    payer = models.CharField(max_length=200, blank=True)
    text = models.CharField(max_length=500, blank=True)
    file = models.ForeignKey(BankFile, null=True, on_delete=models.PROTECT, related_name="matched")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["book", "key"], name="one_bank_line_a_key"),
            models.UniqueConstraint(
                fields=["book", "same_as"], condition=~models.Q(same_as=""), name="one_note_a_line_of_the_statement"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount} on {self.booked_on} from {self.payer}"
