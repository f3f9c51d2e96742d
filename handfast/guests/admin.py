"""Households, guests and uploaded lists in the admin, to be looked up; each leads to its own page, which keeps the
rules."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from handfast.accounts.adminsite import ReadOnly
from handfast.guests.models import Guest, Household, Import


def _link(name: str, slug: str, words: str, **parts: int) -> SafeString:
    return format_html('<a href="{}">{}</a>', reverse(f"guests:{name}", kwargs={"slug": slug, **parts}), words)


@admin.register(Household)
class HouseholdAdmin(ReadOnly):
    """The households of every wedding."""

    list_display = ("name", "wedding", "user", "page")
    list_select_related = ("wedding", "user")
    list_filter = ("wedding",)
    search_fields = ("name", "user__username")

    @admin.display(description="its page")
    def page(self, household: Household) -> SafeString:
        """Where hosts edit it."""
        return _link("household", household.wedding.slug, "Open", household_id=household.pk)


@admin.register(Guest)
class GuestAdmin(ReadOnly):
    """The people of every household."""

    list_display = ("__str__", "household", "email", "page")
    list_select_related = ("household__wedding", "guest_of")
    list_filter = ("household__wedding",)
    search_fields = ("first_name", "last_name", "email")

    @admin.display(description="their page")
    def page(self, guest: Guest) -> SafeString:
        """Where hosts edit them."""
        return _link("household", guest.household.wedding.slug, "Open", household_id=guest.household_id)


@admin.register(Import)
class ImportAdmin(ReadOnly):
    """The lists that were uploaded: who, when, and whether they were applied; what is in them stays on their page."""

    list_display = ("file_name", "wedding", "uploaded_at", "uploaded_by", "applied_at", "undone_at", "page")
    list_select_related = ("wedding", "uploaded_by")
    list_filter = ("wedding",)
    fields = (
        "wedding",
        "file_name",
        "file_digest",
        "uploaded_at",
        "uploaded_by",
        "applied_at",
        "applied_by",
        "outcome",
        "undone_at",
        "undone_by",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Without the files and plans, which are long."""
        return super().get_queryset(request).defer("file", "plan", "written")

    @admin.display(description="its page")
    def page(self, kept: Import) -> SafeString:
        """Where hosts read it."""
        return _link("import", kept.wedding.slug, "Open", import_id=kept.pk)
