"""What owners do about their book: they say that they know what does not fit, and want it compared with Stripe now."""

from django.conf import settings
from django.db import models

from handfast.core.leases import Leased


class Acknowledgement(models.Model):
    """An owner knows about a discrepancy: who, since when, and what they made of it.

    It closes what stood in `message` then and nothing else: told anew with other figures, a discrepancy is open again.
    Never changed, never deleted.
    """

    discrepancy = models.ForeignKey("payments.Discrepancy", on_delete=models.PROTECT, related_name="acknowledgements")
    message = models.TextField()
    note = models.TextField(max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.discrepancy}: {self.note}"


class Comparison(Leased):
    """An owner wants a book compared with Stripe now; a worker does it, and says here what it came to.

    `looked`: payments of this book that were looked at; `written`: lines that its ledger gained; `problem`: why the
    comparison was not finished, where it was not.
    """

    book = models.ForeignKey("payments.Book", on_delete=models.PROTECT, related_name="comparisons")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    looked = models.PositiveIntegerField(default=0)
    written = models.PositiveIntegerField(default=0)
    problem = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["book"], condition=models.Q(done_at=None), name="one_comparison_waits")
        ]

    def __str__(self) -> str:
        return f"{self.book} at {self.asked_at:%Y-%m-%d %H:%M:%S}"
