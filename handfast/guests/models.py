"""Who is invited: households, the people in them, and the lists they were read from."""

from django.conf import settings
from django.db import models

from handfast.core.leases import Leased
from handfast.weddings.models import Wedding


class Household(models.Model):
    """What one invitation is sent to, and who signs in together: its user's name is the code on its card."""

    wedding = models.ForeignKey(Wedding, on_delete=models.CASCADE, related_name="households")
    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="household")
    name = models.CharField(max_length=200)
    list_key = models.CharField(
        max_length=200,
        blank=True,
        help_text="What the couple's own list calls it, so that a later upload finds it again.",
    )
    address_line_1 = models.CharField(max_length=200, blank=True)
    address_line_2 = models.CharField(max_length=200, blank=True)
    city = models.CharField(max_length=100, blank=True)
    county = models.CharField(max_length=100, blank=True)
    country = models.CharField(max_length=100, blank=True)
    postcode = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["wedding", "name"], name="households_by_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def code(self) -> str:
        """The code printed on its card."""
        return self.user.username

    @property
    def address(self) -> list[str]:
        """Its address, one line each, as it is written on an envelope."""
        lines = [self.address_line_1, self.address_line_2, self.city, self.county, self.postcode, self.country]
        return [line for line in lines if line]


class Guest(models.Model):
    """A person, or the seat of one: whoever comes with a guest points at them by `guest_of` and may not have a name
    yet."""

    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="guests")
    guest_of = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="extra_seats")
    position = models.PositiveSmallIntegerField(default=0, help_text="The order within the household, as on the list.")
    title = models.CharField(max_length=30, blank=True)
    first_name = models.CharField(max_length=100, blank=True)
    last_name = models.CharField(max_length=100, blank=True)
    email = models.EmailField("e-mail", blank=True)
    phone = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["household", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(guest_of__isnull=False) | ~models.Q(first_name="", last_name=""),
                name="only_an_extra_seat_has_no_name",
            )
        ]

    def __str__(self) -> str:
        return self.full_name or f"A guest of {self.guest_of}"

    @property
    def full_name(self) -> str:
        """First and last name; empty for an extra seat that nobody has been named for."""
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def is_extra_seat(self) -> bool:
        """Whether this is somebody a guest may bring along, named or not."""
        return self.guest_of_id is not None


class Import(Leased):
    """One guest list that a host uploaded: what was read, what it would change, and whether that was done.

    It is itself the queue of lists to be read: `done_at` is when that was done, by the page or, for a long list, by the
    worker. `plan` is what the host reads; `digest` stands for the file, the plan and the guests of that moment, and
    only the plan of that digest can be applied. `written` is what applying it wrote, so that it can be undone. The
    file goes after some days (see chores.py); the line that there was one stays.
    """

    wedding = models.ForeignKey(Wedding, on_delete=models.CASCADE, related_name="imports")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    uploaded_at = models.DateTimeField(auto_now_add=True)
    file_name = models.CharField(max_length=200)
    file_digest = models.CharField(max_length=64)
    file = models.BinaryField(blank=True, default=b"")
    answers = models.JSONField(default=dict, blank=True, help_text="What the host said where the list was in doubt.")
    question = models.JSONField(default=dict, blank=True, help_text="What must be answered before it can be read.")
    problem = models.TextField(blank=True, help_text="Why it could not be read, in words for the host.")
    plan = models.JSONField(default=dict, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    applied_at = models.DateTimeField(null=True, blank=True)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    outcome = models.JSONField(
        default=dict, blank=True, help_text="How many were added, changed, removed and left as they were."
    )
    written = models.JSONField(
        default=dict, blank=True, help_text="Which rows it made and changed, and what they were."
    )
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["due_at"], condition=models.Q(done_at=None), name="lists_to_be_read")]

    def __str__(self) -> str:
        return f"{self.file_name}, {self.uploaded_at:%d %B %Y %H:%M}"


class ColumnReading(models.Model):
    """What a host said the columns of a list are, for the next list of the same columns."""

    wedding = models.ForeignKey(Wedding, on_delete=models.CASCADE, related_name="column_readings")
    headers = models.CharField(max_length=64, help_text="A digest of the columns' names, or of how many there are.")
    columns = models.JSONField(default=dict, help_text="What each column is, by its place from 0.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["wedding", "headers"], name="one_reading_of_the_same_columns")]

    def __str__(self) -> str:
        return f"{len(self.columns)} columns"
