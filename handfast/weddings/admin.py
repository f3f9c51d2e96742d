"""What the admin shows of weddings and their hosts; each has its own page, which keeps the rules."""

from django.contrib import admin

from handfast.accounts.adminsite import ReadOnly
from handfast.weddings.models import Host, Invitation, Wedding


@admin.register(Wedding)
class WeddingAdmin(ReadOnly):
    """The weddings on this server."""

    list_display = ("title", "slug", "starts_at", "created_at")
    search_fields = ("slug", "partner_one", "partner_two")


@admin.register(Host)
class HostAdmin(ReadOnly):
    """Who runs what."""

    list_display = ("user", "wedding", "role", "since")
    list_filter = ("role",)


@admin.register(Invitation)
class InvitationAdmin(ReadOnly):
    """Who was asked to help, without what their link holds."""

    list_display = ("email", "wedding", "role", "invited_at", "accepted_at")
    fields = ("wedding", "email", "role", "invited_by", "invited_at", "accepted_at")
