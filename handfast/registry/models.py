"""What guests may give to, and what they gave: a contribution points down to the checkout that collects its money."""

import secrets

from django.db import models

from handfast.guests.models import Household
from handfast.payments.models import Checkout
from handfast.weddings.models import Wedding


def new_form_token() -> str:
    """96 random bits that tell one showing of the give form from another; it is no secret."""
    return secrets.token_urlsafe(12)


class Fund(models.Model):
    """Something that any amount may be given to. The first of a wedding is made when it is first needed."""

    wedding = models.ForeignKey(Wedding, on_delete=models.CASCADE, related_name="funds")
    position = models.PositiveSmallIntegerField(default=0, help_text="The order on the gift list.")
    name = models.CharField(max_length=100)
    words = models.TextField(blank=True, help_text="What the couple says about it.")

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["wedding", "position"], name="one_fund_a_place")]

    def __str__(self) -> str:
        return self.name


class Contribution(models.Model):
    """A household's gift of money to a fund. Whether it came is asked of its checkout, never stored here."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="contributions")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="contributions")
    checkout = models.OneToOneField(Checkout, on_delete=models.PROTECT, related_name="contribution")
    names = models.CharField(max_length=200, help_text="From whom, as the giver wrote it.")
    message = models.TextField(blank=True)
    form_token = models.CharField(max_length=32, help_text="The form that made it: sent twice, it makes one gift.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["household", "form_token"], name="one_contribution_a_form")]

    def __str__(self) -> str:
        return f"{self.names} for {self.fund}"
