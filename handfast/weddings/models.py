"""A wedding and who runs it. Its money and its letters are those of what it points down to: its Book, its Mailbox."""

import datetime
import zoneinfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from handfast.mail.models import Mailbox
from handfast.payments.models import Book

# First parts of our own addresses; a wedding of that name could never be reached.
RESERVED_SLUGS = frozenset(
    {"accounts", "admin", "api", "assets", "health", "host", "hosts", "invoices", "media", "setup", "static", "stripe"}
)


def validate_slug_is_free(slug: str) -> None:
    """Raises ValidationError for a slug that is the first part of an address of ours."""
    if slug.lower() in RESERVED_SLUGS:
        raise ValidationError(f"“{slug}” is an address that the site needs itself. Choose another.")


def validate_time_zone(name: str) -> None:
    """Raises ValidationError unless `name` is a time zone of the IANA database."""
    if name not in zoneinfo.available_timezones():
        raise ValidationError("Choose a time zone such as Europe/London.")


class Wedding(models.Model):
    """One of the weddings on this install. Its times are shown in its own zone, its money in its own currency."""

    slug = models.SlugField(max_length=50, unique=True, validators=[validate_slug_is_free])
    partner_one = models.CharField("first name of one of you", max_length=60)
    partner_two = models.CharField("first name of the other", max_length=60)
    starts_at = models.DateTimeField("date and time", null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    welcome = models.TextField("words of welcome", blank=True)
    reply_by = models.DateField("please reply by", null=True, blank=True)
    time_zone = models.CharField(max_length=60, default="Europe/London", validators=[validate_time_zone])
    locale = models.CharField(max_length=10, default="en_GB")
    book = models.OneToOneField(Book, on_delete=models.PROTECT, related_name="+")
    mailbox = models.OneToOneField(Mailbox, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its front page, for guests."""
        return f"/{self.slug}/"

    @property
    def title(self) -> str:
        """The couple, as their site is headed: "Robin & Sam"."""
        return f"{self.partner_one} & {self.partner_two}"

    @property
    def monogram(self) -> str:
        """Their initials: "R & S"."""
        return f"{self.partner_one[:1]} & {self.partner_two[:1]}"

    @property
    def currency(self) -> str:
        """The currency of its gifts and bills, lower case; its book decides."""
        return self.book.currency

    @property
    def tz(self) -> zoneinfo.ZoneInfo:
        """Its time zone."""
        return zoneinfo.ZoneInfo(self.time_zone)

    @property
    def date(self) -> datetime.date | None:
        """The day of the wedding where it takes place, or None while it is open."""
        return self.starts_at.astimezone(self.tz).date() if self.starts_at else None


class Host(models.Model):
    """A person who runs a wedding, and as what. Owners see and do everything; helpers see no money."""

    class Role(models.TextChoices):
        """What a host may do."""

        OWNER = "owner", "Owner"
        HELPER = "helper", "Helper"

    wedding = models.ForeignKey(Wedding, on_delete=models.CASCADE, related_name="hosts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="hosted")
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.HELPER)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["wedding", "user"], name="one_role_a_host")]

    def __str__(self) -> str:
        return f"{self.user} ({self.get_role_display()})"

    @property
    def name(self) -> str:
        """What to call them."""
        return self.user.first_name or self.user.email

    @property
    def is_owner(self) -> bool:
        """Whether this host may see money and people."""
        return self.role == self.Role.OWNER


class Invitation(models.Model):
    """A host's letter asking somebody to help run the wedding. The letter's link holds the secret; we keep its hash.

    Withdrawn, it is deleted; inviting the same e-mail again replaces it.
    """

    GOOD_FOR = datetime.timedelta(days=14)

    wedding = models.ForeignKey(Wedding, on_delete=models.CASCADE, related_name="host_invitations")
    email = models.EmailField()
    role = models.CharField(max_length=10, choices=Host.Role.choices, default=Host.Role.HELPER)
    secret_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    invited_at = models.DateTimeField(default=timezone.now)
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "wedding",
                Lower("email"),
                condition=models.Q(accepted_at=None),
                name="one_open_invitation_an_email",
            )
        ]

    def __str__(self) -> str:
        return f"{self.email} for {self.wedding}"

    @property
    def good_until(self) -> datetime.datetime:
        """When its link stops being good, used or not."""
        return self.invited_at + self.GOOD_FOR

    @property
    def is_open(self) -> bool:
        """Whether its link can still be used."""
        return self.accepted_at is None and timezone.now() < self.good_until
