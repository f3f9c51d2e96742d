"""What guests may give, and what they gave or promised: a contribution points down to the checkout that collects its
money. Nothing here says "taken" or "paid": that is asked of claims, checkouts and the clock (standings.py)."""

import secrets
from typing import cast
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.utils import timezone

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
    goal = models.PositiveBigIntegerField(null=True, blank=True, help_text="In minor units; none is no goal.")
    suggested = models.JSONField(default=list, blank=True, help_text="Amounts to choose from, in minor units.")
    is_hidden = models.BooleanField(default=False)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["wedding", "position"], name="one_fund_a_place")]

    def __str__(self) -> str:
        return self.name


class Picture(models.Model):
    """A picture that a host uploaded, made anew by us in two sizes; its files are named by `digest` (pictures.py)."""

    wedding = models.ForeignKey(Wedding, on_delete=models.CASCADE, related_name="pictures")
    digest = models.CharField(max_length=32, help_text="Of the file as it was uploaded.")
    width = models.PositiveIntegerField(help_text="Of the larger size, in pixels.")
    height = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["wedding", "digest"], name="one_picture_a_file")]

    def __str__(self) -> str:
        return self.digest


class Gift(models.Model):
    """A thing on the list. Guests buy it themselves and say so by a claim; or, when it is shared, give parts of its
    price through the site. A shared one has a price and is wanted once."""

    wedding = models.ForeignKey(Wedding, on_delete=models.CASCADE, related_name="gifts")
    position = models.PositiveIntegerField(default=0, help_text="The order on the gift list.")
    name = models.CharField(max_length=200)
    words = models.TextField(blank=True, help_text="What the couple says about it.")
    price = models.PositiveBigIntegerField(null=True, blank=True, help_text="Of one, in minor units.")
    quantity = models.PositiveIntegerField(default=1)
    is_shared = models.BooleanField(default=False)
    shops = models.JSONField(default=list, blank=True, help_text="Web addresses of shops that have it.")
    picture = models.ForeignKey(Picture, on_delete=models.SET_NULL, null=True, blank=True, related_name="gifts")
    is_hidden = models.BooleanField(default=False)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_shared=False) | models.Q(price__gt=0, quantity=1),
                name="a_shared_gift_is_one_with_a_price",
            ),
            models.CheckConstraint(condition=models.Q(quantity__gt=0), name="at_least_one_is_wanted"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def shop_links(self) -> list[dict[str, str]]:
        """Where it can be bought: each shop's address, and its name as one knows it ("example.com")."""
        return [{"url": url, "name": (urlsplit(url).hostname or url).removeprefix("www.")} for url in self.shops]


class Claim(models.Model):
    """A household's word that it gives `count` of a gift. Until it has bought them, it is held for a while only
    (holding.CLAIM); what is taken back is deleted."""

    gift = models.ForeignKey(Gift, on_delete=models.PROTECT, related_name="claims")
    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="claims")
    count = models.PositiveIntegerField(default=1)
    claimed_at = models.DateTimeField(default=timezone.now)
    bought_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["claimed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["gift", "household"],
                condition=models.Q(bought_at=None),
                name="one_open_claim_a_household",
            ),
            models.CheckConstraint(condition=models.Q(count__gt=0), name="at_least_one_is_claimed"),
        ]

    def __str__(self) -> str:
        return f"{self.count} × {self.gift} by {self.household}"


class Contribution(models.Model):
    """A household's gift of money, to a fund or as a share of a gift. Whether it came is asked of its checkout, never
    stored here. A share that is not paid yet holds its part of the price for a while from `held_from`
    (holding.SHARE)."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, null=True, blank=True, related_name="contributions")
    gift = models.ForeignKey(Gift, on_delete=models.PROTECT, null=True, blank=True, related_name="contributions")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="contributions")
    checkout = models.OneToOneField(Checkout, on_delete=models.PROTECT, related_name="contribution")
    names = models.CharField(max_length=200, help_text="From whom, as the giver wrote it.")
    message = models.TextField(blank=True)
    is_private = models.BooleanField(default=False, help_text="Names are not shown to other guests.")
    form_token = models.CharField(max_length=32, help_text="The form that made it: sent twice, it makes one gift.")
    held_from = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["household", "form_token"], name="one_contribution_a_form"),
            models.CheckConstraint(
                condition=models.Q(fund=None, gift__isnull=False) | models.Q(fund__isnull=False, gift=None),
                name="to_a_fund_or_to_a_gift",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.names} for {self.purpose}"

    @property
    def purpose(self) -> Fund | Gift:
        """What it is given to; either has a `name`."""
        return cast("Fund | Gift", self.fund or self.gift)


class GiftImport(models.Model):
    """A list of gifts that a host uploaded: what was read and would be done, and when it was.

    `plan` is what the host reads; `digest` stands for it and the gifts of that moment, and only that plan is applied.
    """

    wedding = models.ForeignKey(Wedding, on_delete=models.CASCADE, related_name="gift_imports")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    uploaded_at = models.DateTimeField(auto_now_add=True)
    file_name = models.CharField(max_length=200)
    plan = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    applied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.file_name}, {self.uploaded_at:%d %B %Y %H:%M}"
